// When a running statement must stop: the person's Ctrl-C, or the cell's time limit; and who is told
// meanwhile how long it takes. Level 3.

internal import Engine

/// Asked by the engine every thousand steps; looks at the clock every sixteenth time.
final class TimeLimit {
  private let environment: Environment
  private var deadline = Double.infinity
  /// Whether a span of time has begun and not ended: what the session itself asks between two has no limit.
  private var isRunning = false
  private var startTime = 0.0
  private var askedCount = 0
  private var patience = 0.0
  private var tell: (() -> Void)?
  private var hasTold = false
  private var visitedBefore = 0
  /// How many rows the connection has visited so far.
  var visitedCount: () -> Int = { 0 }

  init(_ environment: Environment) { self.environment = environment }

  /// Begins a new span of time.
  func start(seconds: Double) {
    startTime = environment.now()
    deadline = startTime + seconds
    hasTold = false
    visitedBefore = visitedCount()
    isRunning = true
  }

  /// Ends the span of time.
  func end() { isRunning = false }

  /// Does something, once in each span of time that lasts longer than so many seconds.
  func whenLong(_ seconds: Double, _ body: @escaping () -> Void) {
    patience = seconds
    tell = body
  }

  /// Why to stop now, or nil.
  func check() -> StopReason? {
    if environment.isInterrupted() { return .interrupted }
    askedCount &+= 1
    guard isRunning, askedCount & 0xF == 0 else { return nil }
    let now = environment.now()
    if let tell, !hasTold, now - startTime > patience {
      hasTold = true
      tell()
    }
    environment.runMonitor?(now - startTime, visitedCount() - visitedBefore)
    return now > deadline ? .timeout : nil
  }
}
