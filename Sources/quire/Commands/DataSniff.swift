// `quire data sniff`: what a file would be read as. Level 5.

internal import ArgumentParser
internal import Datasets
internal import Diagnostics
internal import Output
internal import Render
internal import Runner
internal import SystemPackage

struct DataSniff: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "sniff",
    abstract: "Print what a CSV or TSV file would be read as, and what was guessed.",
    discussion: "Exit status: 0 the file can be read, 3 it cannot.")

  @Argument(help: ArgumentHelp("CSV or TSV files; - is standard input.", valueName: "file"))
  var files: [String]

  @OptionGroup var reading: ReadingArguments

  @Option(help: "When to use colour: auto, always, never.")
  var color = ColorChoice.auto

  func run(on host: Host) -> ExitStatus {
    let environment = host.environment(allowsOutside: true)
    let monitor = LoadMonitor { _, _ in !environment.isInterrupted() }
    var status = ExitStatus.success
    for path in files.map(FilePath.init(_:)) {
      do throws(DiagnosticList) {
        let loaded = try loadCSV(
          at: path, options: try listed(reading.read), sha256: nil, files: environment.files,
          monitor: monitor)
        host.output.write(loaded.report(name: path.tableName))
        host.output.write("the same, stated in a notebook:\n")
        host.output.write(loaded.entry(name: path.tableName, path: path.string))
      } catch {
        host.report(error.diagnostics, color: color)
        status = max(status, error.diagnostics.map(\.code.exitStatus).max() ?? .failure)
      }
    }
    return status
  }
}
