// A notebook from top to bottom in a fresh session: what `run`, `check` and `promote` share. Level 3.

public import Diagnostics
public import Notebook
internal import Plan
public import SystemPackage

/// What a replay came to.
public struct Replay: Sendable {
  /// The notebook.
  public let document: Document
  /// What came of each cell and inline value, in document order; shorter when the replay stopped.
  public let outcomes: [Outcome]
  /// What was wrong before any cell ran; then there are no outcomes.
  public let obstacles: [Diagnostic]
  /// What was guessed or passed over while the data was loaded.
  public let notes: [Diagnostic]
  /// Whether the person stopped it.
  public let wasInterrupted: Bool
}

/// How a replay goes on.
public struct ReplayOptions: Sendable {
  /// Whether cells after a failed one still run.
  public var continuesAfterFailure: Bool

  /// Chooses.
  public init(continuesAfterFailure: Bool) { self.continuesAfterFailure = continuesAfterFailure }
}

/// Replays a notebook.
///
/// - Parameter folder: the folder that its paths are relative to.
/// - Parameter report: is handed each outcome as it comes.
public func replay(
  _ document: Document, in folder: FilePath, _ environment: Environment, _ options: ReplayOptions,
  report: (Outcome) -> Void = { _ in }
) -> Replay {
  let (steps, planDiagnostics) = plan(document)
  let session = Session(environment)
  var obstacles = (document.diagnostics + planDiagnostics).filter { $0.severity == .error }
  obstacles.sort { $0.position < $1.position }
  if obstacles.isEmpty { obstacles = session.obstacles(opening: document, in: folder) }
  guard obstacles.isEmpty else {
    return Replay(
      document: document, outcomes: [], obstacles: obstacles, notes: session.notes,
      wasInterrupted: false)
  }
  var outcomes: [Outcome] = []
  var wasInterrupted = false
  for step in steps {
    wasInterrupted = environment.isInterrupted()
    if wasInterrupted { break }
    let outcome = session.run(step, of: document)
    outcomes.append(outcome)
    report(outcome)
    wasInterrupted = environment.isInterrupted()
    if wasInterrupted || outcome.isFailure && !options.continuesAfterFailure { break }
  }
  return Replay(
    document: document, outcomes: outcomes, obstacles: [], notes: session.notes,
    wasInterrupted: wasInterrupted)
}

extension Diagnostic {
  /// Line and column, to bring findings of one text into its order.
  fileprivate var position: (line: Int, column: Int) { (place?.line ?? 0, place?.column ?? 0) }
}

extension Session {
  fileprivate func obstacles(opening document: Document, in folder: FilePath) -> [Diagnostic] {
    do throws(DiagnosticList) {
      try open(document, in: folder)
      return []
    } catch {
      return error.diagnostics
    }
  }
}

extension Outcome {
  /// How it stands to the record.
  public var verdict: Verdict {
    switch self {
    case .cell(let outcome): outcome.verdict
    case .inlineValue(let outcome): outcome.verdict
    }
  }

  /// Whether it failed to run; a violated assertion ran.
  fileprivate var isFailure: Bool {
    switch self {
    case .cell(let outcome):
      outcome.unexpectedFailure != nil
    case .inlineValue(let outcome):
      if case .failure = outcome.result { true } else { false }
    }
  }
}

extension Replay {
  /// Everything that is wrong, in document order: obstacles, failures, violated assertions,
  /// differences from the record.
  public var diagnostics: [Diagnostic] {
    remarks + obstacles + outcomes.compactMap { $0.diagnostic(in: document.source) }
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
}

extension Replay {
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
      ![.outputDiffers, .inlineValueDiffers].contains(diagnostic.code)
    else { return nil }
    return diagnostic
  }

  /// What is wrong with it, or nil; skipped cells are no failures of their own.
  public func diagnostic(in source: SourceText) -> Diagnostic? {
    switch self {
    case .cell(let outcome): outcome.diagnostic(in: source)
    case .inlineValue(let outcome): outcome.diagnostic(in: source)
    }
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
    guard verdict == .differs else { return nil }
    return source.diagnostic(
      .outputDiffers, "the output of \(name) differs from the record", at: fenceRange(in: source),
      hint: "quire promote records what came")
  }

  /// The line of the opening fence.
  private func fenceRange(in source: SourceText) -> Range<Int> {
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
