// `quire run`: the document with its results on standard output, as it comes. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Files
internal import Glibc
internal import Notebook
internal import Output
internal import Runner
internal import SystemPackage

struct Run: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Replay notebooks and print them with their results.",
    discussion: """
      The notebooks themselves are never written to. In a pipe or with -o, what comes out is the \
      notebook with fresh outputs; on a terminal the results are drawn to fit it.
      """)

  @Argument(
    help: ArgumentHelp("Notebooks, or folders of them.", valueName: "file"),
    completion: .file(extensions: ["md"]))
  var files: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write the document here instead of printing it.", valueName: "file"))
  var output: String?

  @Flag(help: "Go on after a failed cell with the cells that do not need it.")
  var keepGoing = false

  @Option(help: "What to print: text (the document), json (a line a cell and value).")
  var format = FindingFormat.text

  @Flag(help: "Show each statement on standard error before it runs, and what is bound to it.")
  var showSql = false

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var data: DataOptions

  @OptionGroup var cores: CoreOptions
  @OptionGroup var shared: SharedOptions

  func run(on host: Host) -> ExitStatus {
    let environment = host.environment(shared, cores.cores(host))
    let given: [GivenValue]
    do throws(DiagnosticList) {
      given = try parameters.given(environment.files)
    } catch {
      return host.fail(error.diagnostics, color: shared.color)
    }
    let (notebooks, unreadable) = findNotebooks(files, environment.files)
    host.report(unreadable.map(\.diagnostic), color: shared.color)
    if let overwritten = overwritten(of: notebooks, environment.files) {
      host.report(
        Diagnostic(
          .badUsage, "-o would overwrite the notebook \(overwritten.path)",
          hint: "quire promote records what came"), color: shared.color)
      return .usage
    }
    var status = unreadable.map(\.diagnostic.code.exitStatus).max() ?? .success
    var collected: [UInt8] = []
    func write(_ bytes: [UInt8]) {
      if output == nil {
        host.output.write(bytes)
        host.output.flush()
      } else {
        collected += bytes
      }
    }
    for file in unreadable where format == .json {
      write(Array(ReportEntry(file.diagnostic, in: file.path.string).jsonLine.utf8))
    }
    for notebook in notebooks {
      let result = run(notebook, given, host, environment, write: write)
      status = max(status, result)
      if result == .interrupted { break }
    }
    // An older document is not replaced by nothing.
    let isNothing = collected.isEmpty && status != .success
    if let output, status != .interrupted, !isNothing {
      do throws(FileError) {
        try environment.files.write(FilePath(output), collected)
      } catch {
        host.report(
          Diagnostic(.cannotWrite, "cannot write \(output): \(error)"), color: shared.color)
        status = max(status, .failure)
      }
    }
    return status
  }

  /// The notebook that `-o` names; running never writes to one.
  private func overwritten(of notebooks: [NotebookFile], _ files: FileAccess) -> NotebookFile? {
    guard let output, let target = try? files.canonical(FilePath(output)) else { return nil }
    return notebooks.first { (try? files.canonical($0.path)) == target }
  }

  private func run(
    _ notebook: NotebookFile, _ given: [GivenValue], _ host: Host, _ environment: Environment,
    write: ([UInt8]) -> Void
  ) -> ExitStatus {
    let unknown = selection.selection?.diagnostics(for: notebook.document) ?? []
    guard unknown.isEmpty else { return host.fail(unknown, color: shared.color) }
    let changed: NotebookFile
    do throws(DiagnosticList) {
      changed = try data.applied(to: notebook, environment.files)
    } catch {
      return host.fail(error.diagnostics, color: shared.color)
    }
    let file = notebook.path.string
    let options = ReplayOptions(
      continuesAfterFailure: keepGoing, given: given, selection: selection.selection,
      showStatement: showSql ? { host.note($0.text(file: file)) } : nil)
    return format == .json
      ? writeReport(changed, options, host, environment, write)
      : writeDocument(changed, options, host, environment, write)
  }

  /// The document, as its results come.
  private func writeDocument(
    _ notebook: NotebookFile, _ options: ReplayOptions, _ host: Host, _ environment: Environment,
    _ write: ([UInt8]) -> Void
  ) -> ExitStatus {
    let isTerminal = output == nil && host.terminal.isTerminal(STDOUT_FILENO)
    let look: ResultLook =
      isTerminal ? .terminal(host.terminal.style(shared.color)) : .record
    var stream = DocumentStream(notebook.document, look)
    let source = notebook.document.source
    let replay = replay(notebook.document, in: notebook.folder, environment, options) { outcome in
      write(stream.text(upTo: outcome))
      if let failure = outcome.failure(in: source) { host.report(failure, color: shared.color) }
    }
    replay.keep(at: notebook.path, environment)
    host.report(replay.remarks + replay.obstacles, color: shared.color)
    let status = replay.runStatus
    let isWhole = status == .success || keepGoing && replay.obstacles.isEmpty
    write(isWhole ? stream.rest() : stream.restOfLine())
    return status
  }

  /// A line of JSON for each cell and value, as they come.
  private func writeReport(
    _ notebook: NotebookFile, _ options: ReplayOptions, _ host: Host, _ environment: Environment,
    _ write: ([UInt8]) -> Void
  ) -> ExitStatus {
    let source = notebook.document.source
    let replay = replay(notebook.document, in: notebook.folder, environment, options) { outcome in
      write(Array(ReportEntry(running: outcome, in: source).jsonLine.utf8))
      if let failure = outcome.failure(in: source) { host.report(failure, color: shared.color) }
    }
    replay.keep(at: notebook.path, environment)
    for obstacle in replay.obstacles {
      write(Array(ReportEntry(obstacle, in: source.file).jsonLine.utf8))
    }
    host.report(replay.remarks + replay.obstacles, color: shared.color)
    return replay.runStatus
  }
}
