// Buffered output to a file descriptor. Level 5.

internal import Glibc

/// Standard output or standard error.
///
/// A reader of standard output that goes away early (`quire run … | head`) ends the program quietly
/// with status 0, unless its work is not what it prints. What cannot be said on standard error is left
/// unsaid.
final class ByteStream {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// Whether the program goes on without its reader.
  var outlivesReader = false
  /// Called before anything is written out, to clear the line of progress.
  var willFlush: () -> Void = {}

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Adds text; it is out after `flush` at the latest.
  func write(_ text: String) { write(Array(text.utf8)) }

  /// Adds bytes; they are out after `flush` at the latest.
  func write(_ bytes: [UInt8]) {
    buffer += bytes
    if buffer.count > 1 << 16 { flush() }
  }

  /// Writes everything out.
  func flush() {
    willFlush()
    var start = 0
    while start < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN {
          waitUntilWritable()
          continue
        }
        if descriptor == STDERR_FILENO || outlivesReader && errno == EPIPE { break }
        giveUp()
      }
      start += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// For a descriptor that another process has made non-blocking.
  private func waitUntilWritable() {
    var descriptors = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&descriptors, 1, -1)
  }

  private func giveUp() -> Never {
    if errno != EPIPE {
      let message =
        "error[Q005]: cannot write the output: \(String(cString: strerror(errno)).lowercased())\n"
      _ = message.utf8.withContiguousStorageIfAvailable {
        Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
      }
      exit(3)
    }
    exit(0)
  }
}
