// Dot commands about the session itself. Level 5.

internal import Diagnostics
internal import Output
internal import Runner
internal import Tabular

extension DotCommand {
  static var sessionCommands: [DotCommand] {
    [
      DotCommand(
        "help [COMMAND]", "what the commands do", operand: .command, aliases: ["\\?", "help"]
      ) { workbench, name in workbench.help(name) },
      DotCommand("quit", "leave", aliases: ["\\q", "quit", "exit"]) { workbench, _ in
        workbench.leave()
        return .success
      },
    ]
  }
}

extension Workbench {
  fileprivate func help(_ name: String) -> ExitStatus {
    let word = name.hasPrefix(".") ? String(name.dropFirst()) : name
    guard word.isEmpty else {
      do throws(Diagnostic) {
        let command = try DotCommand.named(word)
        host.output.write(".\(command.usage)\n  \(command.summary)\n")
        return .success
      } catch {
        report([error])
        return error.code.exitStatus
      }
    }
    let commands = DotCommand.all.sorted { $0.name < $1.name }
    let width = commands.map(\.usage.count).max() ?? 0
    for command in commands {
      let padding = String(repeating: " ", count: width - command.usage.count + 2)
      host.output.write(".\(command.usage)\(padding)\(command.summary)\n")
    }
    host.output.write("Everything else is SQL, ended by a semicolon.\n")
    return .success
  }
}
