// `.help`: all commands, one of them, an SQL function, a topic, or whatever mentions a word. Level 5.

internal import Diagnostics
internal import Tabular

/// One thing that help can tell about.
struct HelpEntry {
  /// The name by which it is asked for.
  let name: String
  /// How it is written.
  let usage: String
  /// What it does, one line or several.
  let text: String

  /// Whether a word stands in it, in any case.
  func mentions(_ word: String) -> Bool {
    let key = word.asciiLowercased
    return usage.asciiLowercased.contains(key) || text.asciiLowercased.contains(key)
  }

  /// The entries, usages in one column.
  static func list(_ entries: [HelpEntry]) -> String {
    let width = entries.map(\.usage.count).max() ?? 0
    return entries.map { entry in
      let padding = String(repeating: " ", count: width - entry.usage.count + 2)
      let first = entry.text.prefix { $0 != "\n" }
      return "\(entry.usage)\(padding)\(first)\n"
    }.joined()
  }

  /// All of the entry.
  var whole: String {
    "\(usage)\n"
      + text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined()
  }
}

extension DotCommand {
  /// The commands in the order of the alphabet.
  static var helpEntries: [HelpEntry] {
    all.sorted { $0.name < $1.name }.map { command in
      let others = command.aliases.filter { $0 != command.name }
      let alias = others.isEmpty ? "" : "\nalso \(others.joined(separator: ", "))"
      return HelpEntry(
        name: command.name, usage: ".\(command.usage)", text: command.summary + alias)
    }
  }
}

extension Workbench {
  /// Tells about a word; about everything when there is none.
  func help(_ word: String) -> ExitStatus {
    guard !word.isEmpty else { return listHelp() }
    let name = (word.hasPrefix(".") ? String(word.dropFirst()) : word).asciiLowercased
    let found = helpEntries(named: name, onlyCommands: word.hasPrefix("."))
    guard found.isEmpty else {
      host.output.write(found.map(\.whole).joined())
      return .success
    }
    let mentioning = (DotCommand.helpEntries + helpTopics + functionHelp).filter {
      $0.mentions(name)
    }
    guard mentioning.isEmpty else {
      host.output.write(HelpEntry.list(mentioning))
      return .success
    }
    let names = (DotCommand.helpEntries + helpTopics + functionHelp).map(\.name)
    return fail(
      "no help for \(word)", hint: didYouMean(name, among: names) ?? ".help lists all commands")
  }

  /// The topic and the function of a name, and the command of it or of which it is the beginning.
  private func helpEntries(named name: String, onlyCommands: Bool) -> [HelpEntry] {
    let others = onlyCommands ? [] : (helpTopics + functionHelp).filter { $0.name == name }
    let commands = DotCommand.helpEntries
    let exact = commands.filter { $0.name == name }
    guard exact.isEmpty, others.isEmpty, let command = try? DotCommand.named(name) else {
      return exact + others
    }
    return commands.filter { $0.name == command.name }
  }

  private func listHelp() -> ExitStatus {
    host.output.write(HelpEntry.list(DotCommand.helpEntries))
    let topics = helpTopics.map(\.name).joined(separator: ", ")
    host.output.write(
      """
      Everything else is SQL, ended by a semicolon.
      .help WORD tells about a command, an SQL function, or \(topics); it searches otherwise.

      """)
    return .success
  }
}
