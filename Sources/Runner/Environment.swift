// What a session needs from the world, handed down by the executable. Level 3.

public import Datasets
public import Files
public import Notebook

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
  /// Is told how far the loading of data is, and stops it when the person has asked for that.
  public let loadMonitor: LoadMonitor
  /// Is told now and then how many seconds a statement runs and how many rows of tables it has visited.
  public var runMonitor: (@Sendable (_ seconds: Double, _ rowCount: Int) -> Void)?
  /// Whether statements outside of cells may name files as tables.
  public var opensNamedFiles = true
  /// Whether data may lie outside the notebook's project.
  public let allowsOutside: Bool
  /// Makes the modifier `localtime` mean a zone (nil: UTC), which is the whole process's; false when the
  /// machine does not know it.
  public let useTimeZone: @Sendable (TimeZoneName?) -> Bool

  /// The most bytes that one result may take.
  public let resultByteLimit: Int

  /// The program's version, which `requires:` is checked against, or nil where any will do.
  public let version: String?
  /// The processors for cells that do not need each other, or nil for one.
  public let cores: Cores?

  /// Bundles the doors.
  public init(
    files: FileAccess, now: @escaping @Sendable () -> Double,
    isInterrupted: @escaping @Sendable () -> Bool, loadMonitor: LoadMonitor? = nil,
    cache: CacheFolder? = nil, allowsOutside: Bool = false,
    useTimeZone: @escaping @Sendable (TimeZoneName?) -> Bool = { _ in true },
    version: String? = nil, resultByteLimit: Int = 2 << 30, cores: Cores? = nil
  ) {
    self.files = files
    self.now = now
    self.isInterrupted = isInterrupted
    self.cache = cache
    self.loadMonitor = loadMonitor ?? LoadMonitor { _, _ in !isInterrupted() }
    self.allowsOutside = allowsOutside
    self.useTimeZone = useTimeZone
    self.version = version
    self.resultByteLimit = resultByteLimit
    self.cores = cores
  }

  /// The same doors for work that also ends on another sign; nothing runs beside it.
  func interrupted(by sign: @escaping @Sendable () -> Bool) -> Environment {
    Environment(
      files: files, now: now, isInterrupted: { [isInterrupted] in sign() || isInterrupted() },
      loadMonitor: loadMonitor, cache: cache, allowsOutside: allowsOutside,
      useTimeZone: useTimeZone, version: version, resultByteLimit: resultByteLimit)
  }
}
