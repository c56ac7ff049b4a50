// Which target the next result goes to. Level 5.

internal import Diagnostics

/// The target of all results, and one that the next result alone goes to.
struct ResultDestination {
  private let screen: Screen
  private(set) var standing: (any ResultTarget)?
  private(set) var once: (any ResultTarget)?

  init(_ host: Host) { screen = Screen(host) }

  /// The target of the next result.
  var next: any ResultTarget { once ?? standing ?? screen }

  /// Whether the next result is seen at once.
  var isScreen: Bool { once == nil && standing == nil }

  /// Sends the next result somewhere; what was to take it and got none is ended.
  mutating func setOnce(_ target: (any ResultTarget)?) -> Diagnostic? {
    let problem = once?.close()
    once = target
    return problem
  }

  /// Sends all results somewhere, or to the screen again.
  mutating func setStanding(_ target: (any ResultTarget)?) -> Diagnostic? {
    let problem = standing?.close()
    standing = target
    return problem
  }
}
