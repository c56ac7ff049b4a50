// Runs what is typed, and shows what comes of it and of cells. Level 5.

internal import Datasets
internal import Diagnostics
internal import Engine
internal import Glibc
internal import LineEditing
internal import Notebook
internal import Output
internal import Runner
internal import SystemPackage
internal import Tabular

extension Workbench {
  /// The last result with rows.
  var last: Table? { display.last }

  /// The look of results on standard output, asked anew because windows are resized.
  var style: TerminalStyle { display.style }

  /// Times are for people: never in a pipe.
  var isTimed: Bool { display.isTimed }

  /// Shows what a cell has left.
  func show(_ outcome: CellOutcome) {
    if case .ran(let results) = outcome.state {
      for (index, result) in results.enumerated() {
        if index > 0 { display.say("\n") }
        _ = display.show(result, seconds: outcome.seconds, of: outcome.cell)
      }
      session.lastResult = last
      lastSource = outcome.cell.label
    } else {
      host.output.write(outcome.terminalText(style))
    }
    reportFailure(of: outcome)
    if outcome.verdict == .differs {
      display.say("differs from what is recorded; .diff \(name(of: outcome.cell))\n")
    }
    host.output.flush()
  }

  /// Runs SQL and shows each result; stops at the first failure. A command of psql at its end, such as `\g FILE`,
  /// says what is done with the last one.
  ///
  /// - Returns: what the failure leads to.
  func runStatements(_ text: SourceText) -> ExitStatus {
    guard let ending = StatementEnding(text) else {
      lastStatements = text
      return runTyped(text)
    }
    if !ending.isAlone { lastStatements = ending.statements }
    let status = prepare(for: ending)
    guard status == .success else { return status }
    return runAgain()
  }

  /// Runs what was typed last once more.
  func runAgain() -> ExitStatus {
    guard let lastStatements else {
      display.dropOnce()
      return fail("there is no statement yet")
    }
    return runTyped(lastStatements)
  }

  private func runTyped(_ text: SourceText) -> ExitStatus {
    var start = environment.now()
    var runCount = 0
    var worst = ExitStatus.success
    let didLoad = { (name: String, loaded: LoadedTable) in self.tell(loaded.summary(name: name)) }
    let failed = session.run(text, in: 0..<text.bytes.count, didLoad: didLoad) { result in
      worst = max(worst, display.show(result, seconds: environment.now() - start))
      if let table = result.table { (session.lastResult, lastSource) = (table, nil) }
      keepable = session.lastTyped.map { .statement($0) }
      runCount += 1
      start = environment.now()
    }
    guard let failed else { return worst }
    let count = runCount + 1 + failed.unrunCount
    let isUnrun = failed.code == .interrupted && worst == .interrupted
    let unrun = failed.unrunCount + (isUnrun ? 1 : 0)
    let rest = unrun == 0 ? nil : "\(unrun) of \(count) statements not run"
    display.dropOnce()
    if isUnrun {
      if let rest { host.note(rest) }
    } else if failed.code == .interrupted {
      noteStop(after: environment.now() - start, rest)
    } else {
      report(failed.diagnostics)
      if let rest { host.note(rest) }
    }
    return max(worst, failed.code.exitStatus)
  }

  /// Says that something was stopped, and what was not run after it.
  func noteStop(after seconds: Double, _ rest: String? = nil) {
    // The terminal has just shown ^C.
    if host.terminal.isTerminal(STDERR_FILENO) { host.note("") }
    let tenths = Int((seconds * 10).rounded())
    host.note(
      "stopped after \(tenths / 10).\(tenths % 10) s, nothing changed"
        + (rest.map { "; \($0)" } ?? ""))
  }
}
