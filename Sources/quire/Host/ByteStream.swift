// Buffered output to a file descriptor. Level 5.

internal import Glibc

/// Standard output or standard error.
///
/// A reader that goes away early (`quire run … | head`) ends the program quietly with status 0.
final class ByteStream {
  private let descriptor: Int32
  private var buffer: [UInt8] = []

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
    var start = 0
    while start < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        giveUp()
      }
      start += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func giveUp() -> Never {
    if errno != EPIPE, descriptor == STDOUT_FILENO {
      let message = "error[Q005]: cannot write the output: \(String(cString: strerror(errno)))\n"
      _ = message.utf8.withContiguousStorageIfAvailable {
        Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
      }
      exit(3)
    }
    exit(0)
  }
}
