// The program: argv -> one command -> exit status. The only module that touches terminal, clock and
// environment. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Glibc
internal import LineEditing

@main
enum Program {
  static func main() {
    Interruption.catchSignals()
    let host = Host()
    let status = run(Array(CommandLine.arguments.dropFirst()), host)
    host.output.flush()
    exit(Interruption.endingSignal.map { 128 + $0 } ?? status.rawValue)
  }

  private static func run(_ arguments: [String], _ host: Host) -> ExitStatus {
    do {
      let command = try Quire.parseAsRoot(arguments)
      guard let command = command as? any HostedCommand else {
        var command = command
        try command.run()
        return .success
      }
      return command.run(on: host)
    } catch {
      return report(error, host)
    }
  }

  /// Help goes to standard output; what is wrong with the command line to standard error.
  private static func report(_ error: any Error, _ host: Host) -> ExitStatus {
    guard Quire.exitCode(for: error) != .success else {
      host.output.write(Quire.fullMessage(for: error) + "\n")
      return .success
    }
    let message = Quire.message(for: error)
    let start = message.prefix(1).lowercased() + message.dropFirst()
    host.report(
      Diagnostic(
        .badUsage, start.hasSuffix(".") ? String(start.dropLast()) : start,
        hint: "quire --help lists commands, quire help COMMAND explains one"))
    return .usage
  }
}

/// A subcommand that runs with the doors to the world.
protocol HostedCommand: ParsableCommand {
  func run(on host: Host) -> ExitStatus
}

/// The root of the command line.
struct Quire: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quire",
    abstract: "A literate workbench for datasets: Markdown notebooks of SQL, charts and claims.",
    version: Version.text,
    subcommands: [
      Repl.self, Run.self, Check.self, Promote.self, List.self,
    ],
    defaultSubcommand: Repl.self)
}
