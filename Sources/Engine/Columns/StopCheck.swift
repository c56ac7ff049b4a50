// Whether long work inside a callback should end: SQLite's progress handler is silent there. Level 1.

/// Work was stopped.
struct Stopped: Error {}

/// Asks the connection, from time to time, whether a person or a time limit wants the end.
struct StopCheck {
  /// How many rows are worth a question.
  static let interval = 1 << 16

  private let shouldStop: () -> Bool

  /// Asks `shouldStop`.
  init(_ shouldStop: @escaping () -> Bool) { self.shouldStop = shouldStop }

  /// Throws when the work should end.
  func check() throws(Stopped) {
    if shouldStop() { throw Stopped() }
  }
}
