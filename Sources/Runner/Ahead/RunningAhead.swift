// Steps that do not need each other run at the same time; the replay takes their results in its order. Level 3.

internal import Engine
internal import Notebook
internal import Plan
internal import Synchronization
internal import Tabular

/// Runs steps of a notebook before their turn, each on a connection of its own over the same columns.
///
/// The replay goes on from step to step as if there were nothing beside it. While it is at a step that takes
/// long, lanes are at work: threads that plan the notebook over empty tables and run the steps below that read
/// only what is there already. When the replay comes to such a step it takes the result, or waits for it; what
/// a lane has not done, or could not do, runs in its turn. So failures, and all that is written or defined,
/// are always the replay's own.
final class RunningAhead: @unchecked Sendable {
  private let steps: [Step]
  private let document: Document
  private let opening: SessionOpening
  private let chosen: Set<Int>?
  private let cores: Cores
  private let isEnding = Atomic<Bool>(false)

  // Only touched by the thread of the replay.
  private var hasStarted = false
  /// The steps whose results the replay has taken from lanes.
  private(set) var taken: Set<Int> = []

  // Only touched under the lock of `cores`.
  private var progress: [Int: Progress] = [:]
  private var position = -1
  /// The steps that run, or ran, long.
  private var longSteps: Set<Int> = []
  /// The steps that may run in a lane and what they need, in order; nil while that is not known.
  private var waiting: ArraySlice<Waiting>?
  private var lanes: [BackgroundWork] = []

  private struct Waiting {
    let index: Int
    let needs: Set<Int>
  }

  private enum Progress {
    /// It runs, in a lane or in the replay.
    case running(inLane: Bool)
    /// It ran to its end in a lane.
    case ahead(StepAhead)
    /// It must run in the replay.
    case declined
    /// It ran to its end; the table that it left, if it did.
    case finished(Result?)
    /// It failed, and with it what needs it.
    case failed

    var isInLane: Bool { if case .running(inLane: true) = self { true } else { false } }
  }

  /// The table of a label.
  struct Result: Sendable {
    let label: String
    let table: Table
    let identity: TableIdentity
  }

  /// Begins nothing yet.
  ///
  /// - Parameter session: the session of the replay, in which no step has run.
  /// - Parameter chosen: the steps that run, or nil for all.
  /// - Returns: nil where there is nothing to gain.
  init?(_ steps: [Step], of document: Document, _ session: Session, _ chosen: Set<Int>?) {
    guard let cores = session.environment.cores, cores.count > 1, steps.count > 1 else {
      return nil
    }
    self.steps = steps
    self.document = document
    self.chosen = chosen
    self.cores = cores
    opening = SessionOpening(session)
    cores.note { cores.occupy() }
    if cores.patience == 0 { start() }
    session.limit.whenLong(cores.patience) { [weak self] in
      self?.start()
      self?.tellLong(nil)
    }
  }

  /// Stops the lanes and waits for their end.
  func end() {
    isEnding.store(true, ordering: .relaxed)
    let ended = cores.change {
      cores.release()
      let ended = lanes
      lanes = []
      return ended
    }
    // Threads are joined with their last reference.
    withExtendedLifetime(ended) {}
  }

  // MARK: The replay

  /// What came of a step whose turn it is, when a lane has run it; waits for a lane that is at it.
  func outcome(of index: Int, _ session: Session) -> Outcome? {
    guard hasStarted else {
      cores.note { position = index }
      return nil
    }
    guard let ahead = ahead(at: index), let outcome = session.accept(ahead, of: steps[index]) else {
      return nil
    }
    taken.insert(index)
    return outcome
  }

  private func ahead(at index: Int) -> StepAhead? {
    let mustWait = cores.note {
      position = index
      return progress[index]?.isInLane ?? false
    }
    // While the replay waits, its core is free for another lane.
    if mustWait { cores.change { cores.release() } }
    let result: StepAhead? = cores.wait {
      switch progress[index] {
      case .running(inLane: true): return nil
      case .ahead(let ahead): return .some(.some(ahead))
      case .running, .declined, .finished, .failed, nil:
        progress[index] = .running(inLane: false)
        return .some(nil)
      }
    }
    if mustWait { cores.note { cores.occupy() } }
    return result
  }

  /// Notes what came of a step, for those that need it.
  func note(_ outcome: Outcome, at index: Int, _ session: Session) {
    let ending = progress(after: outcome, session)
    // Lanes have no use for it before the next step turns out to be long.
    cores.note { progress[index] = ending }
    if cores.patience == 0 { cores.change {} }
  }

  private func progress(after outcome: Outcome, _ session: Session) -> Progress {
    guard case .cell(let cell) = outcome else { return .finished(nil) }
    switch cell.state {
    case .failed, .skipped: return .failed
    case .off, .drew: return .finished(nil)
    case .ran:
      guard let label = outcome.label, let table = cell.lastTable,
        let identity = session.identities[label.asciiLowercased]
      else { return .finished(nil) }
      return .finished(Result(label: label, table: table, identity: identity))
    }
  }

  /// Starts the first lane, once; where the system refuses a thread there is none.
  private func start() {
    guard !hasStarted else { return }
    hasStarted = true
    cores.change { addLane { ahead in ahead.plan() } }
  }

  /// Tells the lanes that a step takes long; nil is the step of the replay.
  private func tellLong(_ index: Int?) {
    cores.change { _ = longSteps.insert(index ?? position) }
  }

  // MARK: Lanes

  private func addLane(_ body: @escaping @Sendable (RunningAhead) -> Void) {
    if let lane = BackgroundWork.onThread({ [self] in body(self) }) { lanes.append(lane) }
  }

  /// Plans the notebook in the first lane, starts as many others as have something to do, and goes to work.
  private func plan() {
    guard cores.wait(for: { isOver ? false : cores.occupyFree() ? true : nil }) else { return }
    let graph = StepGraph(steps, of: document, opening)
    let planned = steps.indices.compactMap { index -> Waiting? in
      guard chosen?.contains(index) ?? true else { return nil }
      return graph.needs(ofStepAhead: index).map { Waiting(index: index, needs: $0) }
    }
    cores.change {
      cores.release()
      waiting = planned[...]
      // The replay may have to wait: then as many lanes as cores have work.
      for _ in 1..<max(1, min(cores.count, planned.count)) where !isOver {
        addLane { ahead in ahead.work() }
      }
    }
    work()
  }

  /// Runs steps until there are no more.
  private func work() {
    var session: Session?
    while let (index, results) = cores.wait(for: take) {
      let own = session ?? Session(opening, environment, isShadow: false)
      session = own
      let ahead = run(index, over: results, own)
      cores.change {
        cores.release()
        progress[index] = ahead.map(Progress.ahead) ?? .declined
      }
    }
  }

  /// The doors to the world, closed when the replay ends.
  private var environment: Environment {
    opening.environment.interrupted(by: { [self] in isEnding.load(ordering: .relaxed) })
  }

  private var isOver: Bool {
    isEnding.load(ordering: .relaxed) || opening.environment.isInterrupted()
  }

  /// Takes the first step below the replay's that can run.
  ///
  /// - Returns: nil when there is none yet, `.some(nil)` when there will be none.
  private func take() -> (index: Int, results: [Result])?? {
    guard !isOver else { return .some(nil) }
    while let first = waiting?.first, first.index <= position { waiting?.removeFirst() }
    guard let isDone = waiting?.isEmpty, !isDone else { return .some(nil) }
    guard cores.patience == 0 || longSteps.contains(position), let (place, results) = ready(),
      cores.occupyFree(), let index = waiting?.remove(at: place).index
    else { return nil }
    progress[index] = .running(inLane: true)
    return .some((index, results))
  }

  /// The first step that has all it needs, by its place among those that wait.
  private func ready() -> (place: Int, results: [Result])? {
    guard let waiting else { return nil }
    for place in waiting.indices {
      if let results = results(of: waiting[place].needs) { return (place, results) }
    }
    return nil
  }

  /// The results of some steps, or nil when not all are there.
  private func results(of needs: Set<Int>) -> [Result]? {
    var results: [Result] = []
    for index in needs {
      switch progress[index] {
      case .finished(let result): if let result { results.append(result) }
      case .ahead(let ahead): if let result = ahead.result { results.append(result) }
      case .running, .declined, .failed, nil: return nil
      }
    }
    return results
  }

  private func run(_ index: Int, over results: [Result], _ session: Session) -> StepAhead? {
    for result in results {
      let name = result.label.asciiLowercased
      if session.identities[name] === result.identity { continue }
      do throws(EngineError) {
        try session.connection.mount(result.table, as: result.label)
      } catch {
        return nil
      }
      session.identities[name] = result.identity
    }
    session.used = StepUse()
    session.limit.whenLong(cores.patience) { [weak self] in self?.tellLong(index) }
    return StepAhead(session.run(steps[index], of: document), session)
  }
}

extension StepAhead {
  /// The table that it leaves under its label.
  var result: RunningAhead.Result? {
    guard case .cell(let cell) = outcome, let label = outcome.label, let table = cell.lastTable,
      let identity
    else { return nil }
    return RunningAhead.Result(label: label, table: table, identity: identity)
  }
}
