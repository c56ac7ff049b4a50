// What is to be said of a replay: remarks, obstacles, failures, differences from the record. Level 3.

public import Diagnostics
internal import Engine
internal import Notebook

extension Replay {
  /// Everything that is wrong, in document order: obstacles, failures, violated assertions,
  /// differences from the record.
  public var diagnostics: [Diagnostic] {
    remarks + obstacles + unsteadyParameters
      + outcomes.compactMap { $0.diagnostic(in: document.source) }
  }

  /// The cells without a recorded output, which only a strict check minds.
  public var missingRecords: [Diagnostic] {
    outcomes.compactMap { outcome in
      guard case .cell(let outcome) = outcome, outcome.verdict == .new else { return nil }
      return document.source.diagnostic(
        .noRecord, "\(outcome.cell.label ?? "the cell") has no recorded output",
        at: outcome.fenceRange(in: document.source), hint: "quire promote records what came")
    }
  }

  /// What does not keep the notebook from running: warnings about its text, notes about its data.
  public var remarks: [Diagnostic] {
    let warnings = document.diagnostics.filter { $0.severity != .error }
    let isEmpty = document.elements.isEmpty && obstacles.isEmpty
    return warnings + notes + (isEmpty ? [nothingToRun] : [])
  }

  private var nothingToRun: Diagnostic {
    Diagnostic(
      .nothingToDo, "\(document.source.file) has no cell",
      hint: "a cell is a fence sql or chart whose first line is an option, such as --| label: name",
      severity: .warning)
  }

  /// What kept cells and values from running, and violated assertions; differences from the record
  /// are not among them.
  public var failures: [Diagnostic] {
    outcomes.compactMap { $0.failure(in: document.source) }
  }

  /// The exit status of a run that compares nothing.
  public var runStatus: ExitStatus {
    let errors = (obstacles + failures).map(\.code.exitStatus)
    return max(errors.max() ?? .success, wasInterrupted ? .interrupted : .success)
  }
}

extension Outcome {
  /// What kept it from running or violates its assertion, or nil.
  public func failure(in source: SourceText) -> Diagnostic? {
    guard let diagnostic = diagnostic(in: source),
      !Outcome.codesOfComparing.contains(diagnostic.code)
    else { return nil }
    return diagnostic
  }

  /// What is wrong with the record, not with the run.
  private static let codesOfComparing: Set<Code> = [
    .outputDiffers, .inlineValueDiffers, .asksForTheTime, .asksForChance,
  ]

  /// What is wrong with it, or nil; skipped cells are no failures of their own. That a record cannot hold
  /// is told instead of that it does not.
  public func diagnostic(in source: SourceText) -> Diagnostic? {
    let diagnostic =
      switch self {
      case .cell(let outcome): outcome.diagnostic(in: source)
      case .inlineValue(let outcome): outcome.diagnostic(in: source)
      }
    if let diagnostic, !Outcome.codesOfComparing.contains(diagnostic.code) { return diagnostic }
    return unsteadiness(in: source) ?? diagnostic
  }
}

extension CellOutcome {
  fileprivate func diagnostic(in source: SourceText) -> Diagnostic? {
    let name = cell.label ?? "the cell"
    if let unexpectedFailure { return unexpectedFailure }
    if cell.options.error, case .ran = state {
      return source.diagnostic(
        .expectedFailure, "\(name) must fail but ran", at: fenceRange(in: source),
        hint: "leave out error: true")
    }
    if violationCount > 0 {
      return source.diagnostic(
        .assertionFailed,
        "\(name) asserts that there are no rows, but there "
          + (violationCount == 1 ? "is 1" : "are \(violationCount)"), at: fenceRange(in: source))
    }
    if assertsNothing {
      return source.diagnostic(
        .assertionFailed, "\(name) asserts nothing: no statement of it returns rows",
        at: fenceRange(in: source), hint: "SELECT the rows that must not be there")
    }
    guard verdict == .differs else { return nil }
    let reason = tableDifference.map { ": \($0)" } ?? ""
    return source.diagnostic(
      .outputDiffers, "the output of \(name) differs from the record\(reason)",
      at: fenceRange(in: source),
      hint: "quire promote records what came")
  }

  /// The line of the opening fence.
  func fenceRange(in source: SourceText) -> Range<Int> {
    let start = cell.range.lowerBound
    return start..<max(start + 1, source.lineContentRange(source.lineIndex(at: start)).upperBound)
  }
}

extension InlineOutcome {
  fileprivate func diagnostic(in source: SourceText) -> Diagnostic? {
    switch result {
    case .failure(.failed(let diagnostic)): return diagnostic
    case .failure(.skipped): return nil
    case .success(let text):
      guard verdict != .same else { return nil }
      let message =
        value.text.isEmpty
        ? "nothing is recorded for this value, which is \(text)"
        : "recorded \(value.text), but the value is \(text)"
      return source.diagnostic(
        .inlineValueDiffers, message, at: value.textRange, hint: "quire promote records what came",
        severity: value.text.isEmpty ? .warning : .error)
    }
  }
}
