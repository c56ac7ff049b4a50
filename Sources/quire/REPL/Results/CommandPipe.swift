// Results into a command of the shell: a pager, or what the person names. Level 5.

internal import Diagnostics
internal import Glibc
internal import LineEditing
internal import Render

/// A command that reads results from its standard input; it is started by the first one.
final class CommandPipe: ResultTarget {
  private let command: String
  private let host: Host
  private var stream: UnsafeMutablePointer<FILE>?
  /// What the command has not taken when the person had enough.
  private var unsent: [UInt8] = []
  /// Whether the command reads no more, which is its right.
  private var isClosed = false
  var mode: ResultMode? { nil }

  /// Names a command line.
  init(_ command: String, _ host: Host) {
    self.command = command
    self.host = host
  }

  deinit { _ = close() }

  /// The pager: `$PAGER`, else `less`.
  static func pager(_ host: Host) -> CommandPipe {
    let named = host.terminal.variable("PAGER") ?? ""
    return CommandPipe(named.isEmpty ? "less" : named, host)
  }

  /// Starts the command. `less` shows colours, chops long lines and leaves by itself what fits the screen, unless
  /// `$LESS` says otherwise.
  private func start() -> Diagnostic? {
    host.output.flush()
    // Commands expect to be ended by a broken pipe; this program goes on.
    signal(SIGPIPE, SIG_DFL)
    defer { signal(SIGPIPE, SIG_IGN) }
    stream = popen(": \"${LESS=-RSFX}\"; export LESS; \(command)", "we")
    guard let stream else {
      let reason = String(cString: strerror(errno)).lowercased()
      return Diagnostic(.cannotWrite, "cannot run \(command): \(reason)")
    }
    _ = fcntl(fileno(stream), F_SETFL, O_NONBLOCK)
    return nil
  }

  func take(_ draw: (TextSink) -> Bool) -> Delivery {
    if stream == nil, let problem = start() { return .failed(problem) }
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
    guard let stream else { return }
    let descriptor = fileno(stream)
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
    guard let stream else { return nil }
    send { false }
    self.stream = nil
    let status = pclose(stream)
    let (signal, code) = (status & 0x7F, (status >> 8) & 0xFF)
    guard status > 0, signal == 0, code > 0, code < 128 else { return nil }
    if code == 127 { return Diagnostic(.cannotWrite, "cannot run \(command)") }
    return Diagnostic(.cannotWrite, "\(command) ended with status \(code)", severity: .warning)
  }
}
