// The dot commands: one table that defines name, usage, line of help and action. Level 5.

internal import Diagnostics

/// A command at the prompt.
struct DotCommand {
  /// What can stand after the name, for completion.
  enum Operand {
    case none, cell, table, file, dataFile, anyFile, script, chart, column, command, parameter
    case words([String])
  }

  /// The name without its dot.
  let name: String
  /// The name and its operands, as help shows them.
  let usage: String
  /// One line of help.
  let summary: String
  let operand: Operand
  /// Other spellings that do the same: psql's, IPython's.
  let aliases: [String]
  let action: (Workbench, String) -> ExitStatus

  init(
    _ usage: String, _ summary: String, operand: Operand = .none, aliases: [String] = [],
    action: @escaping (Workbench, String) -> ExitStatus
  ) {
    name = String(usage.prefix { $0 != " " })
    self.usage = usage
    self.summary = summary
    self.operand = operand
    self.aliases = aliases
    self.action = action
  }

  /// All commands, topic by topic.
  static var all: [DotCommand] { allGroups.flatMap { $0 } }

  private static var allGroups: [[DotCommand]] {
    [
      cellCommands, stepCommands, editCommands, recordCommands, parameterCommands, datasetCommands,
      tableCommands, outputCommands, lastResultCommands, settingCommands, historyCommands,
      sessionCommands,
    ]
  }

  /// Finds a command by its name or an unambiguous beginning of it.
  ///
  /// - Throws: what is wrong with the name, with the nearest ones.
  static func named(_ name: String) throws(Diagnostic) -> DotCommand {
    let commands = all.sorted { $0.name < $1.name }
    if let exact = commands.first(where: { $0.name == name || $0.aliases.contains(name) }) {
      return exact
    }
    if let command = psqlCommands.first(where: { $0.name == name }) { return command }
    var matches = name.isEmpty ? [] : commands.filter { $0.name.hasPrefix(name) }
    // What is done often is not to get longer by what is set once.
    let settings = Set(Setting.all.map(\.name))
    if matches.count > 1, case let deeds = matches.filter({ !settings.contains($0.name) }),
      deeds.count == 1
    {
      matches = deeds
    }
    if matches.count == 1 { return matches[0] }
    if matches.count > 1 {
      throw Diagnostic(
        .badUsage, "ambiguous command .\(name)",
        hint: "one of \(matches.map { ".\($0.name)" }.joined(separator: ", "))")
    }
    let close = suggestions(for: name, among: commands.map(\.name)).map { ".\($0)" }
    throw Diagnostic(
      .badUsage, "unknown command \(name.hasPrefix("\\") ? name : ".\(name)")",
      hint: close.isEmpty
        ? ".help lists all" : "did you mean \(close.joined(separator: " or "))? .help lists all")
  }

  /// Whether a line is a command rather than SQL.
  static func isCommand(_ line: String) -> Bool {
    // None of these can begin a statement.
    if let first = line.first, [".", "\\", "%", "?"].contains(first) { return true }
    return bareWords.contains(line.withoutSemicolon)
  }

  /// Words that stand for a command when nothing else is typed.
  static let bareWords: Set<String> = ["quit", "exit", "help"]

  /// Runs one line.
  static func run(_ line: String, on workbench: Workbench) -> ExitStatus {
    let parts = line.withoutSemicolon.split(maxSplits: 1) { $0 == " " || $0 == "\t" }
      .map(String.init)
    let first = parts.first ?? ""
    let operand = parts.count > 1 ? parts[1].trimmingBlanks : ""
    do throws(Diagnostic) {
      if let habit = IPythonHabit(first) { return try habit.run(operand, on: workbench) }
      let word = first.hasPrefix(".") ? String(first.dropFirst()) : first
      return try named(word).action(workbench, operand)
    } catch {
      workbench.report([error])
      return error.code.exitStatus
    }
  }
}

extension String {
  /// The text without the pair of quotes around it.
  var unquoted: String {
    guard count > 1, let quote = first, quote == "\"" || quote == "'", last == quote else {
      return self
    }
    return String(dropFirst().dropLast())
  }

  /// The text without a semicolon that habit put at its end; that of `sep=;` is meant.
  fileprivate var withoutSemicolon: String {
    hasSuffix(";") && !hasSuffix("=;") ? String(dropLast()).trimmingBlanks : self
  }

  /// The text without blanks at both ends.
  var trimmingBlanks: String {
    let tail = drop { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r\n" }
    let end = tail.lastIndex { $0 != " " && $0 != "\t" && $0 != "\n" && $0 != "\r\n" }
    return end.map { String(tail[...$0]) } ?? ""
  }
}
