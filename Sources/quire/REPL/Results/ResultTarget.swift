// Where results go: the screen, a file, a command. Level 5.

internal import Diagnostics
internal import Glibc
internal import LineEditing
internal import Render

/// What came of a result.
enum Delivery {
  case written
  /// The person had enough.
  case stopped
  case failed(Diagnostic)
}

/// Something that takes results, one after the other.
protocol ResultTarget: AnyObject {
  /// The mode that its name asks for, or nil.
  var mode: ResultMode? { get }
  /// Hands a result over; `draw` gives whether it came to its end.
  func take(_ draw: (TextSink) -> Bool) -> Delivery
  /// Ends it after the last result.
  ///
  /// - Returns: what went wrong at last, or nil.
  func close() -> Diagnostic?
}

/// Standard output.
final class Screen: ResultTarget {
  private let host: Host
  var mode: ResultMode? { nil }

  init(_ host: Host) { self.host = host }

  /// Writes pieces as they come, so that a long table can be stopped; then the terminal has just shown `^C`,
  /// and what follows begins on a line of its own.
  func take(_ draw: (TextSink) -> Bool) -> Delivery {
    let output = host.output
    let isTerminal = host.terminal.isTerminal(STDOUT_FILENO)
    var (isBroken, isBegun) = (false, false)
    let isWhole = draw(
      TextSink(isStopped: { Interruption.isRequested }) { piece in
        isBegun = true
        if isTerminal, Interruption.isRequested, !isBroken {
          isBroken = true
          output.write("\n")
        }
        output.write(piece)
        if isTerminal { output.flush() }
      })
    output.flush()
    if !isWhole, !isBegun { host.note(isTerminal ? "\nstopped" : "stopped") }
    return isWhole ? .written : .stopped
  }

  func close() -> Diagnostic? { nil }
}
