// The program: argv -> one command -> exit status. The only module that touches terminal, clock and
// environment. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Glibc
internal import LineEditing

@main
enum Program {
  static func main() {
    openStandardStreams()
    Interruption.catchSignals()
    let host = Host()
    let status = run(Array(CommandLine.arguments.dropFirst()), host)
    host.output.flush()
    exit(Interruption.endingSignal.map { 128 + $0 } ?? status.rawValue)
  }

  /// A descriptor that was closed (`quire <&-`) would be given to the next file that is opened.
  private static func openStandardStreams() {
    for descriptor in 0...2 where fcntl(Int32(descriptor), F_GETFD) < 0 {
      _ = open("/dev/null", O_RDWR)
    }
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
    host.report(usageDiagnostic(Quire.message(for: error)))
    return .usage
  }

  /// The parser's sentence in our form: "Unknown option '--x'. Did you mean '--y'?".
  private static func usageDiagnostic(_ sentence: String) -> Diagnostic {
    let parts = sentence.split(separator: ". Did you mean ", maxSplits: 1)
    let message = parts.first.map { $0.prefix(1).lowercased() + $0.dropFirst() } ?? ""
    let hint = parts.count > 1 ? "did you mean \(parts[1])" : "quire --help lists the commands"
    return Diagnostic(
      .badUsage, message.hasSuffix(".") ? String(message.dropLast()) : message, hint: hint)
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
