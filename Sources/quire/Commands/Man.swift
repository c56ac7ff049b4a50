// `quire man`: the manual page. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Output

struct Man: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "man",
    abstract: "Print the manual page, for man.",
    discussion: "quire man > quire.1 && man ./quire.1 shows it.")

  func run(on host: Host) -> ExitStatus {
    guard let page = manualPage(help: Quire._dumpHelp(), version: Version.number) else {
      return host.fail(
        [Diagnostic(.badUsage, "the help cannot be read")], color: ColorChoice.auto)
    }
    host.output.write(page)
    return .success
  }
}
