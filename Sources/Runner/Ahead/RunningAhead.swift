// Steps that do not need each other run at the same time; the replay takes their results in its order. Level 3.

internal import Engine
internal import Notebook
internal import Plan
internal import Synchronization
internal import Tabular

/// Runs steps of a notebook before their turn, each on a connection of its own over the same columns.
///
/// The replay goes on from step to step as if there were nothing beside it. Once a step takes long, lanes are
/// started: threads that plan the notebook over empty tables and run the steps below that read only what is
/// there already. When the replay comes to such a step it takes the result, or waits for it; what a lane has
/// not done, or could not do, runs in its turn. So failures, and all that is written or defined, are always
/// the replay's own.
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
  /// What each step needs that may run in a lane; nil while that is not known.
  private var needs: [(index: Int, needs: Set<Int>)]?
  private var lanes: [BackgroundWork] = []

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
    cores.change { cores.occupy() }
    if cores.patience > 0 {
      session.limit.whenLong(cores.patience) { [weak self] in self?.start() }
    } else {
      start()
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
    guard hasStarted else { return nil }
    guard let ahead = ahead(at: index), let outcome = session.accept(ahead, of: steps[index]) else {
      return nil
    }
    taken.insert(index)
    return outcome
  }

  private func ahead(at index: Int) -> StepAhead? {
    let mustWait = cores.change {
      position = index
      guard case .running(inLane: true) = progress[index] else { return false }
      // While the replay waits, its core is free for another lane.
      cores.release()
      return true
    }
    let result: StepAhead? = cores.wait {
      switch progress[index] {
      case .running(inLane: true): return nil
      case .ahead(let ahead): return .some(.some(ahead))
      case .running, .declined, .finished, .failed, nil:
        progress[index] = .running(inLane: false)
        return .some(nil)
      }
    }
    if mustWait { cores.change { cores.occupy() } }
    return result
  }

  /// Notes what came of a step, for those that need it.
  func note(_ outcome: Outcome, at index: Int, _ session: Session) {
    let ending = progress(after: outcome, session)
    cores.change {
      position = index
      progress[index] = ending
    }
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

  // MARK: Lanes

  private func addLane(_ body: @escaping @Sendable (RunningAhead) -> Void) {
    if let lane = BackgroundWork.onThread({ [self] in body(self) }) { lanes.append(lane) }
  }

  /// Plans the notebook in the first lane, starts as many others as have something to do, and goes to work.
  private func plan() {
    guard cores.wait(for: { isOver ? false : cores.occupyFree() ? true : nil }) else { return }
    let graph = StepGraph(steps, of: document, opening)
    let planned = steps.indices.compactMap { index -> (index: Int, needs: Set<Int>)? in
      guard chosen?.contains(index) ?? true else { return nil }
      return graph.needs(ofStepAhead: index).map { (index, $0) }
    }
    cores.change {
      cores.release()
      needs = planned
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
    guard !isOver, var waiting = needs else { return .some(nil) }
    waiting.removeAll { $0.index <= position || progress[$0.index] != nil }
    needs = waiting
    if waiting.isEmpty { return .some(nil) }
    for (index, needs) in waiting {
      guard let results = results(of: needs) else { continue }
      guard cores.occupyFree() else { return nil }
      progress[index] = .running(inLane: true)
      return .some((index, results))
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
