// Digests of files, remembered by what the file system says of a file that nobody has touched. Level 3.

internal import Digest
internal import Files
internal import SystemPackage

/// Knows the SHA-256 of files without reading those that are as they were.
///
/// A digest is remembered under the file's real path together with its stamp: length, times of writing
/// and of change, device and inode. The time of change cannot be set by a program, so bytes that change
/// are noticed even when the time of writing is put back.
struct FileDigests: Sendable {
  private let folder: CacheFolder
  private let files: FileAccess

  init(_ folder: CacheFolder, _ files: FileAccess) {
    self.folder = folder
    self.files = files
  }

  /// The digest of a file that was seen before.
  ///
  /// A file whose stamp differs and whose length does not (it was touched, or copied anew) is read.
  ///
  /// - Returns: nil for a file never seen, or of another length than when it was.
  func known(_ path: FilePath, isInterrupted: () -> Bool) -> String? {
    guard let stamp = files.stamp(path), let name = name(of: path),
      let memory = folder.read(name).flatMap({ Memory($0.array) })
    else { return nil }
    if memory.stamp == stamp { return memory.digest }
    guard memory.stamp.byteCount == stamp.byteCount else { return nil }
    return digest(of: path, expected: stamp, isInterrupted: isInterrupted)
  }

  /// Reads a file for its digest, and remembers that.
  ///
  /// - Parameter stamp: the file's stamp from before.
  /// - Returns: nil when the file is another by now, cannot be read, or the person wants to stop.
  func digest(
    of path: FilePath, expected stamp: FileStamp, isInterrupted: () -> Bool
  ) -> String? {
    let isSettled = folder.isSettled(stamp)
    guard let contents = try? files.read(path) else { return nil }
    var hash = SHA256()
    for start in stride(from: 0, to: contents.bytes.count, by: 1 << 22) {
      if isInterrupted() { return nil }
      let range = start..<min(start + 1 << 22, contents.bytes.count)
      hash.update(UnsafeRawBufferPointer(rebasing: contents.bytes[range]))
      contents.discard(range)
    }
    guard files.stamp(path) == stamp else { return nil }
    let digest = hash.finish()
    if isSettled, let name = name(of: path) {
      let memory = Memory(stamp: stamp, digest: digest).bytes
      _ = memory.withUnsafeBytes { folder.write(name, [$0]) }
    }
    return digest
  }

  private func name(of path: FilePath) -> String? {
    guard let real = try? files.canonical(path) else { return nil }
    return "digest-" + Runner.digest([real.string])
  }
}

/// A stamp and the digest that belongs to it, as a line of numbers and the digest.
private struct Memory {
  let stamp: FileStamp
  let digest: String

  init(stamp: FileStamp, digest: String) {
    self.stamp = stamp
    self.digest = digest
  }

  init?(_ bytes: [UInt8]) {
    let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    guard words.count >= 4, words[0].utf8.count == 64, let byteCount = Int(words[1]),
      let modified = Int64(words[2]), let changed = Int64(words[3])
    else { return nil }
    digest = String(words[0])
    stamp = FileStamp(
      byteCount: byteCount, modified: modified, changed: changed,
      identity: words[4...].compactMap { UInt64($0) })
  }

  var bytes: [UInt8] {
    let numbers = ["\(stamp.byteCount)", "\(stamp.modified)", "\(stamp.changed)"]
    let words = [digest] + numbers + stamp.identity.map { "\($0)" }
    return Array(words.joined(separator: " ").utf8)
  }
}
