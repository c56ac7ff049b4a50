// One SQLite connection with its guard, its mounted tables and its way to be stopped. Level 1.

internal import CSQLite
public import Tabular

/// Why a running statement should stop.
public enum StopReason: Sendable, Hashable {
  /// The person asked for it.
  case interrupted
  /// The time limit is over.
  case timeout
}

/// A connection to an empty database in memory, over which tables are mounted.
///
/// Not to be shared between threads.
public final class Connection {
  let database: OpaquePointer
  let scanSettings = ScanSettings()
  let clock = Clock()
  let chance = Chance()
  private var savepoint = Savepoint()
  /// What the guard, the progress handler and the engine share; their address is SQLite's context.
  private let watch = Watch()
  /// The mounted tables by name.
  public private(set) var mounted: [String: Table] = [:]
  /// The names of the mounted tables as they were given, by their lower-case form.
  private var mountedNames: [String: String] = [:]
  /// The tables of attached files, by schema and name.
  public internal(set) var attachedTables: [AttachedTable] = []

  /// Opens a connection.
  ///
  /// - Parameter shouldStop: asked every thousand steps of a running statement.
  public init(shouldStop: @escaping () -> StopReason? = { nil }) {
    var handle: OpaquePointer?
    let flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI
    let code = sqlite3_open_v2(":memory:", &handle, flags, clock.name)
    guard code == SQLITE_OK, let handle else { preconditionFailure("SQLite has no memory to open") }
    database = handle
    watch.shouldStop = shouldStop
    // The progress handler is silent while a scan prepares its rows.
    scanSettings.shouldStop = { [watch] in
      watch.stopReason = shouldStop()
      return watch.stopReason != nil
    }
    harden()
    let context = Unmanaged.passUnretained(watch).toOpaque()
    sqlite3_set_authorizer(database, authorize, context)
    sqlite3_progress_handler(database, 1000, reportProgress, context)
    prepareTableFunctions()
    chance.install(in: database)
  }

  deinit {
    savepoint.finalize()
    sqlite3_close_v2(database)
  }

  /// Limits the memory that SQLite takes for all connections of the process together: sorters, temporary tables.
  /// To be called before the first connection is opened, which ends the counting that a limit needs.
  ///
  /// - Source: https://www.sqlite.org/c3ref/hard_heap_limit64.html
  public static func limitMemory(to byteCount: Int) {
    sqlite3_hard_heap_limit64(sqlite3_int64(byteCount))
  }

  private func harden() {
    sqlite3_extended_result_codes(database, 1)
    _ = quire_db_config_flag(database, SQLITE_DBCONFIG_DEFENSIVE, 1)
    _ = quire_db_config_flag(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
    _ = quire_db_config_flag(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0)
    // A misspelt name in double quotes is an error, not a text.
    _ = quire_db_config_flag(database, SQLITE_DBCONFIG_DQS_DML, 0)
    _ = quire_db_config_flag(database, SQLITE_DBCONFIG_DQS_DDL, 0)
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, 256 << 20)
    sqlite3_limit(database, SQLITE_LIMIT_SQL_LENGTH, 16 << 20)
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 10)
  }

  /// The functions that stand where tables do, in lower case; a table of such a name would hide one.
  public static let tableFunctionNames: Set<String> = Set(
    Guard.pragmas.map { "pragma_\($0)" } + ["json_each", "json_tree"])

  /// Lets SQLite declare its table-valued functions now, which it does by CREATE TABLE: the guard
  /// could not tell that from a cell's own.
  private func prepareTableFunctions() {
    let functions = Connection.tableFunctionNames
    watch.guardian.isSuspended = true
    defer { watch.guardian.isSuspended = false }
    var handle: OpaquePointer?
    sqlite3_prepare_v2(
      database, "SELECT 1 FROM \(functions.sorted().joined(separator: ", "))", -1, &handle, nil)
    sqlite3_finalize(handle)
  }

  /// What statements may do.
  var guardian: Guard {
    get { watch.guardian }
    set { watch.guardian = newValue }
  }

  /// Whether rows come in reverse wherever a statement leaves their order open, to show which
  /// answers depend on it. Takes effect on statements prepared afterwards.
  public var reversesOpenOrder: Bool {
    get { scanSettings.reversesOpenOrder }
    set {
      scanSettings.reversesOpenOrder = newValue
      watch.guardian.isSuspended = true
      defer { watch.guardian.isSuspended = false }
      // For native tables; it cannot fail.
      sqlite3_exec(
        database, "PRAGMA reverse_unordered_selects = \(newValue ? 1 : 0)", nil, nil, nil)
    }
  }

  /// How many rows of mounted tables statements have visited so far.
  public var visitedRowCount: Int { Int(scanSettings.visitedCount.pointee) }

  /// The version of SQLite, such as `3.40.1`.
  public static var version: String { String(cString: sqlite3_libversion()) }

  /// Whether a text ends with a whole statement, comments and triggers understood.
  public static func isComplete(_ sql: String) -> Bool { sqlite3_complete(sql) == 1 }

  /// Shows a table under a name, in place of one already mounted there.
  ///
  /// Columns with equal or empty names get new ones (`a_2`, `column_3`).
  public func mount(_ table: Table, as name: String) throws(EngineError) {
    let table = table.withDistinctColumnNames()
    if hasTemporary(named: name) {
      throw EngineError(
        .nameClash, "\(name) is also a temporary table that a cell made", at: 0..<0,
        hint: "choose another label, or as: none")
    }
    let key = name.asciiLowercased
    if Connection.tableFunctionNames.contains(key) {
      throw EngineError(
        .nameClash, "\(name) is also a table function of SQLite", at: 0..<0,
        hint: "choose another name")
    }
    try refuseHidden(name)
    unmount(name)
    watch.tables[key] = MountedTable(table, name: key, settings: scanSettings)
    mountModule(database, name, watch)
    mounted[name] = table
    mountedNames[key] = name
    watch.guardian.mountedNames.insert(key)
  }

  /// Takes a mounted table away; nothing happens when there is none of that name.
  public func unmount(_ name: String) {
    let key = name.asciiLowercased
    guard let known = mountedNames.removeValue(forKey: key) else { return }
    unmountModule(database, known)
    mounted[known] = nil
    watch.tables[key] = nil
    watch.guardian.mountedNames.remove(key)
  }

  /// Whether a temporary table or view has a name, in any case.
  private func hasTemporary(named name: String) -> Bool {
    guard watch.guardian.hasTemporaryObjects else { return false }
    if sqlite3_table_column_metadata(database, "temp", name, nil, nil, nil, nil, nil, nil)
      == SQLITE_OK
    {
      return true
    }
    return !firstColumn(
      """
      SELECT name FROM temp.sqlite_schema
      WHERE type = 'view' AND name = \(literal(name)) COLLATE NOCASE
      """
    ).isEmpty
  }

  /// Refuses a temporary table that has been renamed to the name of a mounted one, which it would hide.
  func refuseHiding(in sql: SQLText, at range: Range<Int>) throws(EngineError) {
    guard watch.guardian.hasAltered else { return }
    watch.guardian.hasAltered = false
    guard let name = mounted.keys.first(where: hasTemporary) else { return }
    throw EngineError(
      .refused, "not allowed: a temporary \(name), because it would hide the table \(name)",
      at: FailureLocation(sql: sql, statement: range).firstWord)
  }

  /// Runs work inside a savepoint; when it throws, nothing of it remains.
  public func inSavepoint<Result>(
    _ work: () throws(EngineError) -> Result
  ) throws(EngineError) -> Result {
    try run(.begin)
    do {
      let result = try work()
      try run(.release)
      return result
    } catch {
      try undo()
      throw error
    }
  }

  /// Undoes the savepoint, unless SQLite has rolled everything back by itself.
  private func undo() throws(EngineError) {
    guard sqlite3_get_autocommit(database) == 0 else { return }
    try run(.undo)
    try run(.release)
  }

  private func run(_ command: Savepoint.Command) throws(EngineError) {
    watch.guardian.isSuspended = true
    defer { watch.guardian.isSuspended = false }
    let code = savepoint.run(command, in: database)
    guard code == SQLITE_OK else {
      throw failure(code, in: SQLText(command.rawValue), at: 0..<command.rawValue.utf8.count)
    }
  }

  /// Runs SQL of our own, which the guard lets pass.
  func execute(_ sql: String) throws(EngineError) {
    watch.guardian.isSuspended = true
    defer { watch.guardian.isSuspended = false }
    let code = sqlite3_exec(database, sql, nil, nil, nil)
    guard code == SQLITE_OK else {
      throw failure(code, in: SQLText(sql), at: 0..<sql.utf8.count)
    }
  }

  /// Prepares the next statement of a text.
  ///
  /// - Parameter offset: where to begin; on return, where the statement ends.
  /// - Returns: the statement, or nil when only space and comments are left.
  public func nextStatement(
    in sql: SQLText, from offset: inout Int
  ) throws(EngineError) -> Statement? {
    while offset < sql.count {
      let start = offset
      let (handle, end) = try prepare(sql, from: start)
      offset = end
      guard let handle else { continue }
      // What follows may ask SQLite about statements of our own.
      let (log, planned) = (watch.guardian.log, scanSettings.plannedNames)
      return Statement(
        handle, connection: self, sql: sql, range: start..<end,
        reads: StatementReads(
          log, planned: planned, mounted: watch.guardian.mountedNames,
          mayReadOthers: mayReadOtherTables(sql, at: start..<end)),
        traits: StatementTraits(log),
        access: StatementAccess(
          log, planned: planned, mounted: watch.guardian.mountedNames, attached: attachedTables,
          hasTemporaryObjects: watch.guardian.hasTemporaryObjects))
    }
    return nil
  }

  private func prepare(
    _ sql: SQLText, from start: Int
  ) throws(EngineError) -> (handle: OpaquePointer?, end: Int) {
    watch.guardian.reset()
    watch.stopReason = nil
    scanSettings.begin(sql)
    scanSettings.plannedNames = []
    var handle: OpaquePointer?
    var end = sql.count
    let code = sql.terminated.withUnsafeBytes { buffer in
      guard let base = buffer.bindMemory(to: CChar.self).baseAddress else { return SQLITE_OK }
      var tail: UnsafePointer<CChar>?
      let length = Int32(clamping: buffer.count - start)
      let code = sqlite3_prepare_v3(database, base + start, length, 0, &handle, &tail)
      if let tail { end = tail - base }
      return code
    }
    guard code == SQLITE_OK else { throw failure(code, in: sql, at: start..<end) }
    return (handle, max(end, start + 1))
  }

  /// Describes the failure that SQLite just reported about a part of a text.
  func failure(_ code: Int32, in sql: SQLText, at range: Range<Int>) -> EngineError {
    let primary = code & 0xFF
    if let refusal = watch.guardian.refusal {
      let location = FailureLocation(sql: sql, statement: range)
      let place = refusal.subject.flatMap { location.identifier($0) } ?? location.firstWord
      return EngineError(.refused, code: code, refusal.message, at: place, hint: refusal.hint)
    }
    if primary == SQLITE_INTERRUPT {
      let isTimeout = watch.stopReason == .timeout
      return EngineError(
        isTimeout ? .timeout : .interrupted, code: code,
        isTimeout ? "stopped at its time limit" : "interrupted",
        at: FailureLocation(sql: sql, statement: range).firstWord)
    }
    if primary == SQLITE_NOMEM {
      return EngineError(
        .outOfMemory, code: code, "SQLite has no more memory",
        at: FailureLocation(sql: sql, statement: range).firstWord,
        hint: "--memory MB sets how much it may take")
    }
    let message = String(cString: sqlite3_errmsg(database))
    let offset = Int(sqlite3_error_offset(database))
    return describe(
      message, code: code, in: sql, statement: range, offset: offset < 0 ? nil : offset)
  }

  /// Whether a table is mounted under a name, in any case.
  func isMounted(_ name: String) -> Bool { mountedNames[name.asciiLowercased] != nil }

  /// The name under which a table was mounted, for one in any case.
  public func mountedName(_ name: String) -> String? { mountedNames[name.asciiLowercased] }

  /// The tables a statement may name: mounted ones and temporary ones, with their columns.
  public func visibleTables() -> [(name: String, columns: [String])] {
    let mountedTables = mounted.sorted { $0.key < $1.key }.map { ($0.key, $0.value.columnNames) }
    return mountedTables + temporaryTableNames.map { ($0, columnNames(ofTemporary: $0)) }
  }

  /// Whether cells may have made temporary tables or views.
  public var hasTemporaryObjects: Bool { watch.guardian.hasTemporaryObjects }

  /// The columns that were read by statements prepared since this was last asked.
  public func takeColumnReads() -> Set<ColumnRead> {
    defer {
      watch.guardian.columns = ColumnLog()
      scanSettings.plannedColumns = [:]
    }
    // The authorizer is not told of the columns of USING and NATURAL.
    let planned = scanSettings.plannedColumns.flatMap { key, bits -> [ColumnRead] in
      guard let name = mountedNames[key.asciiLowercased], let table = mounted[name] else {
        return []
      }
      // The last bit stands for all columns from there on, of which the authorizer tells.
      return table.columnNames.prefix(63).enumerated().filter { bits >> $0.offset & 1 == 1 }.map {
        ColumnRead(schema: "main", table: name, column: $0.element)
      }
    }
    return watch.guardian.columns.reads.union(planned)
  }

  /// The names of the temporary tables and views that cells have made.
  public var temporaryTableNames: [String] {
    firstColumn("SELECT name FROM temp.sqlite_schema WHERE type IN ('table', 'view') ORDER BY name")
  }

  /// The names of the columns of a temporary table or view.
  public func columnNames(ofTemporary name: String) -> [String] {
    firstColumn("SELECT name FROM pragma_table_info(\(literal(name)), 'temp')")
  }

  /// The names of all SQL functions.
  public var functionNames: [String] {
    firstColumn("SELECT DISTINCT name FROM pragma_function_list ORDER BY name")
  }

  /// The texts that a query of our own gives, row by row; NULL is empty.
  func values(_ sql: String, columnCount: Int32) throws(EngineError) -> [[String]] {
    watch.guardian.isSuspended = true
    defer { watch.guardian.isSuspended = false }
    watch.guardian.reset()
    var handle: OpaquePointer?
    var code = sqlite3_prepare_v2(database, sql, -1, &handle, nil)
    defer { sqlite3_finalize(handle) }
    var rows: [[String]] = []
    if code == SQLITE_OK { code = sqlite3_step(handle) }
    while code == SQLITE_ROW {
      rows.append(
        (0..<columnCount).map { column in
          sqlite3_column_text(handle, column).map { String(cString: $0) } ?? ""
        })
      code = sqlite3_step(handle)
    }
    guard code == SQLITE_DONE else {
      throw failure(code, in: SQLText(sql), at: 0..<sql.utf8.count)
    }
    return rows
  }

  private func firstColumn(_ sql: String) -> [String] {
    watch.guardian.isSuspended = true
    defer { watch.guardian.isSuspended = false }
    var handle: OpaquePointer?
    guard sqlite3_prepare_v2(database, sql, -1, &handle, nil) == SQLITE_OK else { return [] }
    defer { sqlite3_finalize(handle) }
    var names: [String] = []
    while sqlite3_step(handle) == SQLITE_ROW {
      if let text = sqlite3_column_text(handle, 0) { names.append(String(cString: text)) }
    }
    return names
  }
}

/// A text as an SQL literal.
func literal(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
}

private func authorize(
  context: UnsafeMutableRawPointer?, action: Int32, first: UnsafePointer<CChar>?,
  second: UnsafePointer<CChar>?, schema: UnsafePointer<CChar>?, trigger: UnsafePointer<CChar>?
) -> Int32 {
  guard let context else { return SQLITE_DENY }
  let watch = Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue()
  let isAllowed = watch.guardian.allows(
    action, first.map { String(cString: $0) }, second.map { String(cString: $0) },
    schema: schema.map { String(cString: $0) })
  return isAllowed ? SQLITE_OK : SQLITE_DENY
}

private func reportProgress(context: UnsafeMutableRawPointer?) -> Int32 {
  guard let context else { return 0 }
  let watch = Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue()
  watch.stopReason = watch.shouldStop()
  return watch.stopReason == nil ? 0 : 1
}
