// What a statement can look at besides tables and parameters. Level 1.

/// The sources of values that differ from run to run.
public struct Surroundings: OptionSet, Sendable, Hashable {
  /// One bit a source.
  public let rawValue: UInt8

  /// Wraps bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The time: `datetime('now')`, `CURRENT_DATE`.
  public static let clock = Surroundings(rawValue: 1)
  /// Random numbers: `random()`, `randomblob()`.
  public static let chance = Surroundings(rawValue: 2)
}
