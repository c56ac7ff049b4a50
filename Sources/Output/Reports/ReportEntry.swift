// What became of one cell, as other programs read it. Output, level 4.

public import Diagnostics
internal import Notebook
public import Runner
internal import Tabular

/// One line of a report: a cell, an inline value, or what kept a notebook from running.
public struct ReportEntry: Sendable {
  /// How it came out.
  public enum Status: String, Sendable {
    /// It holds.
    case ok
    /// It has no record yet, and need not have one.
    case new
    /// It says something else than the record, or an assertion is violated.
    case differs
    /// It could not be run.
    case failed
    /// It needs a cell that failed, or is turned off.
    case skipped
  }

  /// The notebook.
  public let file: String
  /// The line it begins on, from 1.
  public let line: Int
  /// The label, when it has one.
  public let label: String?
  /// `sql`, `chart`, `assert`, `value` (an inline value) or `notebook`.
  public let kind: String
  /// How it came out.
  public let status: Status
  /// Why it is not ok, in one sentence.
  public let reason: String?
  /// What is wrong with it, with places and hints.
  public let findings: [Diagnostic]
  /// How long it ran.
  public let milliseconds: Double
  /// How many rows and columns its result has, or nil when there is none.
  public let shape: (rows: Int, columns: Int)?
  /// What it has read and bound, or nil for what is no cell and no value.
  public let use: OutcomeUse?

  /// The same with something else that is wrong with it.
  fileprivate func adding(_ finding: Diagnostic) -> ReportEntry {
    ReportEntry(
      file: file, line: line, label: label, kind: kind,
      status: [.ok, .new].contains(status) ? .differs : status, reason: reason ?? finding.message,
      findings: findings + [finding], milliseconds: milliseconds, shape: shape, use: use)
  }

  /// A name that tells it from the others of its file.
  public var name: String { label ?? "\(kind) on line \(line)" }
}

extension CheckReport {
  /// One entry for each cell and inline value that came to its turn, after what kept the notebook from
  /// running, before what else is wrong.
  public var entries: [ReportEntry] {
    var entries = replay.obstacles.map { entry(of: $0, .failed) } + replay.outcomes.map(entry(of:))
    let told = Set(entries.flatMap(\.findings))
    for finding in faults where !told.contains(finding) {
      let cell = entries.firstIndex { entry in
        !["value", "notebook"].contains(entry.kind) && entry.line == finding.place?.line
      }
      if let cell {
        entries[cell] = entries[cell].adding(finding)
      } else {
        entries.append(entry(of: finding, .differs))
      }
    }
    return entries
  }

  /// A finding about no cell or value.
  private func entry(of finding: Diagnostic, _ status: ReportEntry.Status) -> ReportEntry {
    ReportEntry(finding, status, in: replay.document.source.file)
  }

  private func entry(of outcome: Outcome) -> ReportEntry {
    let source = replay.document.source
    var findings = outcome.diagnostic(in: source).map { [$0] } ?? []
    findings += missing(of: outcome)
    let isWrong = findings.contains { $0.severity == .error }
    let status: ReportEntry.Status =
      switch outcome.verdict {
      case _ where outcome.skipped != nil || outcome.isOff: .skipped
      case .failed: findings.contains { $0.code == .assertionFailed } ? .differs : .failed
      case .differs: .differs
      case .new: isWrong ? .differs : .new
      case .same: .ok
      }
    return ReportEntry(outcome, status, findings, in: source)
  }

  /// The missing record of a cell, which a strict check minds.
  private func missing(of outcome: Outcome) -> [Diagnostic] {
    guard isStrict, case .cell(let cell) = outcome, outcome.verdict == .new else { return [] }
    return replay.missingRecords.filter { $0.place?.line == cell.cell.line }
  }
}

extension ReportEntry {
  /// A finding about no cell or value: what kept a notebook from running, unless a status is given.
  public init(_ finding: Diagnostic, _ status: Status = .failed, in file: String) {
    self.init(
      file: file, line: finding.place?.line ?? 1, label: nil, kind: "notebook", status: status,
      reason: finding.message, findings: [finding], milliseconds: 0, shape: nil, use: nil)
  }

  /// What became of a cell or an inline value that was run and compared with nothing.
  public init(running outcome: Outcome, in source: SourceText) {
    let failure = outcome.failure(in: source)
    let status: Status =
      switch failure {
      case _ where outcome.skipped != nil || outcome.isOff: .skipped
      case nil: .ok
      case let failure?: failure.code == .assertionFailed ? .differs : .failed
      }
    self.init(outcome, status, failure.map { [$0] } ?? [], in: source)
  }

  fileprivate init(
    _ outcome: Outcome, _ status: Status, _ findings: [Diagnostic], in source: SourceText
  ) {
    let reason = outcome.skipped.map { "needs \($0)" } ?? findings.first?.message
    switch outcome {
    case .cell(let cell):
      self.init(
        file: source.file, line: cell.cell.line, label: cell.cell.label, kind: cell.cell.kindName,
        status: status, reason: reason ?? (outcome.isOff ? "eval: false" : nil),
        findings: findings, milliseconds: cell.seconds * 1e3,
        shape: cell.lastTable.map { ($0.rowCount, $0.columns.count) }, use: outcome.use)
    case .inlineValue(let value):
      self.init(
        file: source.file, line: source.place(at: value.value.textRange.lowerBound).line,
        label: nil, kind: "value", status: status, reason: reason, findings: findings,
        milliseconds: 0, shape: nil, use: outcome.use)
    }
  }
}

extension Outcome {
  /// Whether `eval: false` keeps it from running.
  fileprivate var isOff: Bool {
    if case .cell(let outcome) = self, case .off = outcome.state { true } else { false }
  }
}
