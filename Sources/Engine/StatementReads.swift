// What a statement depends on, told by SQLite's authorizer and planner. Level 1.

internal import CSQLite
internal import Tabular

/// The mounted tables that a statement reads, when its result depends on nothing else.
public struct StatementReads: Sendable, Hashable {
  /// Their names in lower case. A common table expression named like a mounted table adds that name,
  /// because SQLite does not tell the two apart.
  public fileprivate(set) var tables: Set<String> = []
  /// Whether it has a recursive common table expression.
  public fileprivate(set) var isRecursive = false
  /// Whether it calls functions of dates, which may ask for the time or depend on the time zone;
  /// whether they do is known when it has run.
  public fileprivate(set) var usesDates = false
}

/// Collects what SQLite asks about during one preparation.
struct ReadLog {
  private var reads = StatementReads()
  private var dependsOnMore = false
  /// What it does to the schema and which functions it calls.
  private(set) var traits = StatementTraits()

  /// Notes an action that is allowed.
  mutating func note(
    _ action: Int32, _ first: String, _ second: String, hasSchema: Bool, mounted: Set<String>
  ) {
    traits.note(action, second)
    switch action {
    case SQLITE_SELECT: break
    case SQLITE_RECURSIVE: reads.isRecursive = true
    case SQLITE_FUNCTION:
      let function = second.asciiLowercased
      if ReadLog.dateFunctions.contains(function) { reads.usesDates = true }
      if ReadLog.changingFunctions.contains(function) { dependsOnMore = true }
    case SQLITE_READ:
      let name = first.asciiLowercased
      if mounted.contains(name) {
        reads.tables.insert(name)
      } else if !["json_each", "json_tree"].contains(name) {
        // Without a column and a schema it is a common table expression.
        let isSystem = name.hasPrefix("sqlite_") || name.hasPrefix("pragma_")
        if isSystem || !second.isEmpty || hasSchema { dependsOnMore = true }
      }
    default: dependsOnMore = true
    }
  }

  /// What was read, or nil when the statement writes, or may depend on the schema or chance.
  ///
  /// - Parameter hasOtherTables: whether there are temporary tables or views, or attached files: then
  ///   nothing is sure.
  /// - Parameter planned: the mounted tables for which SQLite has asked for plans; the authorizer is not
  ///   told of one of which only a column of USING is read.
  func reads(planned: Set<String>, hasOtherTables: Bool) -> StatementReads? {
    if dependsOnMore || hasOtherTables { return nil }
    var reads = reads
    reads.tables.formUnion(planned)
    return reads
  }

  /// Functions whose value depends on more than their arguments.
  private static let changingFunctions: Set<String> = [
    "changes", "last_insert_rowid", "random", "randomblob", "total_changes",
  ]

  /// Functions that take 'now' and 'localtime'.
  private static let dateFunctions: Set<String> = [
    "current_date", "current_time", "current_timestamp", "date", "datetime", "julianday",
    "strftime", "time", "timediff", "unixepoch",
  ]
}
