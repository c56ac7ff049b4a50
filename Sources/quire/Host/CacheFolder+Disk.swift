// The disk behind `CacheFolder`. Level 5.

internal import Files
internal import Glibc
internal import SystemPackage

extension CacheFolder {
  /// Files directly in a folder, which is made when something is written.
  static func disk(_ folder: FilePath) -> CacheFolder {
    CacheFolder(
      build: programBuild(), read: { readAndTouch(folder.appending($0)) },
      write: { name, pieces in writePieces(pieces, name, folder) },
      entries: { entries(of: folder) },
      remove: { name in _ = folder.appending(name).withPlatformString { unlink($0) } },
      isSettled: { stamp in
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return nanoseconds(now) - stamp.changed > 1_000_000_000
      })
  }

  /// What begins the names of files that are being written.
  private static let unfinished = "unfinished-"

  /// Changes whenever the program does, released or not.
  private static func programBuild() -> String {
    guard let stamp = FileAccess.disk.stamp("/proc/self/exe") else { return Version.text }
    return "\(Version.text) \(stamp.byteCount) \(stamp.modified)"
  }

  private static func readAndTouch(_ path: FilePath) -> FileContents? {
    guard let contents = try? FileAccess.disk.read(path) else { return nil }
    _ = path.withPlatformString { utimensat(AT_FDCWD, $0, nil, 0) }
    return contents
  }

  /// Writes beside, then renames; a program that is killed leaves an unfinished file at most.
  private static func writePieces(
    _ pieces: [UnsafeRawBufferPointer], _ name: String, _ folder: FilePath
  ) -> Bool {
    guard makeFolder(folder) else { return false }
    let temporary = folder.appending("\(unfinished)\(getpid())-\(name)")
    let descriptor = temporary.withPlatformString {
      open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
    guard descriptor >= 0 else { return false }
    let isWritten = pieces.allSatisfy { writeAll(descriptor, $0) }
    let isWhole = close(descriptor) == 0 && isWritten
    let isKept =
      isWhole
      && temporary.withPlatformString { from in
        folder.appending(name).withPlatformString { rename(from, $0) == 0 }
      }
    if !isKept { _ = temporary.withPlatformString { unlink($0) } }
    return isKept
  }

  /// Makes a folder and those above it; what is private stays so.
  private static func makeFolder(_ folder: FilePath) -> Bool {
    if folder.withPlatformString({ mkdir($0, 0o700) }) == 0 || errno == EEXIST { return true }
    let above = folder.removingLastComponent()
    guard errno == ENOENT, above != folder, !above.isEmpty, makeFolder(above) else { return false }
    return folder.withPlatformString { mkdir($0, 0o700) } == 0 || errno == EEXIST
  }

  private static func entries(of folder: FilePath) -> [CacheEntry] {
    let names = (try? FileAccess.disk.list(folder)) ?? []
    return names.compactMap { name in
      var status = stat()
      guard ["table-", "result-", "digest-", "state-", unfinished].contains(where: name.hasPrefix),
        folder.appending(name).withPlatformString({ lstat($0, &status) }) == 0,
        status.st_mode & S_IFMT == S_IFREG
      else { return nil }
      return CacheEntry(
        name: name, byteCount: Int(status.st_blocks) * 512, lastUse: nanoseconds(status.st_mtim))
    }
  }
}
