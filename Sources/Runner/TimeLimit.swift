// When a running statement must stop: the person's Ctrl-C, or the cell's time limit. Level 3.

internal import Engine

/// Asked by the engine every thousand steps; looks at the clock every sixteenth time.
final class TimeLimit {
  private let environment: Environment
  private var deadline = Double.infinity
  private var start = 0.0
  private var askedCount = 0
  private var patience = 0.0
  private var tell: (() -> Void)?
  private var hasTold = false

  init(_ environment: Environment) { self.environment = environment }

  /// Begins a new span of time.
  func start(seconds: Double) {
    start = environment.now()
    deadline = start + seconds
    hasTold = false
  }

  /// Does something, once in each span of time that lasts longer than so many seconds.
  func whenLong(_ seconds: Double, _ body: @escaping () -> Void) {
    patience = seconds
    tell = body
  }

  /// Why to stop now, or nil.
  func check() -> StopReason? {
    if environment.isInterrupted() { return .interrupted }
    askedCount &+= 1
    guard askedCount & 0xF == 0 else { return nil }
    let now = environment.now()
    if let tell, !hasTold, now - start > patience {
      hasTold = true
      tell()
    }
    return now > deadline ? .timeout : nil
  }
}
