// What a notebook may do with SQLite: read everything that is mounted, write only to `temp`.
// Answers SQLite's authorizer, never reads SQL text. Level 1.

internal import CSQLite
internal import Tabular

/// Decides on each action that SQLite asks about while it prepares a statement.
///
/// - Source: https://www.sqlite.org/c3ref/set_authorizer.html
struct Guard {
  /// Names of mounted tables in lower case, which no temporary table may hide.
  var mountedNames: Set<String> = []
  /// Whether the engine itself is at work (mounting, savepoints), to which nothing is refused.
  var isSuspended = false
  /// Whether a temporary table or view may have been made.
  private(set) var hasTemporaryObjects = false
  /// Whether a temporary table may have been renamed since this was last set to false.
  var hasAltered = false
  /// The views that are results of cells, in lower case: nobody else drops them.
  var resultViews: Set<String> = []
  /// What was refused last, in words, what helps, and the name at fault.
  private(set) var refusal: (message: String, hint: String?, subject: String?)?

  /// What the statement that is being prepared reads, writes and calls.
  private(set) var log = StatementLog()
  /// The columns that statements have read since somebody asked.
  var columns = ColumnLog()

  /// Forgets what was said of an earlier statement.
  mutating func reset() {
    refusal = nil
    log = StatementLog()
  }

  /// Whether an action is allowed.
  ///
  /// - Parameter first, second: what the action is about, as SQLite's table of actions says.
  /// - Parameter schema: `main`, `temp` or the name of an attached file.
  mutating func allows(_ action: Int32, _ first: String?, _ second: String?, schema: String?)
    -> Bool
  {
    if isSuspended { return true }
    log.note(action, first ?? "", second ?? "", schema: schema)
    columns.note(action, first ?? "", second ?? "", schema: schema)
    switch action {
    case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return true
    case SQLITE_FUNCTION: return allowsFunction(second ?? "")
    case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE: return allowsWriting(first ?? "", schema)
    case SQLITE_CREATE_TEMP_TABLE, SQLITE_CREATE_TEMP_VIEW: return allowsName(first ?? "")
    case SQLITE_CREATE_TEMP_INDEX, SQLITE_CREATE_TEMP_TRIGGER, SQLITE_DROP_TEMP_INDEX,
      SQLITE_DROP_TEMP_TABLE, SQLITE_DROP_TEMP_TRIGGER:
      return true
    case SQLITE_DROP_TEMP_VIEW: return allowsDropping(view: first ?? "")
    case SQLITE_ALTER_TABLE where first == "temp":
      hasAltered = true
      return true
    case SQLITE_REINDEX where schema == "temp": return true
    case SQLITE_PRAGMA: return allowsPragma(first ?? "")
    case SQLITE_CREATE_TABLE where first?.hasPrefix("sqlite_stat") == true:
      return refuse("ANALYZE")
    default: return refuse(Guard.name(of: action), hint: Guard.hint(for: action))
    }
  }

  private mutating func allowsFunction(_ name: String) -> Bool {
    let name = name.asciiLowercased
    return Guard.refusedFunctions.contains(name) ? refuse(name, about: name) : true
  }

  /// Functions that load code or tell addresses in memory.
  private static let refusedFunctions: Set<String> = ["load_extension", "fts3_tokenizer"]

  private mutating func allowsWriting(_ table: String, _ schema: String?) -> Bool {
    if schema == "temp" || Guard.schemaTables.contains(table) { return true }
    return refuse(
      "writing to \(table), which is read-only", hint: Guard.copyHint)
  }

  /// Where CREATE and DROP, which are asked about by themselves, keep their records; SQLite lets
  /// nobody write to them otherwise.
  private static let schemaTables: Set<String> = ["sqlite_master", "sqlite_temp_master"]

  private mutating func allowsName(_ name: String) -> Bool {
    hasTemporaryObjects = true
    guard mountedNames.contains(name.asciiLowercased) else { return true }
    return refuse("a temporary \(name), because it would hide the table \(name)")
  }

  private mutating func allowsDropping(view name: String) -> Bool {
    guard resultViews.contains(name.asciiLowercased) else { return true }
    return refuse("dropping \(name), which is the result of a cell", about: name)
  }

  private mutating func allowsPragma(_ name: String) -> Bool {
    if Guard.pragmas.contains(name.asciiLowercased) { return true }
    // As a table it is named so; in a PRAGMA the first word is at fault.
    return refuse("PRAGMA \(name)", about: "pragma_\(name)")
  }

  private mutating func refuse(
    _ what: String, hint: String? = nil, about subject: String? = nil
  ) -> Bool {
    refusal = ("not allowed: \(what)", hint, subject)
    return false
  }

  /// How to get a table that can be written to.
  static let copyHint = "CREATE TEMP TABLE … AS SELECT makes a copy"

  /// The pragmas that only tell something about the schema.
  static let pragmas: Set<String> = [
    "collation_list", "compile_options", "foreign_key_list", "function_list", "index_info",
    "index_list", "index_xinfo", "module_list", "pragma_list", "table_info", "table_list",
    "table_xinfo",
  ]

  private static func name(of action: Int32) -> String {
    switch action {
    case SQLITE_ATTACH: "ATTACH"
    case SQLITE_DETACH: "DETACH"
    case SQLITE_TRANSACTION: "BEGIN, COMMIT and ROLLBACK"
    case SQLITE_SAVEPOINT: "SAVEPOINT, RELEASE and ROLLBACK TO"
    case SQLITE_CREATE_TABLE: "CREATE TABLE outside temp"
    case SQLITE_CREATE_VIEW: "CREATE VIEW outside temp"
    case SQLITE_CREATE_INDEX: "CREATE INDEX outside temp"
    case SQLITE_CREATE_TRIGGER: "CREATE TRIGGER outside temp"
    case SQLITE_CREATE_VTABLE: "CREATE VIRTUAL TABLE"
    case SQLITE_DROP_TABLE, SQLITE_DROP_VTABLE: "dropping a table of the data or of a cell"
    case SQLITE_DROP_VIEW, SQLITE_DROP_INDEX, SQLITE_DROP_TRIGGER: "DROP outside temp"
    case SQLITE_ALTER_TABLE: "ALTER TABLE outside temp"
    case SQLITE_REINDEX: "REINDEX"
    default: "this statement"
    }
  }

  private static func hint(for action: Int32) -> String? {
    switch action {
    case SQLITE_CREATE_TABLE: "CREATE TEMP TABLE is allowed; a label keeps a result without it"
    case SQLITE_CREATE_VIEW: "CREATE TEMP VIEW is allowed"
    case SQLITE_ATTACH: "files are named under data: in the front matter"
    case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: "a cell is undone as a whole when it fails"
    default: nil
    }
  }
}
