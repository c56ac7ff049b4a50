// What `check` says of a notebook: the diff, then one line. Output, level 4.

public import Diagnostics
internal import Notebook
internal import Render
public import Runner

/// A replay compared with its notebook.
public struct CheckReport: Sendable {
  let replay: Replay
  let isStrict: Bool
  /// Everything that is wrong or worth a remark, in document order; missing records come last.
  public let diagnostics: [Diagnostic]
  /// Those that keep the exit status from being 0.
  let faults: [Diagnostic]
  /// The worst of what was found.
  public let exitStatus: ExitStatus

  /// Judges a replay.
  ///
  /// - Parameter isStrict: whether a cell without a record fails.
  /// - Parameter order: what a second replay found to depend on the order of rows.
  /// - Parameter wasInterrupted: whether that one was stopped.
  public init(
    _ replay: Replay, isStrict: Bool, order: [Diagnostic] = [], wasInterrupted: Bool = false
  ) {
    self.replay = replay
    self.isStrict = isStrict
    diagnostics = replay.diagnostics + order + (isStrict ? replay.missingRecords : [])
    // A stray output is a record that nothing verifies, a mistaken cell an assertion that never runs.
    let unverified: Set<Code> = isStrict ? [.strayOutput, .mistakenCell] : []
    faults = diagnostics.filter { $0.severity == .error || unverified.contains($0.code) }
    let worst = faults.filter { $0.severity == .error }.map(\.code.exitStatus).max()
    let isNew =
      isStrict
      && (replay.outcomes.contains { $0.verdict == .new }
        || faults.contains { unverified.contains($0.code) })
    exitStatus = max(
      worst ?? .success, isNew ? .difference : .success,
      replay.wasInterrupted || wasInterrupted ? .interrupted : .success)
  }

  /// What would change in the notebook, as a unified diff; hunks name their cell.
  public var diff: String {
    let document = replay.document
    let name = escaped(document.source.file)
    return unifiedDiff(
      old: document.source.bytes,
      new: replay.corrected(Recording(includesNew: isStrict, differencesOnly: true)),
      oldName: "\(name)\t(recorded)", newName: "\(name)\t(replayed)", section: cellName)
  }

  /// The label (or line) of the cell whose output is changed, or nil in prose.
  private func cellName(at lines: Range<Int>) -> String? {
    let source = replay.document.source
    guard let cell = replay.document.cells.last(where: { $0.line <= lines.lowerBound + 1 }) else {
      return nil
    }
    let end = (cell.outputRange ?? cell.range).upperBound
    // A new output stands after the blank line below its cell.
    let reach = source.lineIndex(at: max(0, end - 1)) + (lines.isEmpty ? 2 : 0)
    return lines.lowerBound <= reach ? cell.label ?? "line \(cell.line)" : nil
  }

  /// The rows that speak against assertions, each table under the name of its cell.
  public var violations: String {
    replay.outcomes.compactMap { outcome in
      guard case .cell(let outcome) = outcome, outcome.violationCount > 0,
        let text = outcome.text
      else { return nil }
      let cell = outcome.cell
      let file = escaped(replay.document.source.file)
      return "rows against \(cell.label ?? "the cell") (\(file):\(cell.line)):\n\(text)"
    }.joined()
  }

  /// One line: the verdict, the notebook, and counts.
  public func summary(usesColor: Bool = false) -> String {
    let paint = Paint(isOn: usesColor)
    let verdict = exitStatus == .success ? paint.strong("ok", .green) : paint.strong(word, .red)
    let padding = String(repeating: " ", count: max(0, 8 - word.utf8.count))
    return "\(verdict)\(padding)  \(escaped(replay.document.source.file))  \(counts)\n"
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
    let document = replay.document
    let cellCount = replay.outcomes.count { if case .cell = $0 { true } else { false } }
    let total = document.cells.count
    var parts = [(cellCount < total ? "\(cellCount) of " : "") + counted(total, "cell")]
    let valueCount = replay.outcomes.count - cellCount
    if valueCount > 0 { parts.append(counted(valueCount, "inline value")) }
    let (different, new) = (count(of: .differs), count(of: .new))
    if different > 0 { parts.append("\(different) differ\(different == 1 ? "s" : "")") }
    let needs = replay.outcomes.compactMap { $0.skipped }
    let failedCount = count(of: .failed) - needs.count
    if failedCount > 0 { parts.append("\(failedCount) failed") }
    if let need = needs.first {
      parts.append("\(needs.count) skipped (need\(needs.count == 1 ? "s" : "") \(need))")
    }
    if new > 0 { parts.append("\(new) new") }
    let unsteady = diagnostics.count { [.asksForTheTime, .asksForChance].contains($0.code) }
    if unsteady > 0 { parts.append("\(unsteady) not repeatable") }
    let ordered = diagnostics.count { $0.code == .dependsOnRowOrder }
    if ordered > 0 { parts.append("\(ordered) depend\(ordered == 1 ? "s" : "") on row order") }
    let strayCount = faults.count { $0.code == .strayOutput }
    if strayCount > 0 { parts.append(counted(strayCount, "stray output")) }
    let mistakenCount = faults.count { $0.code == .mistakenCell && $0.severity == .warning }
    if mistakenCount > 0 { parts.append(counted(mistakenCount, "mistaken cell")) }
    return parts.joined(separator: ", ")
  }

  private func count(of verdict: Verdict) -> Int {
    replay.outcomes.count { $0.verdict == verdict }
  }
}

extension Outcome {
  /// The label that a skipped cell or value needs, or nil.
  var skipped: String? {
    switch self {
    case .cell(let outcome): if case .skipped(let label) = outcome.state { label } else { nil }
    case .inlineValue(let outcome):
      if case .failure(.skipped(let label)) = outcome.result { label } else { nil }
    }
  }
}
