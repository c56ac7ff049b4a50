// `quire data sniff`: what a file would be read as. Level 5.

internal import ArgumentParser
internal import Datasets
internal import Diagnostics
internal import SystemPackage

struct DataSniff: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "sniff",
    abstract: "Print what a data file would be read as, and what was guessed.",
    discussion: "Exit status: 0 the file can be read, 3 it cannot.")

  @Argument(
    help: ArgumentHelp(
      "CSV, TSV, JSON or SQLite files; - is standard input.", valueName: "file"))
  var files: [String]

  @OptionGroup var reading: ReadingArguments

  @Option(help: "When to use colour: auto, always, never.")
  var color = ColorChoice.auto

  func run(on host: Host) -> ExitStatus {
    let options: [CSVOptionText]
    do throws(Diagnostic) {
      options = try reading.texts()
    } catch {
      host.report(error, color: color)
      return error.code.exitStatus
    }
    var status = ExitStatus.success
    for file in files where status != .interrupted {
      let file = DataFile(path: FilePath(file), host: host, color: color, options: options)
      status = max(status, file.sniff())
    }
    return status
  }
}
