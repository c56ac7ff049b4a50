// A notebook's session: its data mounted, its parameters bound, its cells run one by one. Level 3.

public import Diagnostics
public import Engine
public import Notebook
public import Plan
public import Render
public import Tabular

/// What runs cells: one connection, and what the cells so far have left.
///
/// Not to be shared between threads.
public final class Session {
  let environment: Environment
  let connection: Connection
  let limit: TimeLimit
  let tableCache: TableCache?
  var resultCache: ResultCache?
  /// Tables that are being kept; waited for when the session ends.
  var keeping: [BackgroundWork] = []
  /// What the mounted tables are, by name in lower case.
  var identities: [String: TableIdentity] = [:]
  /// The declared parameters by name.
  public internal(set) var parameters: [String: Value] = [:]
  /// What the SQL cell that ran last left for a chart without `from`.
  var resultAbove: ResultAbove?
  /// How each labelled cell ended, by its label in lower case; absent when it has not run.
  var labelStates: [String: LabelState] = [:]
  /// The labels, in lower case, that are views.
  var viewLabels: Set<String> = []
  /// The names of the mounted data tables.
  public internal(set) var dataTableNames: [String] = []
  /// The line of each labelled cell of the notebook, by its label in lower case.
  var cellLines: [String: Int] = [:]
  /// What was guessed or passed over while the data was loaded.
  public internal(set) var notes: [Diagnostic] = []
  /// The columns of charts.
  public var width = 72
  /// The marks of charts in recorded output.
  public var charset = Charset.ascii

  /// The version of SQLite, on which results may depend.
  public static var databaseVersion: String { Connection.version }

  /// Opens a session without data.
  public init(_ environment: Environment) {
    self.environment = environment
    tableCache = TableCache(environment)
    resultCache = ResultCache(environment)
    let limit = TimeLimit(environment)
    self.limit = limit
    connection = Connection(shouldStop: { limit.check() })
  }

  deinit {
    keeping = []
    resultCache?.write()
  }

  /// The tables that a query may name, with their columns: data, labelled results, temporary tables.
  public var tables: [(name: String, columns: [String])] { connection.visibleTables() }

  /// A mounted table: data or a labelled result.
  public func table(named name: String) -> Table? { connection.mounted[name] }

  /// The names of all SQL functions.
  public var functionNames: [String] { connection.functionNames }

  /// Runs one cell of a notebook.
  public func run(_ step: Step, of document: Document) -> Outcome {
    switch step {
    case .query(let cell): .cell(query(cell, document.source))
    case .drawing(let cell, let chart): .cell(draw(cell, chart, document))
    case .inlineValue(let value, let query): .inlineValue(compute(value, query, document.source))
    }
  }

  /// Runs SQL that stands in no notebook, each statement by itself.
  ///
  /// - Parameter range: the bytes of the text that are run.
  /// - Parameter report: is handed each result as soon as it is there.
  /// - Returns: how many statements were left unrun, with the failure, or nil when all ran.
  public func run(
    _ text: SourceText, in range: Range<Int>, report: (StatementResult) -> Void
  ) -> (failure: Diagnostic, unrunCount: Int)? {
    limit.start(seconds: .infinity)
    let sql = SQLText(text.bytes[range])
    var offset = 0
    var start = offset
    do throws(EngineError) {
      while let result = try nextResult(of: sql, from: &offset) {
        report(result)
        start = offset
      }
      return nil
    } catch {
      let place = error.range.lowerBound + range.lowerBound
      let failure = typedFailure(error, in: text, at: place..<place + error.range.count)
      return (failure, max(0, statementCount(sql, from: start) - 1))
    }
  }

  /// Runs the next statement by itself, undone when it fails.
  private func nextResult(
    of sql: SQLText, from offset: inout Int
  ) throws(EngineError) -> StatementResult? {
    guard let statement = try connection.nextStatement(in: sql, from: &offset) else { return nil }
    try statement.bind(parameters)
    let result = try connection.inSavepoint { () throws(EngineError) -> StatementResult in
      try statement.run()
    }
    return result
  }

  /// How many statements stand after an offset; SQLite says which semicolons end one.
  private func statementCount(_ sql: SQLText, from start: Int) -> Int {
    let rest = Array(sql.bytes[min(start, sql.count)...])
    var count = 0
    var begin: Int?
    for token in tokens(of: rest) where token.isSignificant {
      let isSemicolon = token.kind == .symbol && rest[token.range.lowerBound] == UInt8(ascii: ";")
      if begin == nil, isSemicolon { continue }
      let statementStart = begin ?? token.range.lowerBound
      if begin == nil { count += 1 }
      begin = statementStart
      guard isSemicolon else { continue }
      let statement = String(decoding: rest[statementStart..<token.range.upperBound], as: UTF8.self)
      if Connection.isComplete(statement) { begin = nil }
    }
    return count
  }

  /// A failure of SQL that stands in no notebook; a cell that it needs may not have run yet.
  private func typedFailure(
    _ error: EngineError, in text: SourceText, at range: Range<Int>
  ) -> Diagnostic {
    guard let name = error.missingTable, let line = cellLines[name.asciiLowercased] else {
      return diagnostic(error, in: text, at: range)
    }
    return text.diagnostic(
      .sqlError, error.message, at: range, hint: absence(of: name, line: line))
  }

  /// Why a cell's table is not there.
  private func absence(of label: String, line: Int) -> String {
    let state =
      switch labelStates[label.asciiLowercased] {
      case .failed: "has failed"
      case .finished: "has left no table"
      case nil: "has not run"
      }
    return "the cell \(label) on line \(line) \(state)"
  }

  /// The engine's failure as people see it.
  func diagnostic(
    _ error: EngineError, in source: SourceText, at range: Range<Int>
  ) -> Diagnostic {
    if let name = error.missingTable, let line = cellLines[name.asciiLowercased] {
      guard line > source.place(at: range.lowerBound).line else {
        return source.diagnostic(
          .sqlError, error.message, at: range, hint: absence(of: name, line: line))
      }
      return source.diagnostic(
        .usedAboveItsCell, "\(name) is used above its cell, which is on line \(line)", at: range)
    }
    return source.diagnostic(error.diagnosticCode, error.message, at: range, hint: error.hint)
  }
}

/// What a SQL cell left for the chart under it.
struct ResultAbove {
  /// The line of the cell.
  let line: Int
  /// Its rows, or nil when it returned none or did not run.
  let table: Table?
  /// Whether it failed without being asked to.
  let hasFailed: Bool
}

/// How a labelled cell ended.
enum LabelState {
  /// It ran; unless it returned no rows at all, its table is there.
  case finished
  /// It failed or was skipped.
  case failed
}

extension StatementResult {
  /// The rows, or nil for a statement that returns none.
  public var table: Table? { if case .rows(let table) = self { table } else { nil } }
}

extension EngineError {
  /// The table whose absence is all that is wrong, without its schema, or nil.
  var missingTable: String? {
    let prefix = "no such table: "
    guard message.hasPrefix(prefix) else { return nil }
    return message.dropFirst(prefix.count).split(separator: ".").last.map(String.init)
  }

  /// The code that people see.
  fileprivate var diagnosticCode: Code {
    switch kind {
    case .sql: .sqlError
    case .refused: .refused
    case .undeclaredParameter: .undeclaredParameter
    case .interrupted: .interrupted
    case .timeout: .timeout
    case .outOfMemory: .outOfMemory
    case .nameClash: .nameClash
    }
  }
}

extension Cell {
  /// Where the label is written, or the cell's first byte.
  var labelRange: Range<Int> { optionRanges["label"] ?? range.lowerBound..<range.lowerBound + 1 }
}
