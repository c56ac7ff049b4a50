// The one door to the disk. The executable hands in the real one; tests hand in their own;
// no other module opens a file. Level 0.

public import SystemPackage

/// What the rest of the program may ask of the file system.
public struct FileAccess: Sendable {
  /// Reads a whole file, mapped where the system can.
  public let read: @Sendable (FilePath) throws(FileError) -> FileContents
  /// Replaces a file in one step: the old or the new bytes are there, never a part.
  public let write: @Sendable (FilePath, [UInt8]) throws(FileError) -> Void
  /// Replaces a file in one step if it still holds the last of these bytes; else throws `changed`.
  public let replace: @Sendable (FilePath, [UInt8], [UInt8]) throws(FileError) -> Void
  /// Tells what stands at a path, symbolic links followed, or nil when nothing does.
  public let kind: @Sendable (FilePath) -> EntryKind?
  /// Lists the names in a folder, in byte order, without `.` and `..`.
  public let list: @Sendable (FilePath) throws(FileError) -> [String]
  /// Resolves symbolic links and `..`, for existing paths.
  public let canonical: @Sendable (FilePath) throws(FileError) -> FilePath
  /// Tells what changes when a file does, or nil where that is not known (a pipe, a missing file).
  public let stamp: @Sendable (FilePath) -> FileStamp?

  /// Bundles the doors.
  public init(
    read: @escaping @Sendable (FilePath) throws(FileError) -> FileContents,
    write: @escaping @Sendable (FilePath, [UInt8]) throws(FileError) -> Void,
    replace: (@Sendable (FilePath, [UInt8], [UInt8]) throws(FileError) -> Void)? = nil,
    kind: @escaping @Sendable (FilePath) -> EntryKind?,
    list: @escaping @Sendable (FilePath) throws(FileError) -> [String],
    canonical: @escaping @Sendable (FilePath) throws(FileError) -> FilePath,
    stamp: @escaping @Sendable (FilePath) -> FileStamp? = { _ in nil }
  ) {
    self.read = read
    self.write = write
    if let replace {
      self.replace = replace
    } else {
      self.replace = { (path: FilePath, bytes: [UInt8], old: [UInt8]) throws(FileError) in
        guard try read(path).array == old else { throw FileError(path, .changed) }
        try write(path, bytes)
      }
    }
    self.kind = kind
    self.list = list
    self.canonical = canonical
    self.stamp = stamp
  }
}

/// What tells two states of a file apart without reading it.
public struct FileStamp: Sendable, Hashable {
  /// How many bytes the file has.
  public let byteCount: Int
  /// When it was last written, in nanoseconds since 1970.
  public let modified: Int64
  /// When its bytes or its attributes were last changed, in nanoseconds since 1970; no program can set
  /// it, unlike `modified`.
  public let changed: Int64
  /// Which file it is: device and inode.
  public let identity: [UInt64]

  /// Keeps what the file system says.
  public init(byteCount: Int, modified: Int64, changed: Int64 = 0, identity: [UInt64]) {
    self.byteCount = byteCount
    self.modified = modified
    self.changed = changed
    self.identity = identity
  }
}

/// What can stand at a path.
public enum EntryKind: Sendable, Hashable {
  case file
  case folder
  /// A pipe, a device, a socket.
  case other
}

/// A file operation that did not succeed.
public struct FileError: Error, Sendable, Hashable {
  /// What went wrong, as far as it changes what a person should do.
  public enum Reason: Sendable, Hashable {
    case missing
    case isFolder
    case notPermitted
    /// It no longer holds what it held.
    case changed
    /// The person had enough while nothing came.
    case interrupted
    /// Anything else, in the system's words.
    case other(String)
  }

  /// The path that could not be used.
  public let path: FilePath
  /// Why not.
  public let reason: Reason

  /// Names the path and why it could not be used.
  public init(_ path: FilePath, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }
}

extension FileError: CustomStringConvertible {
  /// The reason in words, without the path.
  public var description: String {
    switch reason {
    case .missing: "no such file"
    case .isFolder: "is a folder"
    case .notPermitted: "permission denied"
    case .changed: "it has changed meanwhile"
    case .interrupted: "interrupted"
    case .other(let message): message
    }
  }
}
