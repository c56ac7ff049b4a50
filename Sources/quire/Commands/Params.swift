// `quire params`: the parameters of a notebook and their values; opens no data. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage

struct Params: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "params",
    abstract: "List the parameters of notebooks with their values; opens no data.",
    discussion: "Computed defaults are computed, from the values that -P and --params give.")

  @Argument(
    help: ArgumentHelp("Notebooks, or folders of them.", valueName: "file"),
    completion: .file(extensions: ["md"]))
  var files: [String]

  @OptionGroup var parameters: ParameterOptions

  @Option(help: "What to print: text (a table), json (a line a parameter).")
  var format = FindingFormat.text

  @Option(help: "When to use colour: auto, always, never.")
  var color = ColorChoice.auto

  func run(on host: Host) -> ExitStatus {
    let environment = host.environment(allowsOutside: true)
    let given: [GivenValue]
    do throws(DiagnosticList) {
      given = try parameters.given(environment.files)
    } catch {
      return host.fail(error.diagnostics, color: color)
    }
    let (notebooks, unreadable) = readNotebooks(files, environment.files)
    host.report(unreadable, color: color)
    var status = unreadable.map(\.code.exitStatus).max() ?? .success
    let style = host.terminal.style(color)
    for (index, notebook) in notebooks.enumerated() {
      if format == .text, notebooks.count > 1 {
        host.output.write((index > 0 ? "\n" : "") + "\(escaped(notebook.path.string))\n")
      }
      let (values, wrong) = parameterValues(of: notebook.document, given: given, environment)
      let list = TableStyle(
        style.look, maxRows: nil, width: style.width, usesColor: style.usesColor)
      host.output.write(
        format == .json
          ? parameterLines(values, file: notebook.path.string) : render(parameterList(values), list)
      )
      let found = notebook.document.diagnostics.filter { $0.severity == .error } + wrong
      status = max(status, host.fail(found, color: color))
    }
    return status
  }
}
