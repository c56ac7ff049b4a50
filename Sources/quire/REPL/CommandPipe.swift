// Results into a command of the shell: a pager, or what the person names. Level 5.

internal import Diagnostics
internal import Glibc
internal import LineEditing
internal import Render

/// A running command that reads results from its standard input.
final class CommandPipe: ResultTarget {
  private let name: String
  private let stream: UnsafeMutablePointer<FILE>
  private let descriptor: Int32
  /// What the command has not taken when the person had enough.
  private var unsent: [UInt8] = []
  /// Whether the command reads no more, which is its right.
  private var isClosed = false
  private var isRunning = true
  var mode: ResultMode? { nil }

  /// Starts a command line; standard output is flushed before.
  ///
  /// - Parameter name: what messages call it, the line itself unless said.
  init(_ command: String, name: String? = nil, _ host: Host) throws(Diagnostic) {
    self.name = name ?? command
    host.output.flush()
    // Commands expect to be ended by a broken pipe; this program goes on.
    signal(SIGPIPE, SIG_DFL)
    defer { signal(SIGPIPE, SIG_IGN) }
    guard let stream = popen(command, "we") else {
      throw Diagnostic(
        .cannotWrite, "cannot run \(self.name): \(String(cString: strerror(errno)).lowercased())")
    }
    self.stream = stream
    descriptor = fileno(stream)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  deinit { _ = close() }

  /// Starts the pager: `$PAGER`, else `less`, which shows colours, chops long lines and leaves by itself what
  /// fits the screen, unless `$LESS` says otherwise.
  static func pager(_ host: Host) throws(Diagnostic) -> CommandPipe {
    let named = host.terminal.variable("PAGER") ?? ""
    let name = named.isEmpty ? "less" : named
    return try CommandPipe(": \"${LESS=-RSFX}\"; export LESS; \(name)", name: name, host)
  }

  func take(_ draw: (TextSink) -> Bool) -> Delivery {
    let isWhole = draw(
      TextSink(isStopped: { [unowned self] in Interruption.isRequested || isClosed }) {
        [unowned self] in write($0)
      })
    return isWhole || isClosed ? .written : .stopped
  }

  /// Waits for room, but not when the person has had enough.
  private func write(_ bytes: [UInt8]) {
    guard !isClosed else { return }
    unsent += bytes
    send { Interruption.isRequested }
  }

  private func send(unless isStopped: () -> Bool) {
    var start = 0
    while start < unsent.count, !isClosed {
      let count = unsent.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, unsent.count - start)
      }
      if count >= 0 {
        start += count
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, 50)
        if isStopped() { break }
      } else if errno != EINTR {
        isClosed = true
      }
    }
    unsent.removeFirst(min(start, unsent.count))
  }

  /// Hands over the rest, as the command gets to it, and waits for the command's end.
  func close() -> Diagnostic? {
    guard isRunning else { return nil }
    isRunning = false
    send { false }
    let status = pclose(stream)
    let (signal, code) = (status & 0x7F, (status >> 8) & 0xFF)
    guard status > 0, signal == 0, code < 128 else { return nil }
    if code == 127 { return Diagnostic(.cannotWrite, "cannot run \(name)") }
    return Diagnostic(
      .cannotWrite, "\(name) ended with status \(code)", severity: .warning)
  }
}
