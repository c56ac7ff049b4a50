// `quire [repl] [FILE]`: the interactive workbench. Level 5.

internal import ArgumentParser
internal import Diagnostics

struct Repl: HostedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the interactive workbench (the default).")

  @Argument(help: ArgumentHelp("The notebook to open.", valueName: "file"))
  var file: String?

  @OptionGroup var shared: SharedOptions

  func run(on host: Host) -> ExitStatus {
    .success
  }
}
