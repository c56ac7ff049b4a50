// What a replay has brought that the one before had not: what `watch` shows. Output, level 4.

public import Diagnostics
internal import Notebook
internal import Render
public import Runner

/// A cell or value in prose that came out otherwise than before.
public struct ReplayChange: Sendable {
  /// Its place, name and status over what came, lines ended by LF.
  public let text: String
  /// Why it has no result, or nil.
  public let failure: Diagnostic?
}

/// The outcomes of a replay, to be compared with those of the next.
public struct ReplayMemory: Sendable {
  private struct Entry: Hashable {
    let status: ReportEntry.Status
    let text: String
  }

  private var entries: [String: Entry]?

  /// Remembers nothing.
  public init() {}

  /// Remembers a replay.
  ///
  /// - Parameter style: how results are drawn.
  /// - Returns: the outcomes that are not as they were remembered, in document order; of the first replay those that
  ///   do not hold.
  public mutating func changes(in replay: Replay, _ style: TerminalStyle) -> [ReplayChange] {
    let former = entries
    var current: [String: Entry] = [:]
    var changes: [ReplayChange] = []
    var counts: [String: Int] = [:]
    let reports = CheckReport(replay, isStrict: false).entries.suffix(replay.outcomes.count)
    for (outcome, report) in zip(replay.outcomes, reports) {
      counts[outcome.identity, default: 0] += 1
      let key = "\(counts[outcome.identity, default: 0]) \(outcome.identity)"
      let entry = Entry(status: report.status, text: outcome.recordable)
      current[key] = entry
      let isNews =
        former.map { $0[key] != entry } ?? (report.status != .ok && report.status != .skipped)
      if isNews { changes.append(change(outcome, report, in: replay, style)) }
    }
    // A notebook that is half written lacks cells that come back as they were.
    if !current.isEmpty { entries = (former ?? [:]).merging(current) { $1 } }
    return changes
  }

  private func change(
    _ outcome: Outcome, _ report: ReportEntry, in replay: Replay, _ style: TerminalStyle
  ) -> ReplayChange {
    let place = "\(report.file):\(report.line): \(outcome.title)"
    let text =
      switch outcome {
      case .cell(let cell):
        escaped("\(place): \(report.words)") + "\n" + cell.freshText(style)
      case .inlineValue(let value): escaped("\(place): \(value.words(report))") + "\n"
      }
    return ReplayChange(text: text, failure: outcome.failure(in: replay.document.source))
  }
}

extension Outcome {
  /// What makes it the same cell or value in another version of the notebook.
  fileprivate var identity: String {
    switch self {
    case .cell(let outcome):
      outcome.cell.label.map { "label \($0)" } ?? "cell \(outcome.cell.body.text)"
    case .inlineValue(let outcome): "value \(outcome.value.expression)"
    }
  }

  /// The text that would be recorded, or empty.
  fileprivate var recordable: String {
    switch self {
    case .cell(let outcome): outcome.text ?? ""
    case .inlineValue(let outcome): (try? outcome.result.get()) ?? ""
    }
  }

  fileprivate var title: String {
    switch self {
    case .cell(let outcome): outcome.cell.label ?? outcome.cell.kindName
    case .inlineValue(let outcome): outcome.value.expression
    }
  }
}

extension CellOutcome {
  /// The rows that speak against an assertion, the failure that was asked for, or the results.
  fileprivate func freshText(_ style: TerminalStyle) -> String {
    switch state {
    case .ran, .drew: terminalText(style)
    case .failed: unexpectedlyFailed ? "" : text ?? ""
    case .skipped, .off: ""
    }
  }

  private var unexpectedlyFailed: Bool { !cell.options.error }
}

extension InlineOutcome {
  fileprivate func words(_ report: ReportEntry) -> String {
    guard case .success(let text) = result else { return report.words }
    return report.status == .differs ? "\(text), recorded \(value.text)" : text
  }
}

extension ReportEntry {
  /// The status as a person reads it.
  fileprivate var words: String {
    switch status {
    case .ok: "holds"
    case .new: "new"
    case .differs: findings.contains { $0.code == .assertionFailed } ? "violated" : "differs"
    case .failed: "failed"
    case .skipped: "skipped" + (reason.map { " (\($0))" } ?? "")
    }
  }
}
