// `quire check`: replays and compares with what is recorded; never writes the source. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Files
internal import Glibc
internal import Notebook
internal import Output
internal import Runner
internal import SystemPackage

struct Check: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Replay notebooks and compare with what they record.",
    discussion: """
      Prints a unified diff of what differs and one line a notebook. Exit status: 0 all holds, \
      1 something differs, 2 a notebook is malformed, 3 a cell failed, 130 interrupted.
      """)

  @Argument(
    help: ArgumentHelp("Notebooks, or folders of them.", valueName: "file"),
    completion: .file(extensions: ["md"]))
  var files: [String]

  @Flag(help: "A cell without a recorded output fails.")
  var strict = false

  @Flag(help: "Compare only cells that set the option check; the others just have to run.")
  var lax = false

  @Flag(help: "Replay again with rows reversed where SQL leaves their order open, and compare.")
  var shuffle = false

  @Option(
    help: ArgumentHelp("Keep a fresh copy of each notebook in this folder.", valueName: "folder"))
  var corrected: String?

  @OptionGroup var reports: ReportOptions

  @OptionGroup var cores: CoreOptions
  @OptionGroup var shared: SharedOptions
  @OptionGroup var refused: RefusedParameterOptions

  func validate() throws {
    if lax, strict { throw ValidationError("--lax and --strict exclude each other") }
    if reports.tap, reports.format == .json {
      throw ValidationError("--tap and --format json exclude each other")
    }
  }

  func run(on host: Host) -> ExitStatus {
    // The verdict is the product: a reader who has seen enough does not change it.
    host.output.outlivesReader = true
    let environment = host.environment(shared, cores.cores(host))
    let (notebooks, unreadable) = findNotebooks(files, environment.files)
    tell(unreadable.map(\.diagnostic), host)
    if let wrong = wrongFolder(for: notebooks, environment.files) {
      host.report(wrong, color: shared.color)
      return wrong.code.exitStatus
    }
    var status = unreadable.map(\.diagnostic.code.exitStatus).max() ?? .success
    var writer = ReportWriter(reports, host, environment.files)
    for file in unreadable {
      writer.add(file.path.string, [ReportEntry(file.diagnostic, in: file.path.string)])
    }
    // A zone is the whole process's.
    let usesZones = notebooks.contains { $0.document.frontMatter.timeZone != nil }
    let (isStrict, isLax, shuffles) = (strict, lax, shuffle)
    inOrder(notebooks, threadCount: usesZones ? 1 : cores.notebookCount(host)) { notebook in
      let whole = replay(
        notebook.document, in: notebook.folder, environment,
        ReplayOptions(continuesAfterFailure: true))
      whole.keep(at: notebook.path, environment)
      let replay = isLax ? whole.lax() : whole
      let (order, wasInterrupted) =
        shuffles ? replay.orderFindings(in: notebook.folder, environment) : ([], false)
      let report = CheckReport(
        replay, isStrict: isStrict, order: order, wasInterrupted: wasInterrupted)
      return (notebook, replay, report)
    } take: { notebook, replay, report in
      show(report, host)
      writer.add(notebook.path.string, report.entries)
      host.output.flush()
      status = max(status, report.exitStatus, keep(replay, notebook, host, environment.files))
      return report.exitStatus != .interrupted
    }
    let unwritten = writer.end()
    host.report(unwritten, color: shared.color)
    return max(status, unwritten.isEmpty ? .success : .failure)
  }

  /// Prints the diff and the line of a notebook, unless another format is printed.
  private func show(_ report: CheckReport, _ host: Host) {
    let usesColor = host.terminal.usesColor(shared.color, descriptor: STDOUT_FILENO)
    tell(report.diagnostics, host)
    guard reports.printedFormat == .text else { return }
    let differences = report.diff + report.violations
    let isTerminal = host.terminal.isTerminal(STDOUT_FILENO)
    let text = isTerminal ? withoutControls(differences) : differences
    let summary = report.summary(usesColor: usesColor)
    host.output.write(reports.github ? withoutWorkflowCommands(text + summary) : text + summary)
  }

  /// Shows findings; GitHub looks for its commands on standard error too.
  private func tell(_ diagnostics: [Diagnostic], _ host: Host) {
    host.report(
      diagnostics, color: shared.color, as: reports.github ? withoutWorkflowCommands : { $0 })
  }

  /// What speaks against the folder of `--corrected`: it is not there, it holds one of the notebooks, or
  /// two of them have one name.
  private func wrongFolder(for notebooks: [NotebookFile], _ files: FileAccess) -> Diagnostic? {
    guard let corrected else { return nil }
    let folder = FilePath(corrected)
    guard files.kind(folder) == .folder, let target = try? files.canonical(folder) else {
      return Diagnostic(.fileNotFound, "no such folder: \(corrected)", hint: "make it first")
    }
    var names: Set<FilePath.Component> = []
    for notebook in notebooks {
      guard let name = notebook.path.lastComponent else { continue }
      if (try? files.canonical(notebook.path)) == target.appending(name) {
        return Diagnostic(
          .badUsage, "--corrected \(corrected) would overwrite \(notebook.path)",
          hint: "quire promote records what came")
      }
      if !names.insert(name).inserted {
        return Diagnostic(
          .badUsage, "two of the notebooks are named \(name), one folder cannot hold both")
      }
    }
    return nil
  }

  /// Keeps the corrected copy where `--corrected` asks for it.
  private func keep(
    _ replay: Replay, _ notebook: NotebookFile, _ host: Host, _ files: FileAccess
  ) -> ExitStatus {
    guard let corrected, replay.obstacles.isEmpty, let name = notebook.path.lastComponent else {
      return .success
    }
    let path = FilePath(corrected).appending(name)
    do throws(FileError) {
      try files.write(path, replay.corrected())
      return .success
    } catch {
      host.report(Diagnostic(.cannotWrite, "cannot write \(path): \(error)"), color: shared.color)
      return .failure
    }
  }
}
