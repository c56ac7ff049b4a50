// The file that is written beside another before it takes its place. Level 5.

internal import Files
internal import Glibc
internal import SystemPackage

/// A file named `.quire-` and six characters, locked for as long as its writer lives: what a killed program has
/// left is not locked, and whoever writes in the folder next takes it away.
struct UnfinishedFile: ~Copyable {
  let descriptor: Int32
  private let path: FilePath

  private static let prefix = ".quire-"
  private static let suffix = ".unfinished"

  /// Makes an empty one beside a file, or tells by `errno` why that cannot be done.
  init?(beside target: FilePath) {
    let folder = target.removingLastComponent()
    UnfinishedFile.removeAbandoned(in: folder.isEmpty ? "." : folder)
    guard let made = UnfinishedFile.make(in: folder) else { return nil }
    (descriptor, path) = made
  }

  /// A file of a new name, locked; another program may take it for abandoned before it is.
  private static func make(in folder: FilePath) -> (descriptor: Int32, path: FilePath)? {
    let template = folder.appending("\(prefix)XXXXXX\(suffix)")
    while true {
      var name = template.withPlatformString { start in
        Array(UnsafeBufferPointer(start: start, count: strlen(start) + 1))
      }
      let descriptor = mkstemps(&name, Int32(suffix.utf8.count))
      guard descriptor >= 0 else { return nil }
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      // Where the file system has no locks, nothing is ever taken away.
      _ = flock(descriptor, LOCK_EX)
      var status = stat()
      if fstat(descriptor, &status) == 0, status.st_nlink > 0 {
        return (descriptor, FilePath(platformString: name))
      }
      close(descriptor)
    }
  }

  deinit { close(descriptor) }

  /// Writes what it is to hold, down to the disk.
  func fill(_ bytes: [UInt8], mode: mode_t) -> Bool {
    bytes.withUnsafeBytes { writeAll(descriptor, $0) } && fchmod(descriptor, mode) == 0
      && fsync(descriptor) == 0
  }

  /// Becomes the file of another name, whose old bytes are gone.
  func take(placeOf target: FilePath) -> Bool {
    path.withPlatformString { from in target.withPlatformString { rename(from, $0) == 0 } }
  }

  /// Makes sure that the file whose place it is to take is still there and as it was; else takes this one
  /// away.
  func confirm(_ target: FilePath, holds old: [UInt8]) throws(FileError) {
    do throws(FileError) {
      guard try FileAccess.disk.read(target).array == old else { throw FileError(target, .changed) }
    } catch {
      remove()
      throw error
    }
  }

  private func remove() { _ = path.withPlatformString { unlink($0) } }

  /// What `errno` says, about the file that was to be written; takes this one away.
  func failure(_ path: FilePath) -> FileError {
    let failure = FileError.current(path)
    remove()
    return failure
  }

  /// Takes away what killed programs of the same user have left in a folder.
  private static func removeAbandoned(in folder: FilePath) {
    for name in (try? FileAccess.disk.list(folder)) ?? [] where isOurs(name) {
      let path = folder.appending(name)
      let descriptor = path.withPlatformString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        status.st_uid == geteuid(), flock(descriptor, LOCK_EX | LOCK_NB) == 0
      else { continue }
      _ = path.withPlatformString { unlink($0) }
    }
  }

  private static func isOurs(_ name: String) -> Bool {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return false }
    let middle = name.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
    return middle.count == 6
      && middle.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
      }
  }
}
