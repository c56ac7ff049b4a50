// `quire promote`: writes fresh outputs and inline values into the notebook, atomically. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Files
internal import Glibc
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage

struct Promote: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Record fresh outputs and inline values in the notebooks.",
    discussion: """
      A notebook is written only when all of its cells ran, in one step, and only when something \
      changes. FILE#LABEL records one cell.
      """)

  @Argument(help: ArgumentHelp("Notebooks, folders, or FILE#LABEL.", valueName: "file"))
  var files: [String]

  @Flag(help: "Record only cells and values that have no record yet.")
  var newOnly = false

  @Flag(
    name: .shortAndLong, help: "Show each change and ask on the terminal whether it is recorded.")
  var interactive = false

  @OptionGroup var cores: CoreOptions
  @OptionGroup var shared: SharedOptions
  @OptionGroup var refused: RefusedParameterOptions

  func run(on host: Host) -> ExitStatus {
    let environment = host.environment(shared, cores.cores(host))
    host.output.outlivesReader = true
    if interactive, let refusal = refusal(host) { return host.fail([refusal], color: shared.color) }
    var dialogue = interactive ? PromotionDialogue(host) : nil
    var status = ExitStatus.success
    for argument in files {
      let (path, label) = target(argument, environment.files)
      let (notebooks, unreadable) = readNotebooks([path], environment.files)
      host.report(unreadable, color: shared.color)
      status = max(status, unreadable.map(\.code.exitStatus).max() ?? .success)
      for notebook in notebooks {
        let (result, isOver) = promote(notebook, label: label, host, environment, &dialogue)
        status = max(status, result)
        if isOver || status == .interrupted { return status }
      }
    }
    return status
  }

  /// Splits `FILE#LABEL`, unless a file of the whole name is there.
  private func target(_ argument: String, _ files: FileAccess) -> (path: String, label: String?) {
    guard files.kind(FilePath(argument)) == nil, let mark = argument.lastIndex(of: "#") else {
      return (argument, nil)
    }
    return (String(argument[..<mark]), String(argument[argument.index(after: mark)...]))
  }

  /// Why nobody can be asked, or nil.
  private func refusal(_ host: Host) -> Diagnostic? {
    for (descriptor, name) in [(STDIN_FILENO, "input"), (STDOUT_FILENO, "output")]
    where !host.terminal.isTerminal(descriptor) {
      return Diagnostic(
        .badUsage, "-i asks on a terminal, and standard \(name) is none",
        hint: "without -i everything is recorded; FILE#LABEL records one cell")
    }
    return nil
  }

  /// - Returns: the status, and whether the person wants to be asked nothing more.
  private func promote(
    _ notebook: NotebookFile, label: String?, _ host: Host, _ environment: Environment,
    _ dialogue: inout PromotionDialogue?
  ) -> (ExitStatus, isOver: Bool) {
    if let label, let unknown = notebook.document.unknownLabel(label) {
      return (host.fail([unknown], color: shared.color), false)
    }
    let replay = replay(
      notebook.document, in: notebook.folder, environment,
      ReplayOptions(continuesAfterFailure: true))
    host.report(
      replay.remarks + replay.warnings + replay.obstacles + replay.failures, color: shared.color)
    let status = replay.runStatus
    guard status <= .difference else {
      host.note("\(escaped(notebook.path.string)): not written")
      return (status, false)
    }
    let recording = Recording(label: label, newOnly: newOnly)
    var corrected = replay.corrected(recording)
    var isOver = false
    if let end = dialogue?.ask(about: notebook.path.string, replay.proposals(recording)) {
      switch end {
      case .accepted(let accepted): corrected = replay.corrected(accepting: accepted)
      case .quit(let accepted):
        corrected = replay.corrected(accepting: accepted)
        isOver = true
      case .interrupted:
        host.note("\(escaped(notebook.path.string)): not written")
        return (.interrupted, true)
      }
    }
    let written = write(corrected, notebook, host, environment.files)
    if written == .success {
      let document = Notebook.parse(corrected, file: notebook.path.string)
      replay.keep(at: notebook.path, environment, as: document)
    }
    return (max(status, written), isOver)
  }

  private func write(
    _ corrected: [UInt8], _ notebook: NotebookFile, _ host: Host, _ files: FileAccess
  ) -> ExitStatus {
    let old = notebook.document.source.bytes
    guard corrected != old else {
      host.output.write("unchanged  \(escaped(notebook.path.string))\n")
      return .success
    }
    do throws(FileError) {
      try files.replace(notebook.path, corrected, old)
      host.output.write("promoted   \(escaped(notebook.path.string))\n")
      return .success
    } catch {
      let hasChanged = error.reason == .changed
      host.report(
        hasChanged
          ? Diagnostic(
            .cannotWrite, "\(notebook.path) changed while it was replayed; not written",
            hint: "promote again")
          : Diagnostic(.cannotWrite, "cannot write \(notebook.path): \(error)"),
        color: shared.color)
      return .failure
    }
  }
}
