// When a running statement must stop: the person's Ctrl-C, or the cell's time limit; and who is told
// meanwhile how long it takes. Level 3.

internal import Engine

/// Asked by the engine every thousand steps; looks at the clock every sixteenth time.
final class TimeLimit {
  private let environment: Environment
  private var deadline = Double.infinity
  private var startTime = 0.0
  private var askedCount = 0
  private var visitedBefore = 0
  /// How many rows the connection has visited so far.
  var visitedCount: () -> Int = { 0 }

  init(_ environment: Environment) { self.environment = environment }

  /// Begins a new span of time.
  func start(seconds: Double) {
    startTime = environment.now()
    deadline = startTime + seconds
    visitedBefore = visitedCount()
  }

  /// Why to stop now, or nil.
  func check() -> StopReason? {
    if environment.isInterrupted() { return .interrupted }
    askedCount &+= 1
    guard askedCount & 0xF == 0 else { return nil }
    let now = environment.now()
    environment.runMonitor?(now - startTime, visitedCount() - visitedBefore)
    return now > deadline ? .timeout : nil
  }
}
