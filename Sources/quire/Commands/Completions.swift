// `quire completions`: what makes a shell complete the words of a command line. Level 5.

internal import ArgumentParser
internal import Diagnostics

struct Completions: HostedCommand {
  /// The shells for which there is a script.
  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish

    fileprivate var kind: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the script that completes commands and options in a shell.",
    discussion: """
      In bash, source <(quire completions bash) turns it on; zsh and fish want the script as _quire or \
      quire.fish in a folder of theirs.
      """)

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run(on host: Host) -> ExitStatus {
    host.output.write(Quire.completionScript(for: shell.kind) + "\n")
    return .success
  }
}
