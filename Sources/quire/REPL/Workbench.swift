// The session behind the prompt: a notebook's cells, and statements typed between them. Level 5.

internal import Datasets
internal import Diagnostics
internal import Engine
internal import Glibc
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
  /// The line that a command stands on while it runs.
  private(set) var commandLine = SourceText([], file: "input")
  /// The cells that ran, but below one that has changed since.
  private var stale: Set<Int> = []
  /// Shows results, and keeps the last one.
  let display: ResultDisplay
  /// What was typed last, without commands.
  var lastTyped: SourceText?
  private(set) var wantsToLeave = false
  /// The values that the command line gives the parameters of its notebook.
  private var given: (values: [GivenValue], path: FilePath) = ([], "")

  /// Opens a session; `path` is the notebook, or nil for none.
  init(_ host: Host, _ environment: Environment, color: ColorChoice) {
    self.host = host
    self.environment = environment
    self.color = color
    display = ResultDisplay(host, color: color)
    session = Session(environment)
  }

  /// The cells of the open notebook.
  var cells: [Cell] { notebook?.document.cells ?? [] }

  /// Gives the parameters of a notebook values, whenever it is opened.
  func give(_ values: [GivenValue], to path: FilePath) { given = (values, path) }

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
    if let obstacle = notebook.document.versionObstacle(environment) { found.append(obstacle) }
    let session = Session(environment)
    do throws(DiagnosticList) {
      let values = notebook.path == given.path ? given.values : []
      try session.open(notebook.document, in: notebook.folder, given: values)
    } catch {
      found += error.diagnostics
    }
    report(found)
    self.notebook = notebook
    self.session = session
    self.steps = steps
    (outcomes, stale, nextCell) = ([:], [], 0)
    display.forget()
    let errors = found.filter { $0.severity == .error }
    return errors.map(\.code.exitStatus).max() ?? .success
  }

  /// Begins a fresh session when a cell has run in this one; tables typed in between are gone.
  func beginAgain() -> ExitStatus {
    guard let notebook, !outcomes.isEmpty else { return .success }
    host.note("a fresh session begins")
    return open(notebook)
  }

  /// Reads the notebook again when its file has changed, and says so in one line.
  ///
  /// What unchanged cells gave is kept, unless the data or the parameters may be others.
  ///
  /// - Throws: why the file cannot be read; then nothing may run.
  func refresh() throws(Diagnostic) {
    guard let old = notebook else {
      throw Diagnostic(.badUsage, "no notebook is open", hint: ".open FILE")
    }
    let new = try readNotebook(old.path, environment.files)
    guard new.document.source.bytes != old.document.source.bytes else { return }
    guard new.document.frontMatterBytes == old.document.frontMatterBytes else {
      host.note("\(old.path) has changed: read again with its data, no cell has run")
      _ = open(new)
      return
    }
    let (steps, planDiagnostics) = plan(new.document)
    let moves = unchangedCells(from: old.document, to: new.document)
    let lost = outcomes.keys.filter { moves[$0] == nil }
    session.adopt(new.document, forgetting: lost.compactMap { cells[$0].label })
    let firstChange = new.document.cells.indices.first { index in moves[index] != index } ?? .max
    nextCell = nextCell > 0 ? (moves[nextCell - 1] ?? nextCell - 1) + 1 : 0
    stale = Set(stale.compactMap { moves[$0] })
    var kept: [Int: CellOutcome] = [:]
    for (index, outcome) in outcomes {
      guard let place = moves[index] else { continue }
      kept[place] = outcome.moved(to: new.document.cells[place])
      if place >= firstChange { stale.insert(place) }
    }
    outcomes = kept
    (notebook, self.steps) = (new, steps)
    host.note(
      "\(old.path) has changed: read again, \(kept.count) of \(cells.count) cells as before")
    report(new.document.diagnostics + planDiagnostics)
  }

  /// Leaves after the current command.
  func leave() { wantsToLeave = true }

  // MARK: - Cells

  /// `new`, `ok`, `differs`, `failed`, `stopped`, `skipped` or `stale`: how a cell stands in this session.
  func state(of index: Int) -> String {
    guard let outcome = outcomes[index] else { return "not run" }
    if stale.contains(index) { return "stale" }
    if case .failed(let failure) = outcome.state, failure.code == .interrupted { return "stopped" }
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
  /// - Returns: what its failure leads to; a cell that could not be planned is malformed.
  func runCell(_ index: Int) -> ExitStatus {
    guard let notebook, let step = steps.first(where: { $0.cellLine == cells[index].line }) else {
      return fail("cell \(index + 1) is malformed", .malformedChart)
    }
    display.say("\(heading(cells[index], number: index + 1))\n")
    guard case .cell(let outcome) = session.run(step, of: notebook.document) else {
      return .failure
    }
    outcomes[index] = outcome
    stale.remove(index)
    nextCell = index + 1
    show(outcome)
    let failure = Outcome.cell(outcome).failure(in: notebook.document.source)
    if outcome.succeeded { return .success }
    return failure?.code.exitStatus ?? .failure
  }

  private func heading(_ cell: Cell, number: Int) -> String {
    let name = cell.label.map { " \($0)" } ?? ""
    let caption = (cell.options.tableCaption ?? cell.options.figureCaption).map { ": \($0)" } ?? ""
    return "[\(number) of \(cells.count)] \(cell.kindName)\(name)\(caption)"
  }

  // MARK: - Commands

  /// Runs a dot command, which is the first line of a text.
  func runCommand(_ line: String, in text: SourceText) -> ExitStatus {
    commandLine = SourceText(
      Array(text.bytes[text.lineRange(0)]), file: text.file, firstLine: text.firstLine)
    let status = DotCommand.run(line, on: self)
    commandLine = SourceText([], file: "input")
    return status
  }

  /// Says something to the person, who is at the terminal even where results go to a file.
  func tell(_ line: String) {
    guard host.terminal.isTerminal(STDOUT_FILENO) else { return host.note(line) }
    host.output.write(line + "\n")
  }

  /// Shows findings on standard error; those without a place are about the command in a script.
  func report(_ diagnostics: [Diagnostic]) {
    let line = commandLine
    let isScript = line.file == "stdin" && !line.bytes.isEmpty
    let placed = diagnostics.map { finding in
      guard isScript, finding.place == nil else { return finding }
      return line.diagnostic(
        finding.code, finding.message, at: line.lineContentRange(0), hint: finding.hint,
        severity: finding.severity)
    }
    host.report(placed, color: color)
  }
}

extension Document {
  /// The text of the front matter, nothing when there is none.
  fileprivate var frontMatterBytes: ArraySlice<UInt8> {
    let segment = segments.first { $0.kind == .frontMatter }
    return segment.map { source.bytes[$0.range] } ?? []
  }
}

/// The cells that say the same in both versions of a notebook: index before -> index after.
private func unchangedCells(from old: Document, to new: Document) -> [Int: Int] {
  func says(_ one: Cell, theSameAs other: Cell) -> Bool {
    one.kind == other.kind && one.options == other.options && one.body.text == other.body.text
  }
  var moves: [Int: Int] = [:]
  var free = Set(new.cells.indices)
  for (index, cell) in old.cells.enumerated() {
    let places = new.cells.indices.filter {
      free.contains($0) && says(cell, theSameAs: new.cells[$0])
    }
    guard let place = places.first else { continue }
    moves[index] = place
    free.remove(place)
  }
  return moves
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
