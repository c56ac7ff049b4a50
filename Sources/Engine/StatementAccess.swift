// What a statement reads and changes, told by SQLite's authorizer and planner. Level 1.

internal import Tabular

/// Everything that a statement reads and changes, whatever it is: the edges of the graph of cells.
public struct StatementAccess: Sendable, Hashable {
  /// The mounted tables it reads, in lower case. A common table expression of such a name is none of them.
  public fileprivate(set) var tables: Set<String> = []
  /// The names of the attached files it reads, in lower case.
  public fileprivate(set) var schemas: Set<String> = []
  /// Whether it may read what statements before it have written.
  public fileprivate(set) var readsWritten = false
  /// Whether it asks which tables there are.
  public fileprivate(set) var readsSchema = false
  /// Whether it writes; what it reads then is not told in full, because SQLite copies whole tables unasked.
  public fileprivate(set) var writes = false
  /// Whether it makes, changes or drops tables, views, indexes or triggers.
  public fileprivate(set) var changesSchema = false

  /// Accesses nothing.
  public init() {}

  /// Takes over what another statement accesses.
  public mutating func formUnion(_ other: StatementAccess) {
    tables.formUnion(other.tables)
    schemas.formUnion(other.schemas)
    readsWritten = readsWritten || other.readsWritten
    readsSchema = readsSchema || other.readsSchema
    writes = writes || other.writes
    changesSchema = changesSchema || other.changesSchema
  }

  /// Notes a table that is read in another way than by a statement.
  public mutating func insert(table: String) { tables.insert(table.asciiLowercased) }
}

extension StatementAccess {
  /// What a statement accesses.
  ///
  /// - Parameter planned: the mounted tables for which SQLite has asked for plans: all that are read.
  /// - Parameter mounted: all mounted tables.
  /// - Parameter attached: the tables of attached files.
  init(
    _ log: StatementLog, planned: Set<String>, mounted: Set<String>, attached: [AttachedTable],
    hasTemporaryObjects: Bool
  ) {
    tables = planned
    readsSchema = log.isPragma
    readsWritten = !log.functions.isDisjoint(with: StatementAccess.countingFunctions)
    changesSchema = log.isDefinition || log.changesMore
    writes = changesSchema || log.changesRows
    // Tables of which no column is read; SQLite does not tell whose they are.
    var unplaced: Set<String> = []
    for read in log.reads where !note(read) { unplaced.insert(read.table) }
    if writes {
      // INSERT … SELECT copies a whole native table without a word to the authorizer.
      readsWritten = true
      schemas.formUnion(attached.map(\.schema.asciiLowercased))
    }
    for name in unplaced.subtracting(mounted) {
      let owners = attached.filter { $0.name.asciiLowercased == name }
      schemas.formUnion(owners.map(\.schema.asciiLowercased))
      readsWritten = readsWritten || hasTemporaryObjects
    }
  }

  /// Notes a table that is read.
  ///
  /// - Returns: false when it is not known whose it is.
  private mutating func note(_ read: StatementLog.TableRead) -> Bool {
    let isOwn = read.schema == nil || read.schema == "temp" || read.schema == "main"
    if read.table.hasPrefix("pragma_") {
      readsSchema = true
    } else if read.table.hasPrefix("sqlite_"), isOwn {
      // Mounted tables stand in no schema table; temporary ones do.
      readsWritten = true
    } else if !read.isArgument {
      guard let schema = read.schema, read.hasColumn else { return false }
      switch schema {
      case "main": tables.insert(read.table)
      case "temp": readsWritten = true
      default: schemas.insert(schema)
      }
    }
    return true
  }

  /// Functions that tell what statements before have done.
  private static let countingFunctions: Set<String> = [
    "changes", "last_insert_rowid", "total_changes",
  ]
}
