// What a session needs from the world, handed down by the executable. Level 3.

public import Files

/// The doors to the disk, the clock and the person's Ctrl-C.
public struct Environment: Sendable {
  /// The file system.
  public let files: FileAccess
  /// Seconds on a clock that only goes forward; for time limits, never for results.
  public let now: @Sendable () -> Double
  /// Whether the person has asked to stop.
  public let isInterrupted: @Sendable () -> Bool
  /// Where tables of large files are kept between runs, or nil for nowhere.
  public let cache: CacheFolder?
  /// Whether data may lie outside the notebook's project.
  public let allowsOutside: Bool

  /// The program's version, which `requires:` is checked against, or nil where any will do.
  public let version: String?

  /// Bundles the doors.
  public init(
    files: FileAccess, now: @escaping @Sendable () -> Double,
    isInterrupted: @escaping @Sendable () -> Bool, cache: CacheFolder? = nil,
    allowsOutside: Bool = false, version: String? = nil
  ) {
    self.files = files
    self.now = now
    self.isInterrupted = isInterrupted
    self.cache = cache
    self.allowsOutside = allowsOutside
    self.version = version
  }
}
