// Dot commands about what was typed, and statements kept in files. Level 5.

internal import Diagnostics
internal import Files
internal import LineEditing
internal import Runner
internal import SystemPackage

extension DotCommand {
  static var historyCommands: [DotCommand] {
    [
      DotCommand(
        "history [N | A-B | /TEXT]", "what was typed: the last N (20), some, or those with a text",
        aliases: ["\\s"]
      ) { workbench, operand in workbench.showHistory(operand) },
      DotCommand(
        "read FILE", "run the statements and commands of a file", operand: .script,
        aliases: ["\\i"]
      ) { workbench, path in workbench.runScript(path) },
      DotCommand("rerun N | A-B", "run entries of the history again") { workbench, operand in
        workbench.rerun(operand)
      },
    ]
  }
}

/// Some entries of the history.
private enum HistorySelection {
  case newest(Int)
  /// By their numbers, from 1.
  case numbers(ClosedRange<Int>)
  case containing(String)

  /// Reads `N`, `A-B`, `A-`, `/TEXT`; nothing is the last twenty.
  init?(_ text: String) {
    if text.hasPrefix("/") {
      self = .containing(String(text.dropFirst()))
    } else if text.isEmpty {
      self = .newest(20)
    } else if let range = HistorySelection.range(text) {
      self = .numbers(range)
    } else if let count = Int(text), count > 0 {
      self = .newest(count)
    } else {
      return nil
    }
  }

  /// `A-B` or `A-`.
  static func range(_ text: String) -> ClosedRange<Int>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard ends.count == 2, let first = Int(ends[0]), first > 0 else { return nil }
    if ends[1].isEmpty { return first...Int.max }
    guard let last = Int(ends[1]), last >= first else { return nil }
    return first...last
  }

  /// The indices of the chosen entries.
  func indices(in entries: [String]) -> [Int] {
    switch self {
    case .newest(let count): Array(entries.indices.suffix(count))
    case .numbers(let range): entries.indices.filter { range.contains($0 + 1) }
    case .containing(let text):
      entries.indices.filter { entries[$0].lowercased().contains(text.lowercased()) }
    }
  }
}

extension Workbench {
  /// How deep files may read files.
  private static let deepestScript = 16

  fileprivate func showHistory(_ operand: String) -> ExitStatus {
    guard let history else { return fail("there is no history where there is no prompt") }
    // The command itself is the newest entry.
    let entries = Array(history.entries.dropLast())
    guard let selection = HistorySelection(operand) else {
      return fail("not a number, a range or /TEXT: \(operand)", hint: ".history 10-20")
    }
    let chosen = selection.indices(in: entries)
    let width = "\(chosen.last.map { $0 + 1 } ?? 0)".count
    for index in chosen {
      if Interruption.isRequested { return .interrupted }
      let number = "\(index + 1)"
      let indent = String(repeating: " ", count: width + 2)
      let text = entries[index].split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\n" + indent)
      host.output.write(
        String(repeating: " ", count: width - number.count) + "\(number)  \(text)\n")
    }
    if chosen.isEmpty { tell("no such entries") }
    return .success
  }

  fileprivate func rerun(_ operand: String) -> ExitStatus {
    guard let history else { return fail("there is no history where there is no prompt") }
    let one = Int(operand).flatMap { $0 > 0 ? $0...$0 : nil }
    guard let range = one ?? HistorySelection.range(operand) else {
      return fail("which entries?", hint: ".rerun 3-5; .history shows their numbers")
    }
    let entries = Array(history.entries.dropLast())
    let chosen = HistorySelection.numbers(range).indices(in: entries)
    guard !chosen.isEmpty else { return fail("there is no entry \(operand) in the history") }
    for index in chosen {
      guard !Workbench.isRerun(entries[index]) else {
        host.note("\(index + 1) is a .rerun itself: passed over")
        continue
      }
      tell(entries[index])
      let status = run(entries[index])
      if status != .success || wantsToLeave { return status }
    }
    return .success
  }

  private static func isRerun(_ entry: String) -> Bool {
    let words = entry.split { $0 == " " || $0 == "\n" }
    guard let name = words.first, name.hasPrefix(".") else { return false }
    return (try? DotCommand.named(String(name.dropFirst())))?.name == "rerun"
  }

  fileprivate func runScript(_ path: String) -> ExitStatus {
    guard !path.isEmpty else { return fail("which file?", hint: ".read FILE") }
    guard scriptDepth < Workbench.deepestScript else {
      return fail("files read files more than \(Workbench.deepestScript) deep")
    }
    let path = FilePath(expandingHome(path.unquoted))
    return withFile(path) { runScript(path) }
  }

  private func runScript(_ path: FilePath) -> ExitStatus {
    do throws(FileError) {
      let text = try environment.files.read(path).array
      scriptDepth += 1
      defer { scriptDepth -= 1 }
      var script = Script(self, named: path.string)
      return script.run(text)
    } catch {
      report([diagnostic(error, path, environment.files)])
      return Code.unreadableFile.exitStatus
    }
  }
}
