// What is wrong with steps, told by compiling them. Level 3.

internal import Diagnostics
internal import Engine
internal import Notebook
internal import Plan
internal import Render
internal import Tabular

/// Compiles the steps of a notebook in their order and tells what a replay would find.
struct Shadow {
  private let empty: EmptySession
  private var session: Session { empty.session }
  private let document: Document
  private var source: SourceText { document.source }
  /// Whether a definition could not be made without rows, so that what is missing may be there in a replay.
  private var isUncertain = false

  init(_ empty: EmptySession, of document: Document) {
    self.empty = empty
    self.document = document
  }

  /// What is wrong with a step.
  mutating func findings(of step: Step) -> [Diagnostic] {
    switch step {
    case .query(let cell): findings(of: cell)
    case .drawing(let cell, let chart): findings(of: chart, in: cell)
    case .inlineValue(let value, let query): findings(of: value, query)
    }
  }

  // MARK: Cells

  private mutating func findings(of cell: Cell) -> [Diagnostic] {
    guard cell.options.eval else {
      session.note(.off, of: cell)
      return []
    }
    if let label = session.failedDependency(of: cell) {
      session.note(.skipped(needs: label), of: cell)
      return []
    }
    empty.begin(cell)
    var used: Surroundings = []
    var fault: Diagnostic?
    let state: CellOutcome.State
    do throws(EngineError) {
      let connection = session.connection
      let tables = try connection.inSavepoint { () throws(EngineError) -> [Table] in
        let compiled = try compile(cell.body.text, &used)
        fault = cell.unknownColumn(in: compiled.tables, source)
        if fault == nil, !cell.options.error {
          fault = try empty.bind(compiled, to: cell, source)
        }
        // A cell that must fail leaves nothing, and whether it does shows when it runs.
        if let problem = fault?.message ?? (cell.options.error ? "error: true" : nil) {
          throw EngineError(.refused, problem, at: 0..<0)
        }
        return compiled.tables
      }
      state = .ran(tables.map { .rows($0) })
    } catch {
      state = failure(error, fault, of: cell)
    }
    session.note(state, of: cell)
    return findings(in: state, of: cell, used)
  }

  private mutating func compile(
    _ text: String, _ used: inout Surroundings
  ) throws(EngineError) -> EmptySession.Compiled {
    var compiled = EmptySession.Compiled()
    defer { isUncertain = isUncertain || compiled.isUncertain }
    try empty.compile(text, into: &compiled) { statement in
      if statement.traits.usesChance { used.insert(.chance) }
      if session.connection.asksForTheTime(statement) { used.insert(.clock) }
    }
    return compiled
  }

  private func failure(
    _ error: EngineError, _ fault: Diagnostic?, of cell: Cell
  ) -> CellOutcome.State {
    if let fault { return .failed(fault) }
    if let label = session.missingLabel(error) { return .skipped(needs: label) }
    let range =
      error.kind == .nameClash ? cell.labelRange : cell.body.sourceRange(of: error.range)
    let finding = session.diagnostic(error, in: source, at: range)
    if isAbsence(error) { return .skipped(needs: "what a replay makes") }
    return .failed(finding)
  }

  private func findings(
    in state: CellOutcome.State, of cell: Cell, _ used: Surroundings
  ) -> [Diagnostic] {
    guard !cell.options.error else { return [] }
    switch state {
    case .failed(let finding): return [finding]
    case .ran:
      let outcome = CellOutcome(
        cell: cell, state: state, text: nil, seconds: 0,
        unsteady: used.subtracting(session.settings.settled))
      let assertion = cell.options.assert ? Outcome.cell(outcome).failure(in: source) : nil
      return [assertion, Outcome.cell(outcome).unsteadiness(in: source)].compactMap { $0 }
    case .drew, .skipped, .off: return []
    }
  }

  /// Whether something is missing that a definition may make when there are rows.
  private func isAbsence(_ error: EngineError) -> Bool {
    isUncertain && error.kind == .sql && error.message.hasPrefix("no such ")
  }

  // MARK: Charts

  private func findings(of chart: ChartSpecification, in cell: Cell) -> [Diagnostic] {
    guard cell.options.eval, !cell.options.error, session.failedDependency(of: cell) == nil else {
      return []
    }
    do throws(EngineError) {
      let table: Table
      switch try columns(of: chart, in: cell) {
      case .known(let found): table = found
      case .absent(let finding): return [finding].compactMap { $0 }
      }
      do throws(ChartError) {
        // Without rows nothing is drawn, but every column is looked for.
        _ = try render(chart, of: table, width: session.width, charset: session.charset)
        return []
      } catch {
        return [session.diagnostic(error, in: cell, source)]
      }
    } catch {
      if session.missingLabel(error) != nil || isAbsence(error) { return [] }
      let place =
        chart.sourceRange.map(cell.body.sourceRange(of:)) ?? session.wholeBody(of: cell)
      return [session.diagnostic(error, in: source, at: place)]
    }
  }

  /// What a chart draws.
  private enum Drawn {
    /// The columns of a table.
    case known(Table)
    /// Nothing: why, or nil where the cell that makes it is to blame.
    case absent(Diagnostic?)
  }

  private func columns(
    of chart: ChartSpecification, in cell: Cell
  ) throws(EngineError) -> Drawn {
    guard let name = chart.source else {
      switch session.tableAbove(cell, chart, document) {
      case .success(let table): return .known(table)
      case .failure(let none):
        guard case .failed(let finding) = none.state else { return .absent(nil) }
        return .absent(finding)
      }
    }
    if let table = session.connection.mounted[name] { return .known(table) }
    let attached = session.attachedTable(named: name)
    let written = attached.map { "\(quoted($0.schema)).\(quoted($0.name))" } ?? quoted(name)
    var offset = 0
    let statement = try session.connection.nextStatement(
      in: SQLText("SELECT * FROM \(written)"), from: &offset)
    return .known(Table(columnNames: statement?.columnNames ?? [], rows: []))
  }

  // MARK: Inline values

  private mutating func findings(of value: InlineValue, _ query: InlineQuery) -> [Diagnostic] {
    session.limit.start(seconds: 60)
    do throws(EngineError) {
      var used: Surroundings = []
      let compiled = try compile(query.sql, &used)
      guard compiled.queries.count == 1 else { return [session.severalStatements(value, source)] }
      let columnCount = compiled.tables.first?.columns.count ?? 0
      guard columnCount == 1 else {
        return [
          source.diagnostic(
            .inlineValueRows, "an inline value is one column, not \(columnCount)",
            at: value.expressionRange)
        ]
      }
      var outcome = InlineOutcome(value: value, result: .success(value.text))
      outcome.unsteady = used.subtracting(session.settings.settled)
      return [Outcome.inlineValue(outcome).unsteadiness(in: source)].compactMap { $0 }
    } catch {
      if session.missingLabel(error) != nil || isAbsence(error) { return [] }
      let place = session.place(of: error, in: value, query)
      return [session.diagnostic(error, in: source, at: place)]
    }
  }
}
