// A session over tables without rows: what compiles there compiles in a replay. Level 3.

internal import Diagnostics
internal import Engine
internal import Notebook
internal import Tabular

/// Compiles statements one after the other; what each would leave is there for the next, without rows.
///
/// Only definitions of temporary tables, views, indexes and triggers run.
struct EmptySession {
  let session: Session

  /// Seconds after which a definition is given up: over tables without rows only one that makes its own
  /// rows takes so long.
  private static let longestDefinition = 2.0

  /// A session over what another has opened.
  init(_ opening: SessionOpening) {
    session = Session(opening, opening.environment, isShadow: true)
  }

  /// A session that opens the data of a notebook by its schema, where it has one.
  init(_ environment: Environment) {
    session = Session(environment)
    session.isShadow = true
    session.resultCache = nil
  }

  /// Sets time limit, clock and chance for a cell.
  func begin(_ cell: Cell) {
    session.limit.start(seconds: min(cell.options.timeout, EmptySession.longestDefinition))
    session.setScene(for: session.settings.key(of: cell))
  }

  /// What compiling a text tells.
  struct Compiled {
    /// The columns of each statement that returns rows.
    var tables: [Table] = []
    /// The statements.
    var queries: [Query] = []
    /// What they read and change.
    var access = StatementAccess()
    /// Whether a definition could not be made without rows, so that what is missing may be there in a
    /// replay.
    var isUncertain = false
  }

  /// Compiles all statements of a text.
  ///
  /// - Parameter compiled: takes what is told, up to the statement that fails.
  /// - Parameter note: is handed each statement.
  func compile(
    _ text: String, into compiled: inout Compiled, note: (Statement) -> Void = { _ in }
  ) throws(EngineError) {
    let sql = SQLText(text)
    var offset = 0
    while let statement = try session.connection.nextStatement(in: sql, from: &offset) {
      try statement.bind(session.parameters)
      compiled.queries.append(Query(statement))
      compiled.access.formUnion(statement.access)
      note(statement)
      if statement.returnsRows {
        compiled.tables.append(Table(columnNames: statement.columnNames, rows: []))
      } else if statement.traits.isDefinition {
        let isMade = try define(statement)
        compiled.isUncertain = compiled.isUncertain || !isMade
      }
    }
  }

  /// Makes a temporary table or view.
  ///
  /// - Returns: false when it cannot be made without rows.
  private func define(_ statement: Statement) throws(EngineError) -> Bool {
    do throws(EngineError) {
      _ = try statement.run()
      return true
    } catch {
      if error.kind == .refused || error.kind == .interrupted { throw error }
      return false
    }
  }

  /// Makes the label of a cell what its option `as` says.
  ///
  /// - Returns: why that cannot be.
  func bind(
    _ compiled: Compiled, to cell: Cell, _ source: SourceText
  ) throws(EngineError) -> Diagnostic? {
    guard let label = cell.label else { return nil }
    switch cell.options.binding {
    case .none: return nil
    case .view: return try session.define(compiled.queries, as: label, cell, source)
    case .table:
      try session.mount(compiled.tables.map { .rows($0) }, as: label)
      return nil
    }
  }
}
