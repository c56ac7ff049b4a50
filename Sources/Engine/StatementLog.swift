// What SQLite asks about while it prepares a statement: the one record that others are read from. Level 1.

internal import CSQLite
internal import Tabular

/// Everything that one statement reads, writes and calls, as SQLite's authorizer tells it.
///
/// `StatementReads`, `StatementTraits` and `StatementAccess` are three answers from this record.
///
/// - Source: https://www.sqlite.org/c3ref/set_authorizer.html
struct StatementLog {
  /// A table that is read, as far as SQLite says whose it is.
  struct TableRead: Hashable {
    /// Its name in lower case.
    let table: String
    /// `main`, `temp` or the name of an attached file in lower case, or nil when SQLite does not tell.
    let schema: String?
    /// Whether a column of it is named; a common table expression has neither column nor schema.
    let hasColumn: Bool

    /// Whether it is one of the functions over JSON, which read nothing but their arguments.
    var isArgument: Bool { ["json_each", "json_tree"].contains(table) }
  }

  /// The tables it reads.
  private(set) var reads: Set<TableRead> = []
  /// The functions it calls, in lower case; those of a view that it reads too.
  private(set) var functions: Set<String> = []
  /// Whether it has a recursive common table expression.
  private(set) var isRecursive = false
  /// Whether it is a PRAGMA.
  private(set) var isPragma = false
  /// Whether it inserts, updates or deletes rows; of a schema too.
  private(set) var changesRows = false
  /// Whether it makes, changes or removes temporary tables, views, indexes or triggers.
  private(set) var isDefinition = false
  /// Whether it does anything else that changes the database.
  private(set) var changesMore = false

  /// Notes an action that SQLite asks about.
  mutating func note(_ action: Int32, _ first: String, _ second: String, schema: String?) {
    switch action {
    case SQLITE_SELECT: break
    case SQLITE_RECURSIVE: isRecursive = true
    case SQLITE_FUNCTION: functions.insert(second.asciiLowercased)
    case SQLITE_READ:
      reads.insert(
        TableRead(
          table: first.asciiLowercased, schema: schema?.asciiLowercased,
          hasColumn: !second.isEmpty))
    case SQLITE_PRAGMA: isPragma = true
    case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE: changesRows = true
    case SQLITE_CREATE_TEMP_TABLE, SQLITE_CREATE_TEMP_VIEW, SQLITE_CREATE_TEMP_INDEX,
      SQLITE_CREATE_TEMP_TRIGGER, SQLITE_DROP_TEMP_TABLE, SQLITE_DROP_TEMP_VIEW,
      SQLITE_DROP_TEMP_INDEX, SQLITE_DROP_TEMP_TRIGGER, SQLITE_ALTER_TABLE:
      isDefinition = true
    default: changesMore = true
    }
  }
}
