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
  /// Computed defaults of parameters that differ from run to run.
  var unsteadyParameters: [Diagnostic] = []
  /// What the cells that ran depended on, by the number of the step; empty when not all were to
  /// run.
  var traces: [Int: CellTrace] = [:]
  /// The files of the data as they were before they were read.
  var sources: DataSources?
  /// The numbers of the steps that had run beside others when their turn came.
  var stepsAhead: Set<Int> = []
}

/// How a replay goes on.
public struct ReplayOptions {
  /// Whether cells after a failed one still run.
  public var continuesAfterFailure: Bool

  /// Values for the notebook's parameters, of which later ones win.
  public var given: [GivenValue]

  /// Which cells run, or nil for all.
  public var selection: CellSelection?

  /// Is shown each statement before it runs, or nil.
  public var showStatement: ((SentStatement) -> Void)?

  /// Chooses.
  public init(
    continuesAfterFailure: Bool, given: [GivenValue] = [], selection: CellSelection? = nil,
    showStatement: ((SentStatement) -> Void)? = nil
  ) {
    self.showStatement = showStatement
    self.continuesAfterFailure = continuesAfterFailure
    self.given = given
    self.selection = selection
  }
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
  session.showStatement = options.showStatement
  let versionObstacle = document.versionObstacle(environment).map { [$0] } ?? []
  var obstacles = (versionObstacle + document.diagnostics + planDiagnostics).filter {
    $0.severity == .error
  }
  obstacles.sort { $0.position < $1.position }
  let sources = DataSources(of: document, in: folder, environment)
  if obstacles.isEmpty {
    obstacles = session.obstacles(opening: document, in: folder, options.given)
  }
  guard obstacles.isEmpty else {
    return Replay(
      document: document, outcomes: [], obstacles: obstacles, notes: session.notes,
      wasInterrupted: false)
  }
  let chosen = options.selection.map { $0.steps(of: steps, in: document, session) }
  let isReplaced = document.frontMatter.data.contains(where: \.isReplacement)
  let isWhole =
    chosen == nil && options.given.isEmpty && environment.cache != nil && !isReplaced
  var tracing = isWhole ? Tracing(document) : nil
  let ahead = RunningAhead(steps, of: document, session, chosen)
  defer { ahead?.end() }
  var outcomes: [Outcome] = []
  var wasInterrupted = false
  for (index, step) in steps.enumerated() where chosen?.contains(index) ?? true {
    wasInterrupted = environment.isInterrupted()
    if wasInterrupted { break }
    session.used = StepUse()
    let outcome = ahead?.outcome(of: index, session) ?? session.run(step, of: document)
    ahead?.note(outcome, at: index, session)
    tracing?.note(outcome, index, session)
    outcomes.append(outcome)
    report(outcome)
    wasInterrupted = environment.isInterrupted()
    if wasInterrupted || outcome.isFailure && !options.continuesAfterFailure { break }
  }
  // What was computed from a damaged file is nothing to go by.
  if let damage = session.damagedCache {
    return Replay(
      document: document, outcomes: [], obstacles: [damage], notes: session.notes,
      wasInterrupted: wasInterrupted)
  }
  return Replay(
    document: document, outcomes: outcomes, obstacles: [], notes: session.notes,
    wasInterrupted: wasInterrupted, unsteadyParameters: session.unsteadyParameters,
    traces: tracing?.traces ?? [:], sources: sources, stepsAhead: ahead?.taken ?? [])
}

extension Diagnostic {
  /// Line and column, to bring findings of one text into its order.
  fileprivate var position: (line: Int, column: Int) { (place?.line ?? 0, place?.column ?? 0) }
}

extension Session {
  func obstacles(
    opening document: Document, in folder: FilePath, _ given: [GivenValue]
  ) -> [Diagnostic] {
    do throws(DiagnosticList) {
      try open(document, in: folder, given: given)
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
