// One prepared statement: its parameters, and its rows as a table. SQL -> Table, level 1.

internal import CSQLite
public import Tabular

/// What a statement gave.
public enum StatementResult: Sendable {
  /// A statement that returns rows, even if there are none.
  case rows(Table)
  /// A statement that changed this many rows.
  case changes(Int)
  /// A statement that neither returns nor changes rows.
  case done
}

/// A prepared statement.
public final class Statement {
  private let handle: OpaquePointer
  private let connection: Connection
  private let sql: SQLText
  private let range: Range<Int>
  /// What its result depends on besides its parameters, or nil when that is more than mounted tables.
  public let reads: StatementReads?
  /// What it does to the schema and which functions it calls.
  public let traits: StatementTraits
  /// What it reads and changes.
  public let access: StatementAccess

  init(
    _ handle: OpaquePointer, connection: Connection, sql: SQLText, range: Range<Int>,
    reads: StatementReads?, traits: StatementTraits, access: StatementAccess
  ) {
    self.traits = traits
    self.handle = handle
    self.reads = reads
    self.access = access
    self.connection = connection
    self.sql = sql
    self.range = range
  }

  deinit { sqlite3_finalize(handle) }

  /// Whether the statement returns rows.
  public var returnsRows: Bool { sqlite3_column_count(handle) > 0 }

  /// The names of the columns that it returns.
  public var columnNames: [String] {
    (0..<sqlite3_column_count(handle)).map { index in
      sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
    }
  }

  /// The statement as it is written, from its first word on.
  public var text: String {
    let start = FailureLocation(sql: sql, statement: range).firstWord.lowerBound
    return String(decoding: sql.bytes[start..<max(start, range.upperBound)], as: UTF8.self)
  }

  /// The parameters as they are written, with their first character; `?` alone is empty.
  public var parameterNames: [String] {
    (0..<sqlite3_bind_parameter_count(handle)).map { index in
      sqlite3_bind_parameter_name(handle, index + 1).map { String(cString: $0) } ?? ""
    }
  }

  /// Gives each `:name` its value; a name without one is an error at its place.
  ///
  /// - Parameter values: the declared parameters by name, without `:`.
  public func bind(_ values: [String: Value]) throws(EngineError) {
    for (index, parameter) in parameterNames.enumerated() {
      guard parameter.first == ":", let value = values[String(parameter.dropFirst())] else {
        throw undeclared(parameter, among: values.keys.sorted())
      }
      bind(value, at: Int32(index + 1))
    }
  }

  private func bind(_ value: Value, at index: Int32) {
    switch value {
    case .null: sqlite3_bind_null(handle, index)
    case .integer(let integer): sqlite3_bind_int64(handle, index, integer)
    case .real(let real): sqlite3_bind_double(handle, index, real)
    case .text(let text):
      sqlite3_bind_text64(
        handle, index, text, UInt64(text.utf8.count), transientDestructor, UInt8(SQLITE_UTF8))
    case .blob(let blob):
      sqlite3_bind_blob64(handle, index, blob, UInt64(blob.count), transientDestructor)
    }
  }

  private func undeclared(_ parameter: String, among declared: [String]) -> EngineError {
    let location = FailureLocation(sql: sql, statement: range)
    let place = location.token(.parameter, named: parameter) ?? location.firstWord
    guard parameter.first == ":" else {
      return EngineError(
        .undeclaredParameter, "parameter \(parameter.isEmpty ? "?" : parameter) has no name",
        at: place,
        hint: "parameters are written :name and declared under params: in the front matter")
    }
    return EngineError(
      .undeclaredParameter, "parameter \(parameter) has no value", at: place,
      hint: closeNames(to: String(parameter.dropFirst()), among: declared)
        .map { "did you mean :\($0)?" } ?? "declare it under params: in the front matter")
  }

  /// Runs the statement to its end.
  ///
  /// - Parameter byteLimit: how much memory the result may take.
  public func run(byteLimit: Int = 2 << 30) throws(EngineError) -> StatementResult {
    // SQLite prepares a statement again when the schema has changed meanwhile.
    connection.scanSettings.begin(sql)
    var reader = RowReader(handle)
    var code = sqlite3_step(handle)
    while code == SQLITE_ROW {
      reader.readRow()
      if reader.needsCount { try checkLimits(reader.countBytes(), byteLimit) }
      code = sqlite3_step(handle)
    }
    guard code == SQLITE_DONE else { throw connection.failure(code, in: sql, at: range) }
    try connection.refuseHiding(in: sql, at: range)
    if returnsRows { return .rows(reader.table()) }
    guard sqlite3_stmt_readonly(handle) == 0, changesRows else { return .done }
    return .changes(Int(sqlite3_changes64(connection.database)))
  }

  /// Whether it is an INSERT, UPDATE or DELETE, for which a count makes sense.
  private var changesRows: Bool {
    let location = FailureLocation(sql: sql, statement: range)
    let verbs = ["insert", "update", "delete", "replace", "with"]
    return verbs.contains(
      String(decoding: sql.bytes[location.firstWord], as: UTF8.self).asciiLowercased)
  }

  /// Stops for memory and time: SQLite asks about the time by its own steps, of which a wide row takes few.
  private func checkLimits(_ byteCount: Int, _ byteLimit: Int) throws(EngineError) {
    if byteCount > byteLimit { throw tooLarge(byteLimit) }
    if connection.scanSettings.shouldStop() {
      throw connection.failure(SQLITE_INTERRUPT, in: sql, at: range)
    }
  }

  private func tooLarge(_ byteLimit: Int) -> EngineError {
    EngineError(
      .outOfMemory, "the result takes more than \(byteLimit >> 20) MiB",
      at: FailureLocation(sql: sql, statement: range).firstWord,
      hint: "aggregate, or add LIMIT")
  }
}

/// Collects the rows of a running statement into columns.
private struct RowReader {
  private let handle: OpaquePointer
  private var builders: [ColumnBuilder]
  private(set) var rowCount = 0

  init(_ handle: OpaquePointer) {
    self.handle = handle
    builders = (0..<sqlite3_column_count(handle)).map { index in
      ColumnBuilder(name: sqlite3_column_name(handle, index).map { String(cString: $0) } ?? "")
    }
  }

  /// How many bytes of texts and blobs have come since all were counted.
  private var newByteCount = 0

  /// Whether so much has come that the memory is to be counted: 4096 rows or 1 MiB.
  var needsCount: Bool { rowCount & 0xFFF == 0 || newByteCount >= 1 << 20 }

  /// How many bytes of memory the rows take, about.
  mutating func countBytes() -> Int {
    newByteCount = 0
    return builders.reduce(0) { $0 + $1.byteCount }
  }

  mutating func readRow() {
    for index in builders.indices { readValue(index) }
    rowCount += 1
  }

  private mutating func readValue(_ index: Int) {
    let column = Int32(index)
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: builders[index].append(sqlite3_column_int64(handle, column))
    case SQLITE_FLOAT: builders[index].append(sqlite3_column_double(handle, column))
    case SQLITE_TEXT:
      builders[index].append(text: bytes(sqlite3_column_text(handle, column), column))
    case SQLITE_BLOB:
      builders[index].append(blob: bytes(sqlite3_column_blob(handle, column), column))
    default: builders[index].appendNull()
    }
  }

  /// The bytes that SQLite holds for a text or blob; its length is asked after the pointer.
  private mutating func bytes(
    _ start: UnsafeRawPointer?, _ column: Int32
  ) -> UnsafeBufferPointer<UInt8> {
    let count = Int(sqlite3_column_bytes(handle, column))
    newByteCount += count
    return UnsafeBufferPointer(
      start: start?.assumingMemoryBound(to: UInt8.self), count: start == nil ? 0 : count)
  }

  private mutating func bytes(
    _ start: UnsafePointer<UInt8>?, _ column: Int32
  ) -> UnsafeBufferPointer<UInt8> {
    bytes(UnsafeRawPointer(start), column)
  }

  func table() -> Table {
    Table(columns: builders.map { $0.build() }, rowCount: rowCount)
  }
}
