// `quire list`: the cells of a notebook; runs nothing. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage

struct List: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the cells of notebooks; runs nothing.")

  @Argument(
    help: ArgumentHelp("Notebooks, or folders of them.", valueName: "file"),
    completion: .file(extensions: ["md"]))
  var files: [String]

  @Option(help: "What to print: text (a table), json (a line a cell).")
  var format = FindingFormat.text

  @Option(help: "When to use colour: auto, always, never.")
  var color = ColorChoice.auto

  func run(on host: Host) -> ExitStatus {
    let environment = host.environment(allowsOutside: true)
    let (notebooks, unreadable) = readNotebooks(files, environment.files)
    host.report(unreadable, color: color)
    var status = unreadable.map(\.code.exitStatus).max() ?? .success
    let style = host.terminal.style(color)
    for (index, notebook) in notebooks.enumerated() {
      if format == .text, notebooks.count > 1 {
        host.output.write((index > 0 ? "\n" : "") + "\(escaped(notebook.path.string))\n")
      }
      let list = TableStyle(
        style.look, maxRows: nil, width: style.width, usesColor: style.usesColor)
      host.output.write(
        format == .json
          ? notebook.document.cellLines : render(notebook.document.cellList, list))
      host.report(notebook.document.diagnostics, color: color)
      let errors = notebook.document.diagnostics.filter { $0.severity == .error }
      status = max(status, errors.map(\.code.exitStatus).max() ?? .success)
    }
    return status
  }
}
