// Results in a file: one that replaces it, or all of a session. Level 5.

internal import Diagnostics
internal import Files
internal import Glibc
internal import LineEditing
internal import Render
internal import SystemPackage

/// A file that one result replaces in one step; it stays what it was when there is none.
final class ReplacedFile: ResultTarget {
  private let path: FilePath
  private let files: FileAccess
  let mode: ResultMode?

  init(_ path: FilePath, _ files: FileAccess) {
    self.path = path
    self.files = files
    mode = ResultMode(extension: path.extension)
  }

  func take(_ draw: (TextSink) -> Bool) -> Delivery {
    var bytes: [UInt8] = []
    let isWhole = draw(TextSink(isStopped: { Interruption.isRequested }) { bytes += $0 })
    guard isWhole else { return .stopped }
    do throws(FileError) {
      try files.write(path, bytes)
      return .written
    } catch {
      return .failed(Diagnostic(.cannotWrite, "cannot write \(path): \(error)"))
    }
  }

  func close() -> Diagnostic? { nil }
}

/// A file that is emptied at first and takes result after result, each whole or not at all; a pipe or a device
/// takes them as they come.
final class CollectingFile: ResultTarget {
  private let path: FilePath
  private let descriptor: Int32
  private let isRegular: Bool
  let mode: ResultMode?

  /// Opens the file, which is made where there is none.
  init(_ path: FilePath) throws(Diagnostic) {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK
    descriptor = path.withPlatformString { open($0, flags, 0o666) }
    guard descriptor >= 0 else {
      let reason = errno == ENXIO ? "nobody reads it" : String(cString: strerror(errno))
      throw Diagnostic(.cannotWrite, "cannot write \(path): \(reason.lowercased())")
    }
    self.path = path
    mode = ResultMode(extension: path.extension)
    var status = stat()
    isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    if isRegular { _ = ftruncate(descriptor, 0) }
  }

  deinit { Glibc.close(descriptor) }

  func take(_ draw: (TextSink) -> Bool) -> Delivery {
    var waiting: [UInt8] = []
    var problem: Int32 = 0
    let isWhole = draw(
      TextSink(isStopped: { Interruption.isRequested || problem != 0 }) { piece in
        if self.isRegular {
          waiting += piece
        } else if problem == 0 {
          problem = self.write(piece)
        }
      })
    if problem == 0, isWhole { problem = append(waiting) }
    guard problem == 0 else {
      let reason = String(cString: strerror(problem)).lowercased()
      return problem == EINTR
        ? .stopped : .failed(Diagnostic(.cannotWrite, "cannot write \(path): \(reason)"))
    }
    return isWhole ? .written : .stopped
  }

  /// Adds a whole result; what was written of one that does not fit is taken back.
  private func append(_ bytes: [UInt8]) -> Int32 {
    let end = lseek(descriptor, 0, SEEK_END)
    let problem = write(bytes)
    if problem != 0, isRegular { _ = ftruncate(descriptor, end) }
    return problem
  }

  /// - Returns: the error number, 0 for none.
  private func write(_ bytes: [UInt8]) -> Int32 {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if count >= 0 {
        start += count
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, 50)
        if Interruption.isRequested { return EINTR }
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }

  func close() -> Diagnostic? { nil }
}
