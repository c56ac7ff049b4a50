// When a running statement must stop: the person's Ctrl-C, or the cell's time limit. Level 3.

internal import Engine

/// Asked by the engine every thousand steps; looks at the clock every sixteenth time.
final class TimeLimit {
  private let environment: Environment
  private var deadline = Double.infinity
  private var askedCount = 0

  init(_ environment: Environment) { self.environment = environment }

  /// Begins a new span of time.
  func start(seconds: Double) { deadline = environment.now() + seconds }

  /// Why to stop now, or nil.
  func check() -> StopReason? {
    if environment.isInterrupted() { return .interrupted }
    askedCount &+= 1
    guard askedCount & 0xF == 0, environment.now() > deadline else { return nil }
    return .timeout
  }
}
