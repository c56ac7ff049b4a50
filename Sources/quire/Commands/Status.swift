// `quire status`: which cells would give what is recorded; runs nothing. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage

struct Status: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say which cells have changed since they ran, and why; runs nothing.",
    discussion: """
      A cell is fresh when a replay would give what is recorded. What each cell depended on is kept beside \
      the cache by run, check and promote, whenever they replay a whole notebook.
      """)

  @Argument(
    help: ArgumentHelp("Notebooks, or folders of them.", valueName: "file"),
    completion: .file(extensions: ["md"]))
  var files: [String]

  @Flag(help: "Exit with 1 when a cell is not fresh.")
  var exitCode = false

  @Option(help: "What to print: text or json, a line a cell.")
  var format = FindingFormat.text

  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var data: DataOptions

  @OptionGroup var shared: SharedOptions

  func run(on host: Host) -> ExitStatus {
    let environment = host.environment(shared)
    let given: [GivenValue]
    do throws(DiagnosticList) {
      given = try parameters.given(environment.files)
    } catch {
      return host.fail(error.diagnostics, color: shared.color)
    }
    let (notebooks, unreadable) = readNotebooks(files, environment.files)
    var exit = host.fail(unreadable, color: shared.color)
    for declared in notebooks {
      let notebook: NotebookFile
      do throws(DiagnosticList) {
        notebook = try data.applied(to: declared, environment.files)
      } catch {
        exit = max(exit, host.fail(error.diagnostics, color: shared.color))
        continue
      }
      let (cells, found) = status(
        of: notebook.document, at: notebook.path, in: notebook.folder, environment, given: given)
      exit = max(exit, host.fail(found, color: shared.color))
      for cell in cells {
        host.output.write(
          format == .json ? cell.jsonLine(file: notebook.path.string) : line(of: cell, notebook))
      }
      let isFresh = cells.allSatisfy { $0.state == .fresh || $0.state == .off }
      if exitCode, !isFresh { exit = max(exit, .difference) }
    }
    return exit
  }

  /// `file:line: label: stale: reasons`.
  private func line(of status: CellStatus, _ notebook: NotebookFile) -> String {
    let place = "\(notebook.path.string):\(status.cell.line)"
    let name = status.cell.label.map { " \($0):" } ?? ""
    let reasons = status.reasons.isEmpty ? "" : ": " + status.reasons.joined(separator: "; ")
    return escaped("\(place):\(name) \(status.state.rawValue)\(reasons)") + "\n"
  }
}
