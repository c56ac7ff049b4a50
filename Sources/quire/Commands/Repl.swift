// `quire [repl] [FILE]`: the interactive workbench. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Glibc
internal import SystemPackage

struct Repl: HostedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the interactive workbench (the default).",
    discussion: """
      Reads statements and dot commands at a prompt, or from standard input when that is not a \
      terminal.
      """)

  @Argument(help: ArgumentHelp("The notebook to open.", valueName: "file"))
  var file: String?

  @OptionGroup var shared: SharedOptions

  func run(on host: Host) -> ExitStatus {
    let environment = host.environment(allowsOutside: shared.allowOutside)
    let workbench = Workbench(host, environment, color: shared.color)
    let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    if isInteractive {
      host.output.write("\(Version.text). .help for commands.\n")
    }
    if let file {
      let status = isInteractive ? workbench.openAndList(file) : workbench.open(FilePath(file))
      if status != .success, !isInteractive || workbench.notebook == nil { return status }
    }
    return isInteractive ? workbench.converse() : workbench.runScript()
  }
}
