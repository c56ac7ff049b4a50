// What is wrong with a command line, in the form of all errors. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Glibc

enum UsageError {
  /// The parser's sentences in our form: "Unknown option '--x'. Did you mean '--y'?".
  static func diagnostic(_ sentences: String, for arguments: [String]) -> Diagnostic {
    // A list of values comes one a line.
    let lines = sentences.split(separator: "\n  - ")
    let text = ([lines.prefix(1).joined()] + [lines.dropFirst().joined(separator: ", ")])
      .filter { !$0.isEmpty }.joined(separator: " ")
    let parts = text.split(separator: ". ", maxSplits: 1).map(lowerFirst)
      .map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    let message = parts.first ?? "the command line cannot be read"
    let names = commands(in: arguments).map { $0._commandName }
    let isOption = message.hasPrefix("unknown option '--")
    let hint =
      isOption ? closeOption(to: message, in: arguments) : parts.count > 1 ? parts[1] : nil
    return Diagnostic(
      .badUsage, message,
      hint: hint ?? "see \((["quire"] + names + ["--help"]).joined(separator: " "))")
  }

  private static func lowerFirst(_ text: Substring) -> String {
    text.prefix(1).lowercased() + text.dropFirst()
  }

  /// The commands that the first words name, the outer one first.
  private static func commands(in arguments: [String]) -> [any ParsableCommand.Type] {
    var commands: [any ParsableCommand.Type] = []
    var candidates = Quire.configuration.subcommands
    for word in arguments {
      guard let command = candidates.first(where: { $0._commandName == word }) else { break }
      commands.append(command)
      candidates = command.configuration.subcommands
    }
    return commands
  }

  /// The option that begins like an unknown one, or is close to it. The parser's own suggestions are further off.
  private static func closeOption(to message: String, in arguments: [String]) -> String? {
    let wanted = message.split(separator: "'").dropFirst().first.map(String.init) ?? ""
    let help = Quire.helpMessage(for: commands(in: arguments).last ?? Quire.self, columns: 200)
    var options: [String] = []
    for word in help.split(whereSeparator: { " ,[]\n".contains($0) }) where word.hasPrefix("--") {
      if !options.contains(String(word)) { options.append(String(word)) }
    }
    let longer = options.filter { $0.hasPrefix(wanted) }.prefix(3)
    return longer.isEmpty
      ? didYouMean(wanted, among: options) : "did you mean \(longer.joined(separator: " or "))?"
  }

  /// The error for a first word that is neither a command nor, for the workbench, a notebook, and for a second
  /// one that is no command of the first.
  static func unknownCommand(in arguments: [String]) -> Diagnostic? {
    let isHelp = arguments.first == "help"
    let words = Array(arguments.dropFirst(isHelp ? 1 : 0).prefix { !$0.hasPrefix("-") })
    guard let word = words.first else { return nil }
    guard Quire.commandNames.contains(word) else {
      let looksLikeFile =
        word.isEmpty || word.contains { "./".contains($0) } || access(word, F_OK) == 0
      if !isHelp, looksLikeFile { return nil }
      return unknown(word, of: "", among: Quire.commandNames)
    }
    let group = Quire.configuration.subcommands.first { $0._commandName == word }
    let names = group?.configuration.subcommands.map { $0._commandName } ?? []
    guard words.count > 1, !names.isEmpty, !names.contains(words[1]) else { return nil }
    return unknown(words[1], of: word + " ", among: names)
  }

  private static func unknown(_ word: String, of group: String, among names: [String]) -> Diagnostic
  {
    Diagnostic(
      .badUsage, "unknown command \(group)\(word)",
      hint: didYouMean(word, among: names)
        ?? "the commands\(group.isEmpty ? "" : " of \(group.dropLast())") are "
        + names.joined(separator: ", "))
  }
}
