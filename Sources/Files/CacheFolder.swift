// Where costly work is kept between runs, as a value that the executable hands down. Level 0.

/// A folder of files that can be made again: losing any of them costs time and nothing else.
///
/// No operation throws: what cannot be read is not there, what cannot be written is not kept.
public struct CacheFolder: Sendable {
  /// Tells builds of the program apart; one does not read what another has computed.
  public let build: String
  /// Reads or maps a file, which counts as used just now; nil when it is not there.
  public let read: @Sendable (_ name: String) -> FileContents?
  /// Writes a file in one step, its content given in pieces; false when that is not possible.
  public let write: @Sendable (_ name: String, _ pieces: [UnsafeRawBufferPointer]) -> Bool
  /// Lists all files, in no particular order.
  public let entries: @Sendable () -> [CacheEntry]
  /// Removes a file; what maps it keeps its bytes.
  public let remove: @Sendable (_ name: String) -> Void
  /// Whether a file was changed so long ago that another change would give it another stamp.
  public let isSettled: @Sendable (FileStamp) -> Bool

  /// How much of the disk all files may take, in bytes.
  public static let byteLimit = 2 << 30

  /// Bundles the doors.
  public init(
    build: String, read: @escaping @Sendable (String) -> FileContents?,
    write: @escaping @Sendable (String, [UnsafeRawBufferPointer]) -> Bool,
    entries: @escaping @Sendable () -> [CacheEntry], remove: @escaping @Sendable (String) -> Void,
    isSettled: @escaping @Sendable (FileStamp) -> Bool
  ) {
    self.build = build
    self.read = read
    self.write = write
    self.entries = entries
    self.remove = remove
    self.isSettled = isSettled
  }

  /// Removes the files used longest ago until the others take no more than `byteLimit`.
  public func shrink() {
    let entries = entries()
    var excess = entries.reduce(0) { $0 + $1.byteCount } - CacheFolder.byteLimit
    guard excess > 0 else { return }
    for entry in entries.sorted(by: { $0.lastUse < $1.lastUse }) where excess > 0 {
      remove(entry.name)
      excess -= entry.byteCount
    }
  }
}

/// One file of the cache.
public struct CacheEntry: Sendable {
  /// Its name in the folder.
  public let name: String
  /// How much of the disk it takes, in bytes.
  public let byteCount: Int
  /// When it was last written or read, in nanoseconds since 1970.
  public let lastUse: Int64

  /// Keeps what the file system says.
  public init(name: String, byteCount: Int, lastUse: Int64) {
    self.name = name
    self.byteCount = byteCount
    self.lastUse = lastUse
  }
}
