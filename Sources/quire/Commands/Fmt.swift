// `quire fmt`: the cells of notebooks in one spelling; runs nothing. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Files
internal import Notebook
internal import Render
internal import Runner
internal import SystemPackage

struct Fmt: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Write the options of cells in one spelling; runs nothing.",
    discussion: """
      Fences of knitr, Quarto, Pandoc and Observable become sql fences with option lines, or \
      Quarto's by --to quarto. Prose, SQL and recorded outputs stay as they are. A notebook is \
      written only when something changes; - reads standard input and prints the notebook.
      """)

  @Argument(
    help: ArgumentHelp("Notebooks, or folders of them.", valueName: "file"),
    completion: .file(extensions: ["md"]))
  var files: [String]

  @Option(help: "The spelling: quire or quarto.")
  var to = Spelling.quire

  @Flag(help: "Name the notebooks that would change, with exit status 1; writes nothing.")
  var check = false

  @Option(help: "When to use colour: auto, always, never.")
  var color = ColorChoice.auto

  func run(on host: Host) -> ExitStatus {
    let files = host.environment(allowsOutside: true).files
    let (notebooks, unreadable) = readNotebooks(self.files, files)
    host.output.outlivesReader = true
    var status = host.fail(unreadable, color: color)
    for notebook in notebooks { status = max(status, format(notebook, host, files)) }
    return status
  }

  private func format(_ notebook: NotebookFile, _ host: Host, _ files: FileAccess) -> ExitStatus {
    let name = escaped(notebook.path.string)
    let errors = notebook.document.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else {
      let status = host.fail(errors, color: color)
      host.note("\(name): not written")
      return status
    }
    let (old, new) = (notebook.document.source.bytes, notebook.document.formatted(to: to))
    if notebook.path == "-", !check {
      host.output.write(new)
      return .success
    }
    guard new != old else {
      if !check { host.output.write("unchanged  \(name)\n") }
      return .success
    }
    guard !check else {
      host.output.write("would change  \(name)\n")
      return .difference
    }
    return host.replace(old, by: new, in: notebook.path, files, says: "formatted  ", color: color)
  }
}

extension Host {
  /// Writes a notebook that is still as it was read, and says so.
  fileprivate func replace(
    _ old: [UInt8], by new: [UInt8], in path: FilePath, _ files: FileAccess, says verb: String,
    color: ColorChoice
  ) -> ExitStatus {
    do throws(FileError) {
      try files.replace(path, new, old)
      output.write("\(verb)\(escaped(path.string))\n")
      return .success
    } catch {
      let failure =
        error.reason == .changed
        ? Diagnostic(
          .cannotWrite, "\(path) changed meanwhile; not written", hint: "format it again")
        : Diagnostic(.cannotWrite, "cannot write \(path): \(error)")
      return fail([failure], color: color)
    }
  }
}
