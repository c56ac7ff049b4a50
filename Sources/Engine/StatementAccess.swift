// What a statement reads and changes, told by SQLite's authorizer and planner. Level 1.

internal import CSQLite
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

/// Collects the accesses of one preparation.
///
/// - Source: https://www.sqlite.org/c3ref/set_authorizer.html
struct AccessLog {
  private var access = StatementAccess()
  /// Tables of which no column is read; SQLite does not tell whose they are.
  private var unplaced: Set<String> = []

  /// Notes an action that is allowed.
  mutating func note(_ action: Int32, _ first: String, _ second: String, schema: String?) {
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE: break
    case SQLITE_PRAGMA: access.readsSchema = true
    case SQLITE_FUNCTION:
      let function = second.asciiLowercased
      if AccessLog.countingFunctions.contains(function) { access.readsWritten = true }
    case SQLITE_READ: noteRead(of: first.asciiLowercased, second, schema: schema?.asciiLowercased)
    case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE: access.writes = true
    default:
      access.writes = true
      access.changesSchema = true
    }
  }

  private mutating func noteRead(of table: String, _ column: String, schema: String?) {
    if table.hasPrefix("pragma_") {
      access.readsSchema = true
    } else if table.hasPrefix("sqlite_"), schema == nil || schema == "temp" || schema == "main" {
      // Mounted tables stand in no schema table; temporary ones do.
      access.readsWritten = true
    } else if ["json_each", "json_tree"].contains(table) {
      return
    } else if schema == nil || column.isEmpty {
      unplaced.insert(table)
    } else if schema == "main" {
      access.tables.insert(table)
    } else if schema == "temp" {
      access.readsWritten = true
    } else if let schema {
      access.schemas.insert(schema)
    }
  }

  /// What the statement accesses.
  ///
  /// - Parameter planned: the mounted tables for which SQLite has asked for plans: all that are read.
  /// - Parameter mounted: all mounted tables.
  /// - Parameter attached: the tables of attached files.
  func access(
    planned: Set<String>, mounted: Set<String>, attached: [AttachedTable],
    hasTemporaryObjects: Bool
  ) -> StatementAccess {
    var access = access
    access.tables.formUnion(planned)
    if access.writes {
      // INSERT … SELECT copies a whole native table without a word to the authorizer.
      access.readsWritten = true
      access.schemas.formUnion(attached.map(\.schema.asciiLowercased))
    }
    for name in unplaced.subtracting(mounted) {
      let owners = attached.filter { $0.name.asciiLowercased == name }
      access.schemas.formUnion(owners.map(\.schema.asciiLowercased))
      access.readsWritten = access.readsWritten || hasTemporaryObjects
    }
    return access
  }

  /// Functions that tell what statements before have done.
  private static let countingFunctions: Set<String> = [
    "changes", "last_insert_rowid", "total_changes",
  ]
}
