// Unsaved changes on disk, so that no crash loses them. Level 5.

internal import Files
internal import Glibc
internal import Notebook
internal import SystemPackage

/// The journal of this session: a file that only its owner may read, locked while the session lives.
final class Journal {
  /// Why it cannot be written, the last time that it was.
  private(set) var problem: String?
  private let folder: FilePath?
  private var open: (descriptor: Int32, path: FilePath)?

  /// - Parameter state: where sessions leave what lasts, or nil for nowhere.
  init(in state: FilePath?) { folder = state?.appending("unsaved") }

  deinit { leave() }

  /// Writes the unsaved changes of a notebook; without any the file is removed.
  func write(_ notebook: OpenNotebook) {
    guard !notebook.edits.isEmpty else { return clear() }
    guard let folder else {
      problem = "there is no folder for it"
      return
    }
    let path = (try? FileAccess.disk.canonical(notebook.path)) ?? notebook.path
    let record = JournalRecord(
      notebook: path, time: Int64(time(nil)), edits: notebook.edits)
    problem = nil
    if open == nil { open = make(in: folder) }
    guard let open else {
      problem = "\(folder): \(String(cString: strerror(errno)).lowercased())"
      return
    }
    if !record.bytes.withUnsafeBytes({ writeAll(open.descriptor, $0) }) {
      problem = "\(open.path): \(String(cString: strerror(errno)).lowercased())"
    }
    fdatasync(open.descriptor)
  }

  /// Removes the file: nothing is unsaved.
  func clear() {
    if let open { _ = open.path.withPlatformString { unlink($0) } }
    leave()
  }

  /// Lets go of the file and leaves it for `.recover`.
  func leave() {
    if let open { close(open.descriptor) }
    open = nil
  }

  private func make(in folder: FilePath) -> (descriptor: Int32, path: FilePath)? {
    guard makeFolder(folder) else { return nil }
    for number in 0..<1000 {
      let path = folder.appending("\(getpid())-\(number)")
      let descriptor = path.withPlatformString {
        Glibc.open($0, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
      }
      guard descriptor >= 0 else {
        if errno == EEXIST { continue }
        return nil
      }
      flock(descriptor, LOCK_EX | LOCK_NB)
      return (descriptor, path)
    }
    return nil
  }

  private func makeFolder(_ folder: FilePath) -> Bool {
    if folder.withPlatformString({ mkdir($0, 0o700) }) == 0 || errno == EEXIST { return true }
    let above = folder.removingLastComponent()
    guard errno == ENOENT, above != folder, !above.isEmpty, makeFolder(above) else { return false }
    return folder.withPlatformString { mkdir($0, 0o700) } == 0 || errno == EEXIST
  }
}

/// A journal whose session is gone.
struct LostSession {
  /// The file.
  let path: FilePath
  /// What it holds.
  let record: JournalRecord

  /// The journals that no living session holds, the newest first, and the names of those that cannot be read.
  static func all(in state: FilePath?) -> (sessions: [LostSession], damaged: [FilePath]) {
    guard let folder = state?.appending("unsaved"),
      let names = try? FileAccess.disk.list(folder)
    else { return ([], []) }
    var found: (sessions: [LostSession], damaged: [FilePath]) = ([], [])
    for path in names.map({ folder.appending($0) }) {
      guard let bytes = contents(of: path) else { continue }
      if let record = JournalRecord.last(in: bytes) {
        found.sessions.append(LostSession(path: path, record: record))
      } else if !bytes.isEmpty {
        found.damaged.append(path)
      }
    }
    found.sessions.sort { $0.record.time > $1.record.time }
    return found
  }

  /// The bytes of a journal, or nil when its session lives or it cannot be read.
  private static func contents(of path: FilePath) -> [UInt8]? {
    let descriptor = path.withPlatformString {
      open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    }
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    return try? FileAccess.disk.read(path).array
  }

  /// Removes the file.
  func forget() { _ = path.withPlatformString { unlink($0) } }
}
