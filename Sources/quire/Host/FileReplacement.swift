// Files replaced in one step: the old or the new bytes are there, whenever the program is killed. Level 5.

internal import Files
internal import Glibc
internal import SystemPackage

/// Writes beside the file, flushes to disk, renames; mode, owner and symbolic links are kept. Of several
/// names of one file (hard links) the one that is written gets the new bytes, the others keep the old ones.
/// A pipe or a device is written to and stays what it is.
///
/// - Parameter old: what the file must still hold when its place is taken, so that what another program
///   has saved meanwhile is not lost; nil when it does not matter.
/// - Throws: `changed` where the file holds something else.
func replaceFile(
  _ path: FilePath, _ bytes: [UInt8], of old: [UInt8]?
) throws(FileError) {
  let kind = entryKind(path)
  if kind == .folder { throw FileError(path, .isFolder) }
  if kind == .other { return try writeInPlace(path, bytes) }
  let target = kind == nil ? path : try canonicalPath(path)
  var status = stat()
  let exists = target.withPlatformString { stat($0, &status) } == 0
  let mode = exists ? status.st_mode & 0o7777 : 0o666 & ~currentMask()
  if exists, target.withPlatformString({ access($0, W_OK) }) != 0 { throw .current(path) }
  guard let unfinished = UnfinishedFile(beside: target) else {
    throw errno == ENOENT ? FileError(path, .other("no such folder")) : .current(path)
  }
  if exists { _ = fchown(unfinished.descriptor, status.st_uid, status.st_gid) }
  guard unfinished.fill(bytes, mode: mode) else { throw unfinished.failure(path) }
  if let old { try unfinished.confirm(path, holds: old) }
  guard unfinished.take(placeOf: target) else { throw unfinished.failure(path) }
}

private func writeInPlace(_ path: FilePath, _ bytes: [UInt8]) throws(FileError) {
  let descriptor = path.withPlatformString { open($0, O_WRONLY | O_CLOEXEC) }
  guard descriptor >= 0 else { throw .current(path) }
  defer { close(descriptor) }
  guard writeAll(descriptor, bytes) else { throw .current(path) }
}

private func currentMask() -> mode_t {
  let mask = umask(0)
  _ = umask(mask)
  return mask
}

private func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
  bytes.withUnsafeBytes { writeAll(descriptor, $0) }
}

/// Writes all bytes, in as many steps as the system wants.
func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
  var start = 0
  while start < bytes.count {
    let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { return false }
    start += count
  }
  return true
}
