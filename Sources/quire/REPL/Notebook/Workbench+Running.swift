// Runs cells of the open notebook, with what they need. Level 5.

internal import Diagnostics
internal import Engine
internal import LineEditing
internal import Notebook
internal import Output
internal import Runner
internal import Tabular

/// What came of several cells.
private struct Tally {
  var status = ExitStatus.success
  var failedCount = 0
  var skippedCount = 0
}

extension Workbench {
  /// The number, from 0, of the cell with a label or a number from 1.
  func cellIndex(named name: String) -> Int? {
    if let index = cells.firstIndex(where: { $0.label == name }) { return index }
    guard let number = Int(name), cells.indices.contains(number - 1) else { return nil }
    return number - 1
  }

  /// The name of a cell for people: its label or its number from 1.
  func name(of index: Int) -> String { cells[index].label ?? "\(index + 1)" }

  /// Which cells need which.
  func needs() -> CellNeeds? {
    guard let notebook else { return nil }
    if let known = notebook.needs { return known }
    let needs = CellNeeds(notebook.allSteps, of: notebook.document, session)
    self.notebook?.needs = needs
    return needs
  }

  /// Runs cells in document order, before them those that they need and that have not run or are stale.
  ///
  /// - Returns: what failures lead to.
  func run(_ chosen: Set<Int>, showsNeeded: Bool = true) -> ExitStatus {
    guard let first = needed(by: chosen), var notebook else { return .success }
    let written = first.union(chosen).filter {
      notebook.outcomes[$0] != nil && notebook.status.writes($0)
    }
    var needed = first
    if let writer = written.min() {
      let status = beginAgain("\(name(of: writer)) has written already: a fresh session begins")
      guard status == .success, let again = self.needed(by: chosen) else { return status }
      needed = again
    }
    if !needed.isEmpty {
      host.note("first what is needed: \(needed.sorted().map(name).joined(separator: ", "))")
    }
    notebook = self.notebook ?? notebook
    let order = needed.union(chosen).sorted()
    var tally = Tally()
    for (position, index) in order.enumerated() {
      if position > 0, chosen.contains(index) || showsNeeded { display.say("\n") }
      let outcome = runCell(index, isShown: chosen.contains(index) || showsNeeded)
      add(outcome, index, to: &tally)
      if Interruption.isRequested {
        let rest = order.count - position - 1
        if rest > 0 { host.note("\(rest) of \(order.count) cells not run") }
        return .interrupted
      }
    }
    conclude(tally, order.count)
    return tally.status
  }

  private func add(_ outcome: CellOutcome?, _ index: Int, to tally: inout Tally) {
    guard let outcome, let notebook else {
      tally.status = max(tally.status, .usage)
      tally.failedCount += 1
      return
    }
    if case .skipped = outcome.state {
      tally.skippedCount += 1
      tally.status = max(tally.status, .failure)
    } else if !outcome.succeeded {
      let failure = Outcome.cell(outcome).failure(in: notebook.document.source)
      tally.failedCount += 1
      tally.status = max(tally.status, failure?.code.exitStatus ?? .failure)
    }
  }

  private func conclude(_ tally: Tally, _ count: Int) {
    guard count > 1, tally.failedCount > 0 else { return }
    let skipped = tally.skippedCount > 0 ? ", \(tally.skippedCount) skipped" : ""
    host.note("\(tally.failedCount) of \(count) cells failed\(skipped)")
  }

  /// The cells that some cells need and that must run before them: they have not run, or are stale.
  func needed(by chosen: Set<Int>) -> Set<Int>? {
    guard let notebook, let needs = needs() else { return nil }
    let all = Set(needs.all(of: chosen)).subtracting(chosen)
    guard !all.isEmpty else { return [] }
    let status = notebook.status.cells(in: session)
    return all.filter { index in
      guard status[index].state != .off, notebook.steps[index] != nil else { return false }
      guard let outcome = notebook.outcomes[index] else { return true }
      if case .skipped = outcome.state { return true }
      return status[index].state == .stale && !status[index].isAboutRecord
    }
  }

  /// Runs a cell and shows what comes.
  ///
  /// - Returns: what came, or nil when the cell could not be planned.
  func runCell(_ index: Int, isShown: Bool = true, hasHeading: Bool = true) -> CellOutcome? {
    guard let step = notebook?.steps[index] else {
      _ = fail("cell \(index + 1) is malformed", .malformedChart)
      return nil
    }
    if isShown, hasHeading {
      display.say("\(heading(cells[index], number: index + 1))\n")
    }
    guard case .cell(let outcome)? = notebook?.status.run(step, cell: index, in: session) else {
      return nil
    }
    notebook?.outcomes[index] = outcome
    notebook?.lastRun = index
    if isShown {
      notebook?.position = Interruption.isRequested ? index : index + 1
      show(outcome)
    } else {
      reportFailure(of: outcome)
    }
    return outcome
  }

  /// The name of a cell for people.
  func name(of cell: Cell) -> String {
    let index = cells.firstIndex { $0.line == cell.line }
    return index.map(name) ?? ""
  }

  func reportFailure(of outcome: CellOutcome) {
    guard let notebook,
      let failure = Outcome.cell(outcome).failure(in: notebook.document.source)
    else { return }
    if failure.code == .interrupted {
      noteStop(after: outcome.seconds)
    } else {
      report([failure])
    }
  }

  private func heading(_ cell: Cell, number: Int) -> String {
    "[\(number) of \(cells.count)] \(title(of: cell))"
  }

  /// Kind, label and caption of a cell.
  func title(of cell: Cell) -> String {
    let name = cell.label.map { " \($0)" } ?? ""
    let caption = (cell.options.tableCaption ?? cell.options.figureCaption).map { ": \($0)" } ?? ""
    return "\(cell.kindName)\(name)\(caption)"
  }
}
