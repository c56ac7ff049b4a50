// A notebook's session: its data mounted, its parameters bound, its cells run one by one. Level 3.

public import Diagnostics
public import Engine
public import Notebook
public import Plan
public import Render
internal import Files
internal import SystemPackage
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
  /// The files of the cache that mounted tables look into.
  var keptFiles: [FileContents] = []
  /// What the mounted tables are, by name in lower case.
  var identities: [String: TableIdentity] = [:]
  /// The declared parameters by name.
  public internal(set) var parameters: [String: Value] = [:]
  /// The values that a person has set at the prompt under names that are declared nowhere.
  public internal(set) var typedParameters: [String: Value] = [:]
  /// The last statement at the prompt that ran to its end.
  public internal(set) var lastTyped: TypedStatement?
  /// The declared parameters in order, with their values and where those come from.
  public internal(set) var parameterValues: [ParameterValue] = []
  /// What `_` stands for in statements outside of cells.
  public var lastResult: Table?
  /// The files that `.load` has read.
  var loadedPaths: [FilePath] = []
  /// Those of them whose computed defaults differ from run to run.
  var unsteadyParameters: [Diagnostic] = []
  /// Which statements see rows in reverse where SQL leaves their order open, or nil for none.
  var reversal: Reversal?
  /// Where the clock stands, what random numbers follow from, and the zone of `localtime`.
  var settings = ReplaySettings()
  /// What the SQL cell that ran last left for a chart without `from`.
  var resultAbove: ResultAbove?
  /// Whether cells are only compiled, so that tables need no rows.
  var isShadow = false
  /// How each labelled cell ended, by its label in lower case; absent when it has not run.
  var labelStates: [String: LabelState] = [:]
  /// What the step that runs has read and bound so far.
  var used = StepUse()
  /// The labels, in lower case, of cells that have written.
  var writerLabels: Set<String> = []
  /// Is shown each statement of a notebook before it runs.
  var showStatement: ((SentStatement) -> Void)?
  /// Where the step that runs stands in the notebook.
  var shownPlace: (line: Int, label: String?)?
  /// The labels, in lower case, that are views.
  var viewLabels: Set<String> = []
  /// The names of the mounted data tables.
  public internal(set) var dataTableNames: [String] = []
  /// The lines of the notebook that name them, by their names in lower case.
  var dataTableLines: [String: Int] = [:]
  /// Where the mounted data tables come from, by their names in lower case.
  var origins: [String: TableOrigin] = [:]
  /// The line of each labelled cell of the notebook, by its label in lower case.
  var cellLines: [String: Int] = [:]
  /// The labels as they are written, by their lower-case form.
  var cellLabels: [String: String] = [:]
  /// What was guessed or passed over while the data was loaded.
  public internal(set) var notes: [Diagnostic] = []
  /// The folder of the notebook.
  var folder: FilePath?
  /// The files that statements at the prompt have named as tables, by the name in lower case.
  var namedFiles: [String: NamedFile] = [:]
  /// The tables that `.load` has made, in lower case.
  var loadedNames: Set<String> = []
  /// The attached database files.
  var attachedFiles: [AttachedFile] = []
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
    limit.visitedCount = { [unowned connection] in connection.visitedRowCount }
  }

  deinit {
    keeping = []
    // What was computed from a damaged file is not kept.
    if damagedCache == nil { resultCache?.write() }
  }

  /// The tables that a query may name, with their columns: data, labelled results, temporary tables.
  public var tables: [(name: String, columns: [String])] { connection.visibleTables() }

  /// A table of an attached file by its name, with or without that of its schema.
  public func attachedTable(named name: String) -> AttachedTable? {
    let key = name.asciiLowercased
    return attachedTables.first {
      $0.qualifiedName.asciiLowercased == key || $0.name.asciiLowercased == key
    }
  }

  /// Whether a table was loaded from a file at the prompt.
  public func isLoadedFile(_ name: String) -> Bool {
    namedFiles[name.asciiLowercased] != nil || loadedNames.contains(name.asciiLowercased)
  }

  /// A mounted table: data or a labelled result.
  public func table(named name: String) -> Table? { connection.mounted[name] }

  /// The names of all SQL functions.
  public var functionNames: [String] { connection.functionNames }

  /// Runs one cell of a notebook.
  public func run(_ step: Step, of document: Document) -> Outcome {
    used = StepUse()
    _ = connection.takeColumnReads()
    let outcome: Outcome
    switch step {
    case .query(let cell):
      shownPlace = (cell.line, cell.label)
      outcome = .cell(query(cell, document.source))
    case .drawing(let cell, let chart):
      shownPlace = (cell.line, cell.label)
      outcome = .cell(draw(cell, chart, document))
    case .inlineValue(let value, let query):
      shownPlace = (document.source.place(at: value.textRange.lowerBound).line, nil)
      outcome = .inlineValue(compute(value, query, document.source))
    }
    noteWriter(step)
    return outcome.using(use(of: step, outcome, in: document))
  }

  /// The tables of attached database files.
  public var attachedTables: [AttachedTable] { connection.attachedTables }

  /// How many statements stand after an offset; SQLite says which semicolons end one.
  func statementCount(_ sql: SQLText, from start: Int) -> Int {
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
  func typedFailure(
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
    return source.diagnostic(
      error.diagnosticCode, error.message, at: range, hint: fileHint(error) ?? error.hint)
  }
}

/// Which statements see rows in reverse where SQL leaves their order open. Not all at once: a table that
/// is filled in reverse and read in reverse looks as it did.
enum Reversal {
  /// Those that return rows.
  case reading
  /// Those that fill temporary tables.
  case writing
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
  var diagnosticCode: Code {
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
