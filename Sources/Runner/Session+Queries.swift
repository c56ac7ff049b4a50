// Runs the SQL of a cell and keeps its result under its label. Level 3.

internal import Diagnostics
internal import Engine
internal import Notebook
internal import Tabular

extension Session {
  func query(_ cell: Cell, _ source: SourceText) -> CellOutcome {
    guard cell.options.eval else {
      return CellOutcome(cell: cell, state: .off, text: nil, seconds: 0)
    }
    let start = environment.now()
    limit.start(seconds: cell.options.timeout)
    let state = state(of: cell, source)
    note(state, of: cell)
    return CellOutcome(
      cell: cell, state: state, text: recordedText(of: state, cell),
      seconds: environment.now() - start)
  }

  private func state(of cell: Cell, _ source: SourceText) -> CellOutcome.State {
    do throws(EngineError) {
      let results = try connection.inSavepoint { () throws(EngineError) -> [StatementResult] in
        try self.results(of: SQLText(cell.body.text))
      }
      if let clash = try mount(results, of: cell, source) { return .failed(clash) }
      return .ran(results)
    } catch {
      if let label = missingLabel(error) { return .skipped(needs: label) }
      return .failed(diagnostic(error, in: source, at: cell.body.sourceRange(of: error.range)))
    }
  }

  func results(of sql: SQLText) throws(EngineError) -> [StatementResult] {
    var offset = 0
    var results: [StatementResult] = []
    while let statement = try connection.nextStatement(in: sql, from: &offset) {
      try statement.bind(parameters)
      results.append(try statement.run())
    }
    return results
  }

  /// Mounts the last rows under the cell's label.
  ///
  /// - Returns: what speaks against the label, or nil.
  private func mount(
    _ results: [StatementResult], of cell: Cell, _ source: SourceText
  ) throws(EngineError) -> Diagnostic? {
    guard let label = cell.label, cell.options.binding == .table,
      let table = results.last(where: { if case .rows = $0 { true } else { false } })?.table
    else { return nil }
    let key = label.asciiLowercased
    if connection.temporaryTableNames.contains(where: { $0.asciiLowercased == key }) {
      return source.diagnostic(
        .nameClash, "label \(label) is also a temporary table that a cell made",
        at: cell.labelRange, hint: "choose another label, or as: none")
    }
    try connection.mount(table, as: label)
    return nil
  }

  private func note(_ state: CellOutcome.State, of cell: Cell) {
    lastCellFailed = false
    switch state {
    case .ran(let results):
      if let table = results.reversed().lazy.compactMap(\.table).first { lastTable = table }
      if let label = cell.label { labelStates[label.asciiLowercased] = .finished }
    case .failed, .skipped:
      lastCellFailed = true
      if let label = cell.label { labelStates[label.asciiLowercased] = .failed }
    case .drew, .off: break
    }
  }

  /// The failed cell whose missing table is all that is wrong, or nil.
  func missingLabel(_ error: EngineError) -> String? {
    guard let name = error.missingTable, labelStates[name.asciiLowercased] == .failed else {
      return nil
    }
    return name
  }
}
