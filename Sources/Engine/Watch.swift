// What a connection shares with SQLite's callbacks. Level 1.

/// What SQLite's callbacks look at while a statement is prepared and runs.
final class Watch {
  var guardian = Guard()
  var shouldStop: () -> StopReason? = { nil }
  /// Why the last statement was stopped.
  var stopReason: StopReason?
  /// The mounted tables by their name in lower case; SQLite connects to one when a statement first
  /// names it.
  var tables: [String: MountedTable] = [:]
}
