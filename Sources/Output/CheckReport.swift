// What `check` says of a notebook: the diff, then one line. Output, level 4.

public import Diagnostics
internal import Notebook
public import Runner

/// A replay compared with its notebook.
public struct CheckReport: Sendable {
  private let replay: Replay
  private let isStrict: Bool

  /// Judges a replay.
  ///
  /// - Parameter isStrict: whether a cell without a record fails.
  public init(_ replay: Replay, isStrict: Bool) {
    self.replay = replay
    self.isStrict = isStrict
  }

  /// The worst of what was found.
  public var exitStatus: ExitStatus {
    let worst = replay.diagnostics.filter { $0.severity == .error }.map(\.code.exitStatus).max()
    let isNew = isStrict && count(of: .new) > 0
    return max(
      worst ?? .success, isNew ? .difference : .success,
      replay.wasInterrupted ? .interrupted : .success)
  }

  /// What would change in the notebook, as a unified diff; hunks name their cell.
  public var diff: String {
    let document = replay.document
    let name = document.source.file
    return unifiedDiff(
      old: document.source.bytes, new: replay.corrected(Recording(includesNew: isStrict)),
      oldName: "\(name) (recorded)", newName: "\(name) (replayed)",
      section: { line in cellName(at: line) })
  }

  /// The label (or line) of the cell that a line belongs to.
  private func cellName(at line: Int) -> String? {
    let cell = replay.document.cells.last { $0.line <= line + 1 }
    return cell.map { $0.label ?? "line \($0.line)" }
  }

  /// One line: the verdict, the notebook, and counts.
  public func summary(usesColor: Bool = false) -> String {
    let paint = Paint(isOn: usesColor)
    let verdict = exitStatus == .success ? paint.strong("ok", .green) : paint.strong(word, .red)
    let padding = String(repeating: " ", count: max(0, 8 - word.utf8.count))
    return "\(verdict)\(padding)  \(replay.document.source.file)  \(counts)\n"
  }

  private var word: String {
    switch exitStatus {
    case .success: "ok"
    case .difference: "differs"
    case .usage: "invalid"
    case .failure: "failed"
    case .interrupted: "stopped"
    }
  }

  private var counts: String {
    guard replay.obstacles.isEmpty else { return "not run" }
    let cellCount = replay.outcomes.count { if case .cell = $0 { true } else { false } }
    let valueCount = replay.outcomes.count - cellCount
    var parts = [counted(cellCount, "cell"), counted(valueCount, "inline value")]
    for (verdict, word) in [(Verdict.differs, "differ"), (.failed, "failed"), (.new, "new")] {
      let count = count(of: verdict)
      if count > 0 { parts.append("\(count) \(word)") }
    }
    let needs = replay.outcomes.compactMap { $0.skipped }
    if !needs.isEmpty { parts.append("\(needs.count) of them skipped (need \(needs[0]))") }
    return parts.joined(separator: ", ")
  }

  private func count(of verdict: Verdict) -> Int {
    replay.outcomes.count { $0.verdict == verdict }
  }
}

private func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

extension Outcome {
  /// The label that a skipped cell or value needs, or nil.
  fileprivate var skipped: String? {
    switch self {
    case .cell(let outcome): if case .skipped(let label) = outcome.state { label } else { nil }
    case .inlineValue(let outcome):
      if case .failure(.skipped(let label)) = outcome.result { label } else { nil }
    }
  }
}
