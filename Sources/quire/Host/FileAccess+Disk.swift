// The disk behind `FileAccess`. Level 5.

internal import CMapping
internal import Files
internal import Glibc
internal import LineEditing
internal import SystemPackage

extension FileAccess {
  /// The real file system.
  static let disk = FileAccess(
    read: readFile,
    write: { (path: FilePath, bytes: [UInt8]) throws(FileError) in
      try replaceFile(path, bytes, of: nil)
    },
    replace: { (path: FilePath, bytes: [UInt8], old: [UInt8]) throws(FileError) in
      try replaceFile(path, bytes, of: old)
    }, kind: entryKind, list: listFolder, canonical: canonicalPath,
    stamp: fileStamp)
}

extension FileError {
  /// What `errno` says about a path.
  static func current(_ path: FilePath) -> FileError {
    switch errno {
    case ENOENT, ENOTDIR: FileError(path, .missing)
    case EISDIR: FileError(path, .isFolder)
    case EACCES, EPERM, EROFS: FileError(path, .notPermitted)
    default: FileError(path, .other(String(cString: strerror(errno)).lowercased()))
    }
  }
}

/// Files up to this size are read; larger ones are mapped.
private let mappingThreshold = 1 << 20

/// A pipe is opened without waiting for who writes into it, so that Ctrl-C is heard meanwhile.
private func readFile(_ path: FilePath) throws(FileError) -> FileContents {
  if path.string == "-" { return try readAll(STDIN_FILENO, path) }
  let descriptor = path.withPlatformString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
  guard descriptor >= 0 else { throw .current(path) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw .current(path) }
  if status.st_mode & S_IFMT == S_IFDIR { throw FileError(path, .isFolder) }
  let size = Int(status.st_size)
  if status.st_mode & S_IFMT == S_IFREG, size > mappingThreshold,
    let address = quire_map(descriptor, size)
  {
    return FileContents(
      UnsafeRawBufferPointer(start: address, count: size),
      release: { quire_unmap($0.baseAddress, $0.count) }, forget: dropPages,
      isWhole: { quire_mapping_is_whole($0.baseAddress) })
  }
  return try readAll(descriptor, path)
}

/// Takes the pages of a mapped file out of memory; those at the ends, which others may use, stay.
private func dropPages(_ bytes: UnsafeRawBufferPointer) {
  guard let base = bytes.baseAddress else { return }
  let pageSize = sysconf(Int32(_SC_PAGESIZE))
  let start = (Int(bitPattern: base) + pageSize - 1) / pageSize * pageSize
  let end = (Int(bitPattern: base) + bytes.count) / pageSize * pageSize
  if end > start { madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_DONTNEED) }
}

/// The most bytes that are taken from what is no file, so that an endless one does not fill the memory:
/// 4 GiB, or half the memory where that is less.
private let streamLimit = min(
  4 << 30, sysconf(Int32(_SC_PHYS_PAGES)) / 2 * sysconf(Int32(_SC_PAGESIZE)))

private func readAll(
  _ descriptor: Int32, _ path: FilePath
) throws(FileError) -> FileContents {
  let bytes = GrowingBytes()
  while true {
    try waitForBytes(descriptor, path)
    guard let room = bytes.room(for: 1 << 16) else {
      throw FileError(path, .other("there is not enough memory to read it"))
    }
    let count = Glibc.read(descriptor, room, 1 << 16)
    if count < 0, errno == EINTR || errno == EAGAIN { continue }
    guard count >= 0 else { throw .current(path) }
    if count == 0 { return bytes.contents() }
    bytes.count += count
    guard bytes.count <= streamLimit else {
      throw FileError(
        path, .other("gives more than \(streamLimit >> 20) MiB; save it to a file first"))
    }
  }
}

/// Waits until a pipe has something to read, or the person has had enough.
private func waitForBytes(_ descriptor: Int32, _ path: FilePath) throws(FileError) {
  var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  while true {
    // A signal between the question and the wait must not be slept over.
    if Interruption.isRequested { throw FileError(path, .interrupted) }
    let count = poll(&waiting, 1, 50)
    if count > 0 || count < 0 && errno != EINTR { return }
  }
}

func entryKind(_ path: FilePath) -> EntryKind? {
  var status = stat()
  guard path.withPlatformString({ stat($0, &status) }) == 0 else { return nil }
  return switch status.st_mode & S_IFMT {
  case S_IFREG: .file
  case S_IFDIR: .folder
  default: .other
  }
}

private func fileStamp(_ path: FilePath) -> FileStamp? {
  var status = stat()
  guard path.withPlatformString({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG
  else { return nil }
  return FileStamp(
    byteCount: Int(status.st_size),
    modified: nanoseconds(status.st_mtim), changed: nanoseconds(status.st_ctim),
    identity: [UInt64(status.st_dev), UInt64(status.st_ino)])
}

/// Nanoseconds since 1970.
func nanoseconds(_ time: timespec) -> Int64 {
  Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

private func listFolder(_ path: FilePath) throws(FileError) -> [String] {
  guard let folder = path.withPlatformString({ opendir($0) }) else { throw .current(path) }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

func canonicalPath(_ path: FilePath) throws(FileError) -> FilePath {
  guard let resolved = path.withPlatformString({ realpath($0, nil) }) else {
    throw .current(path)
  }
  defer { free(resolved) }
  return FilePath(platformString: resolved)
}
