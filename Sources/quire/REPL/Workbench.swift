// The session behind the prompt: a notebook's cells, and statements typed between them. Level 5.

internal import Datasets
internal import Diagnostics
internal import Engine
internal import Glibc
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
  var environment: Environment
  /// What may not be done, or nil where everything may.
  var safeMode: SafeMode?
  let color: ColorChoice
  var notebook: OpenNotebook?
  var session: Session
  /// Shows results, and keeps the last one.
  let display: ResultDisplay
  /// What was typed last, without commands.
  var lastStatements: SourceText?
  /// The label of the cell whose result is the last one, or nil for that of a statement.
  var lastSource: String?
  /// What `.keep` would make a cell of.
  var keepable: Keepable?
  /// What has been kept and not saved, so that no crash loses it.
  let journal: Journal
  /// What the person wrote for a cell and could not be taken.
  var refusedDraft: (anchor: CellAnchor, content: String)?
  /// The line that a command stands on while it runs.
  private(set) var commandLine = SourceText([], file: "input")
  /// How many files that read each other are being read.
  var scriptDepth = 0
  /// What was typed, where there is a prompt.
  var history: History?
  private(set) var wantsToLeave = false
  /// The command that was refused because cells are not saved; given again it is done.
  var refusedCommand: String?
  /// The values that the command line gives the parameters of its notebook.
  var given: (values: [GivenValue], path: FilePath) = ([], "")

  /// Opens a session; `path` is the notebook, or nil for none.
  init(_ host: Host, _ environment: Environment, color: ColorChoice) {
    self.host = host
    self.environment = environment
    self.color = color
    display = ResultDisplay(host, color: color)
    session = Session(environment)
    journal = Journal(in: host.terminal.stateFolder)
  }

  /// The cells of the open notebook.
  var cells: [Cell] { notebook?.document.cells ?? [] }

  /// Gives the parameters of a notebook values, whenever it is opened.
  func give(_ values: [GivenValue], to path: FilePath) { given = (values, path) }

  /// Leaves after the current command.
  func leave() { wantsToLeave = true }

  // MARK: - Commands

  /// Runs a dot command, which is the first line of a text.
  func runCommand(_ line: String, in text: SourceText) -> ExitStatus {
    commandLine = SourceText(
      Array(text.bytes[text.lineRange(0)]), file: text.file, firstLine: text.firstLine)
    let refused = refusedCommand
    let status = DotCommand.run(line, on: self)
    if refusedCommand == refused { refusedCommand = nil }
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
    let isScript = line.file != "input" && !line.bytes.isEmpty
    let placed = diagnostics.map { finding in
      guard isScript, finding.place == nil else { return finding }
      return line.diagnostic(
        finding.code, finding.message, at: line.lineContentRange(0), hint: finding.hint,
        severity: finding.severity)
    }
    host.report(placed, color: color)
  }
}
