// The program: argv -> one command -> exit status. The only module that touches terminal, clock and
// environment. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Glibc
internal import LineEditing

@main
enum Program {
  static func main() {
    reserveStandardDescriptors()
    // SQLite's `localtime` follows the process; a replay gives the same bytes everywhere.
    _ = ProcessTimeZone.use(nil)
    Interruption.catchSignals()
    let host = Host()
    let status = run(separated(Array(CommandLine.arguments.dropFirst())), host)
    host.output.flush()
    if let signal = Interruption.endingSignal { exit(128 + signal) }
    exit(Interruption.isRequested ? ExitStatus.interrupted.rawValue : status.rawValue)
  }

  /// Keeps a notebook from being opened as standard output where the caller has closed that: writing to it
  /// fails, as it should.
  private static func reserveStandardDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// `-Pname=value` and `-Oname=value` in two words: the parser takes `Pname` for an option's name.
  private static func separated(_ arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.count
    let words = arguments[..<end].flatMap { word -> [String] in
      let isJoined = word.hasPrefix("-P") || word.hasPrefix("-O")
      guard isJoined, let first = word.dropFirst(2).first, first != "=" else { return [word] }
      return [String(word.prefix(2)), String(word.dropFirst(2))]
    }
    return words + arguments[end...]
  }

  private static func run(_ arguments: [String], _ host: Host) -> ExitStatus {
    if let unknown = UsageError.unknownCommand(in: arguments) {
      host.report(unknown)
      return .usage
    }
    do {
      let command = try Quire.command(for: arguments)
      guard let command = command as? any HostedCommand else {
        var command = command
        try command.run()
        return .success
      }
      return command.run(on: host)
    } catch {
      return report(error, host, arguments)
    }
  }

  /// Help goes to standard output; what is wrong with the command line to standard error.
  private static func report(
    _ error: any Error, _ host: Host, _ arguments: [String]
  ) -> ExitStatus {
    guard Quire.exitCode(for: error) != .success else {
      host.output.write(Quire.fullMessage(for: error) + "\n")
      return .success
    }
    host.report(UsageError.diagnostic(Quire.message(for: error), for: arguments))
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
    abstract: "A literate workbench for datasets: Markdown notebooks of SQL and charts.",
    version: Version.text,
    subcommands: [
      Repl.self, Run.self, Check.self, Promote.self, Watch.self, Status.self, New.self, Lint.self,
      Fmt.self,
      List.self, Params.self, Data.self, Cache.self, Completions.self, Man.self,
    ],
    defaultSubcommand: Repl.self)

  static let commandNames: [String] =
    configuration.subcommands.map { $0._commandName } + ["help"]

  /// What the command line asks for. A subcommand that is named first reads its words alone: the parser
  /// takes as long as the commands it knows are many. The whole tree reads what that one refuses, for help
  /// and errors that say `quire`.
  static func command(for arguments: [String]) throws -> any ParsableCommand {
    let named = configuration.subcommands.first { $0._commandName == arguments.first }
    if let command = try? named?.parseAsRoot(Array(arguments.dropFirst())),
      command is any HostedCommand
    {
      return command
    }
    return try parseAsRoot(arguments)
  }
}
