// The session behind the prompt: a notebook's cells, and statements typed between them. Level 5.

internal import Diagnostics
internal import Engine
internal import LineEditing
internal import Notebook
internal import Output
internal import Plan
internal import Runner
internal import SystemPackage
internal import Tabular

/// One open notebook (or none), its session, and what has run in it.
final class Workbench {
  let host: Host
  let environment: Environment
  let color: ColorChoice
  private(set) var notebook: NotebookFile?
  private(set) var session: Session
  private(set) var steps: [Step] = []
  /// What came of each cell, by its index among the cells.
  private var outcomes: [Int: CellOutcome] = [:]
  /// The cell that `.next` runs.
  private(set) var nextCell = 0
  /// The last result with rows, and the last chart.
  private(set) var last: StatementResult?
  var showsTime = true
  private(set) var wantsToLeave = false

  /// Opens a session; `path` is the notebook, or nil for none.
  init(_ host: Host, _ environment: Environment, color: ColorChoice) {
    self.host = host
    self.environment = environment
    self.color = color
    session = Session(environment)
  }

  /// The cells of the open notebook.
  var cells: [Cell] { notebook?.document.cells ?? [] }

  /// The look of results on standard output, asked anew because windows are resized.
  var style: TerminalStyle { host.terminal.style(color) }

  /// Opens a notebook in a fresh session and runs nothing.
  ///
  /// - Returns: whether it could be opened; what is wrong has been reported.
  func open(_ path: FilePath) -> ExitStatus {
    do throws(Diagnostic) {
      return open(try readNotebook(path, environment.files))
    } catch {
      report([error])
      return error.code.exitStatus
    }
  }

  private func open(_ notebook: NotebookFile) -> ExitStatus {
    let (steps, planDiagnostics) = plan(notebook.document)
    var found = notebook.document.diagnostics + planDiagnostics
    let session = Session(environment)
    do throws(DiagnosticList) {
      try session.open(notebook.document, in: notebook.folder)
    } catch {
      found += error.diagnostics
    }
    report(found)
    self.notebook = notebook
    self.session = session
    self.steps = steps
    (outcomes, nextCell, last) = ([:], 0, nil)
    let errors = found.filter { $0.severity == .error }
    return errors.map(\.code.exitStatus).max() ?? .success
  }

  /// Leaves after the current command.
  func leave() { wantsToLeave = true }

  // MARK: - Cells

  /// `new`, `ok`, `differs`, `failed` or `skipped`: how a cell stands in this session.
  func state(of index: Int) -> String {
    guard let outcome = outcomes[index] else { return "not run" }
    switch (outcome.state, outcome.verdict) {
    case (.skipped, _): return "skipped"
    case (.off, _): return "off"
    case (_, .same): return "ok"
    case (_, .new): return "new"
    case (_, .differs): return "differs"
    case (_, .failed): return outcome.violationCount > 0 ? "violated" : "failed"
    }
  }

  /// The rows that a cell's result has, or nil.
  func rowCount(of index: Int) -> Int? { outcomes[index]?.lastTable?.rowCount }

  /// The index of the cell with a label or a number from 1.
  func cellIndex(named name: String) -> Int? {
    if let index = cells.firstIndex(where: { $0.label == name }) { return index }
    guard let number = Int(name), cells.indices.contains(number - 1) else { return nil }
    return number - 1
  }

  /// Runs a cell and shows what comes.
  ///
  /// - Returns: whether it succeeded.
  @discardableResult
  func runCell(_ index: Int) -> Bool {
    guard let notebook, let step = steps.first(where: { $0.cellLine == cells[index].line }) else {
      return false
    }
    Interruption.clear()
    guard case .cell(let outcome) = session.run(step, of: notebook.document) else { return false }
    outcomes[index] = outcome
    nextCell = index + 1
    show(outcome, number: index + 1)
    return outcome.succeeded
  }

  private func show(_ outcome: CellOutcome, number: Int) {
    let style = style
    host.output.write("\(heading(outcome.cell, number: number))\n")
    host.output.write(outcome.terminalText(style))
    if let table = outcome.lastTable { last = .rows(table) }
    guard let notebook else { return }
    if let failure = Outcome.cell(outcome).failure(in: notebook.document.source) {
      report([failure])
      if failure.code == .interrupted { noteStop(after: outcome.seconds, unrunCount: 0) }
    }
    host.output.flush()
  }

  private func heading(_ cell: Cell, number: Int) -> String {
    let name = cell.label.map { " \($0)" } ?? ""
    let caption = (cell.options.tableCaption ?? cell.options.figureCaption).map { ": \($0)" } ?? ""
    return "[\(number) of \(cells.count)] \(cell.kindName)\(name)\(caption)"
  }

  // MARK: - Statements

  /// Runs SQL and shows each result; stops at the first failure.
  ///
  /// - Returns: whether all of it ran.
  func runStatements(_ text: SourceText, in range: Range<Int>) -> ExitStatus {
    Interruption.clear()
    var start = environment.now()
    let begin = start
    let failed = session.run(text, in: range) { result in
      let now = environment.now()
      if result.table != nil { last = result }
      host.output.write(result.text(style, seconds: isTimed ? now - start : nil))
      host.output.flush()
      start = now
    }
    guard let failed else { return .success }
    report([failed.failure])
    if failed.failure.code == .interrupted {
      noteStop(after: environment.now() - begin, unrunCount: failed.unrunCount)
    } else if failed.unrunCount > 0 {
      host.note("\(failed.unrunCount) further \(statements(failed.unrunCount)) not run")
    }
    return failed.failure.code.exitStatus
  }

  /// Times are for people: never in a pipe.
  private var isTimed: Bool { showsTime && style.width != nil }

  private func noteStop(after seconds: Double, unrunCount: Int) {
    let rest = unrunCount > 0 ? "; \(unrunCount) \(statements(unrunCount)) not run" : ""
    host.note("stopped after \(secondsText(seconds)), nothing changed\(rest)")
    Interruption.clear()
  }

  private func statements(_ count: Int) -> String { count == 1 ? "statement" : "statements" }

  /// Shows findings on standard error.
  func report(_ diagnostics: [Diagnostic]) { host.report(diagnostics, color: color) }
}

extension Step {
  /// The line of the step's cell, or nil for inline values.
  fileprivate var cellLine: Int? {
    switch self {
    case .query(let cell), .drawing(let cell, _): cell.line
    case .inlineValue: nil
    }
  }
}
