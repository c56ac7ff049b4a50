// The history file, shared by sessions without a loss. Level 5.

internal import Glibc
public import SystemPackage

/// A file of entries in the format of `HistoryRecords`, readable by its owner only.
public struct HistoryFile: Sendable {
  /// Where it is, with symbolic links followed.
  public let path: FilePath
  /// How many entries are read, and kept by `truncate`.
  public let entryLimit: Int

  /// Names a file; it and its folder are made by the first `append`.
  public init(_ path: FilePath, entryLimit: Int = 10_000) {
    // A link stays a link when `truncate` puts a new file in place.
    self.path = path.withPlatformString { name in
      guard let resolved = realpath(name, nil) else { return path }
      defer { free(resolved) }
      return FilePath(platformString: resolved)
    }
    self.entryLimit = entryLimit
  }

  /// The newest entries, oldest first; none when there is no file.
  /// - Throws: `Errno`
  public func read() throws -> [String] {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      return try file.closeAfter {
        HistoryRecords(try Self.contents(of: file)).entries.suffix(entryLimit)
      }
    } catch Errno.noSuchFileOrDirectory {
      return []
    }
  }

  /// Adds an entry by one write at the end, under a lock that `truncate` takes too.
  /// - Throws: `Errno`
  public func append(_ entry: String, time: Int64) throws {
    try makeFolder(path.removingLastComponent())
    try withLock { file in
      // A kill while another session wrote may have left half a line.
      let end = try file.seek(offset: 0, from: .end)
      var last: [UInt8] = [0]
      let count = try last.withUnsafeMutableBytes {
        end > 0 ? try file.read(fromAbsoluteOffset: end - 1, into: $0) : 0
      }
      let isBroken = count == 1 && last[0] != UInt8(ascii: "\n")
      let record = HistoryRecords.record(entry, time: time)
      try file.writeAll(Array(((isBroken ? "\n" : "") + record).utf8))
    }
  }

  /// Puts a file of the newest entries in place when there are too many. A crash leaves the old file
  /// or the new one.
  /// - Throws: `Errno`
  public func truncate() throws {
    guard try read().count >= entryLimit else { return }
    try withLock { file in
      guard try Self.isRegular(file) else { return }
      guard let kept = HistoryRecords(try Self.contents(of: file)).newest(entryLimit) else {
        return
      }
      let replacement = FilePath(path.string + ".new-\(getpid())")
      let new = try FileDescriptor.open(
        replacement, .writeOnly, options: [.create, .truncate, .closeOnExec],
        permissions: .ownerReadWrite)
      _ = try new.closeAfter { try new.writeAll(kept) }
      guard rename(replacement.string, path.string) == 0 else { throw Errno(rawValue: errno) }
    }
  }

  private func makeFolder(_ folder: FilePath) throws {
    guard !folder.isEmpty, access(folder.string, F_OK) != 0 else { return }
    try makeFolder(folder.removingLastComponent())
    // Another session may have made it meanwhile.
    guard mkdir(folder.string, 0o700) == 0 || errno == EEXIST else { throw Errno(rawValue: errno) }
  }

  /// Opens and locks the file that the path names now: while this waited for the lock, `truncate` may
  /// have put another in its place. Without a lock for 0.1 s (a file server that has none) it goes on
  /// all the same.
  private func withLock(_ action: (FileDescriptor) throws -> Void) throws {
    for isLast in [false, false, true] {
      let file = try FileDescriptor.open(
        path, .readWrite, options: [.create, .append, .closeOnExec],
        permissions: .ownerReadWrite)
      let isDone = try file.closeAfter {
        var attempts = 50
        while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0, attempts > 0 {
          attempts -= 1
          usleep(2_000)
        }
        guard try isStillNamed(file) || isLast else { return false }
        if try Self.isRegular(file) { fchmod(file.rawValue, 0o600) }
        try action(file)
        return true
      }
      if isDone { return }
    }
  }

  private func isStillNamed(_ file: FileDescriptor) throws -> Bool {
    var named = stat()
    let opened = try Self.status(of: file)
    return stat(path.string, &named) == 0 && named.st_ino == opened.st_ino
      && named.st_dev == opened.st_dev
  }

  private static func isRegular(_ file: FileDescriptor) throws -> Bool {
    try status(of: file).st_mode & S_IFMT == S_IFREG
  }

  private static func status(of file: FileDescriptor) throws -> stat {
    var status = stat()
    guard fstat(file.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
    return status
  }

  private static func contents(of file: FileDescriptor) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try file.seek(offset: 0, from: .start)
    while true {
      let piece = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }
}
