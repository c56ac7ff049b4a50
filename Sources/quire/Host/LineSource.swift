// Standard input line by line, while Ctrl-C is heard. Level 5.

internal import Glibc
internal import LineEditing

/// The lines of standard input, each handed out as soon as it is there.
struct LineSource {
  /// What came next.
  enum Next {
    /// A line with its ending; only the last one may have none.
    case line([UInt8])
    case end
    /// Ctrl-C or a signal to leave, while it waited.
    case stopped
    /// The system's words for why nothing can be read.
    case failed(String)
  }

  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// Waits for a line.
  ///
  /// - Parameter beforeWaiting: called when nothing is there yet.
  mutating func next(beforeWaiting: () -> Void) -> Next {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) { return take(upTo: end + 1) }
      if isAtEnd { return start < buffer.count ? take(upTo: buffer.count) : .end }
      buffer.removeSubrange(..<start)
      start = 0
      searched = buffer.count
      if let failure = fill(beforeWaiting) { return failure }
    }
  }

  private mutating func take(upTo end: Int) -> Next {
    defer { start = end }
    return .line(Array(buffer[start..<end]))
  }

  /// Reads what is there, or waits for more.
  private mutating func fill(_ beforeWaiting: () -> Void) -> Next? {
    var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    if poll(&waiting, 1, 0) == 0 { beforeWaiting() }
    // A signal between the question and the wait must not be slept over.
    while poll(&waiting, 1, 100) <= 0 { if Interruption.isRequested { return .stopped } }
    if Interruption.isRequested { return .stopped }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(STDIN_FILENO, &chunk, chunk.count)
    if count < 0, errno != EINTR, errno != EAGAIN {
      return .failed(String(cString: strerror(errno)).lowercased())
    }
    if count == 0 { isAtEnd = true }
    if count > 0 { buffer += chunk[..<count] }
    return nil
  }
}
