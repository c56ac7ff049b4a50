// What users of IPython type out of habit: `?sales`, `%history`. Level 5.

internal import Diagnostics
internal import Runner
internal import Tabular

/// A word in IPython's spelling.
enum IPythonHabit {
  /// `?NAME`, which tells about a table or else is help.
  case question(String)
  /// `%NAME`, which has a dot here.
  case magic(String)

  /// Reads the first word of a line; nil when it is not in that spelling, or `?` alone.
  init?(_ word: String) {
    if word.hasPrefix("?"), word.count > 1 {
      self = .question(String(word.dropFirst()))
    } else if word.hasPrefix("%") {
      self = .magic(String(word.drop { $0 == "%" }))
    } else {
      return nil
    }
  }

  /// - Throws: where the command is that a `%` word means.
  func run(_ operand: String, on workbench: Workbench) throws(Diagnostic) -> ExitStatus {
    switch self {
    case .question(let name):
      let key = name.asciiLowercased
      let isTable = workbench.session.tables.contains { $0.name.asciiLowercased == key }
      let command = try DotCommand.named(isTable ? "describe" : "help")
      return command.action(workbench, name)
    case .magic(let name):
      let here = IPythonHabit.names[name] ?? (try? DotCommand.named(name).name)
      throw Diagnostic(
        .badUsage, "unknown command %\(name)",
        hint: here.map { "here: .\($0)" } ?? ".help lists all")
    }
  }

  /// The commands whose names differ.
  private static let names = [
    "load": "show", "rerun": "rerun", "hist": "history", "time": "timer", "timeit": "timer",
    "who": "tables", "whos": "tables", "ls": "tables", "magic": "help", "pinfo": "describe",
  ]
}
