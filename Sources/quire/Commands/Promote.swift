// `quire promote`: writes fresh outputs and inline values into the notebook, atomically. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Files
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage

struct Promote: HostedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Record fresh outputs and inline values in the notebooks.",
    discussion: """
      A notebook is written only when all of its cells ran, in one step, and only when something \
      changes. FILE#LABEL records one cell.
      """)

  @Argument(help: ArgumentHelp("Notebooks, folders, or FILE#LABEL.", valueName: "file"))
  var files: [String]

  @Flag(help: "Record only cells and values that have no record yet.")
  var newOnly = false

  @OptionGroup var cores: CoreOptions
  @OptionGroup var shared: SharedOptions
  @OptionGroup var refused: RefusedParameterOptions

  func run(on host: Host) -> ExitStatus {
    let environment = host.environment(shared, cores.cores(host))
    host.output.outlivesReader = true
    var status = ExitStatus.success
    for argument in files {
      let (path, label) = target(argument, environment.files)
      let (notebooks, unreadable) = readNotebooks([path], environment.files)
      host.report(unreadable, color: shared.color)
      status = max(status, unreadable.map(\.code.exitStatus).max() ?? .success)
      for notebook in notebooks {
        status = max(status, promote(notebook, label: label, host, environment))
        if status == .interrupted { return status }
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

  private func promote(
    _ notebook: NotebookFile, label: String?, _ host: Host, _ environment: Environment
  ) -> ExitStatus {
    if let label, let unknown = notebook.document.unknownLabel(label) {
      host.report(unknown, color: shared.color)
      return unknown.code.exitStatus
    }
    let replay = replay(
      notebook.document, in: notebook.folder, environment,
      ReplayOptions(continuesAfterFailure: true))
    host.report(
      replay.remarks + replay.warnings + replay.obstacles + replay.failures, color: shared.color)
    let status = replay.runStatus
    guard status <= .difference else {
      host.note("\(escaped(notebook.path.string)): not written")
      return status
    }
    let recording = Recording(label: label, newOnly: newOnly)
    let corrected = replay.corrected(recording)
    let written = write(corrected, notebook, host, environment.files)
    if written == .success {
      let document = Notebook.parse(corrected, file: notebook.path.string)
      replay.keep(at: notebook.path, environment, as: document)
    }
    return max(status, written)
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
      guard try files.read(notebook.path).array == old else {
        host.report(
          Diagnostic(
            .cannotWrite, "\(notebook.path) changed while it was replayed; not written",
            hint: "promote again"), color: shared.color)
        return .failure
      }
      try files.write(notebook.path, corrected)
      host.output.write("promoted   \(escaped(notebook.path.string))\n")
      return .success
    } catch {
      host.report(
        Diagnostic(.cannotWrite, "cannot write \(notebook.path): \(error)"), color: shared.color)
      return .failure
    }
  }
}
