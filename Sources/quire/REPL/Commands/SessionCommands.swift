// Dot commands about the session itself. Level 5.

internal import Diagnostics
internal import Output
internal import Runner
internal import Tabular

extension DotCommand {
  static var sessionCommands: [DotCommand] {
    [
      DotCommand(
        "help [WORD]", "what a command, an SQL function, keys or csv do; searches otherwise",
        operand: .command, aliases: ["\\?", "\\h", "?", "help"]
      ) { workbench, name in workbench.help(name) },
      DotCommand("quit", "leave", aliases: ["\\q", "quit", "exit"]) { workbench, _ in
        workbench.unlessUnsaved(".quit") {
          workbench.leave()
          return .success
        }
      },
    ]
  }
}
