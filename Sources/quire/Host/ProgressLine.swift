// The line on a terminal that tells how far a load or a statement is. Level 5.

internal import Datasets
internal import Glibc
internal import Output
internal import Synchronization

/// Draws one line over and over and takes it away at the end, so that nothing remains of it.
///
/// Only where standard error is a terminal that can go back to the line's beginning and clear it, and only
/// for a load or a statement that takes longer than 0.7 s; then at most ten or five times a second.
final class ProgressLine: Sendable {
  private struct State {
    var start: Double?
    var lastDrawn = 0.0
    var isDrawn = false
  }

  private let state = Mutex(State())
  private let isWanted: Bool
  private let now: @Sendable () -> Double

  init(_ terminal: Terminal, now: @escaping @Sendable () -> Double) {
    let kind = terminal.variable("TERM") ?? ""
    isWanted = terminal.isTerminal(STDERR_FILENO) && !kind.isEmpty && kind != "dumb"
    self.now = now
  }

  /// Shows a load until it ends, and stops it when the person wants that.
  func monitor(stoppingWhen isInterrupted: @escaping @Sendable () -> Bool) -> LoadMonitor {
    LoadMonitor(end: erase) { file, done, total in
      self.show(file, done, total)
      return !isInterrupted()
    }
  }

  private func show(_ file: String, _ done: Int, _ total: Int) {
    guard isWanted else { return }
    let now = now()
    state.withLock { state in
      let start = state.start ?? now
      state.start = start
      guard now - start >= 0.7, now - state.lastDrawn >= 0.1 else { return }
      (state.lastDrawn, state.isDrawn) = (now, true)
      let width = Terminal().columnCount(STDERR_FILENO) ?? 80
      put("\r\u{1B}[K" + progressText(file: file, done: done, of: total, width: width))
    }
  }

  /// Shows that a statement runs; it is taken away when something is written.
  func show(running seconds: Double, rows: Int) {
    guard isWanted, seconds >= 0.7 else { return }
    let now = now()
    state.withLock { state in
      guard now - state.lastDrawn >= 0.2 else { return }
      (state.lastDrawn, state.isDrawn) = (now, true)
      let width = Terminal().columnCount(STDERR_FILENO) ?? 80
      put("\r\u{1B}[K" + progressText(running: seconds, rows: rows, width: width))
    }
  }

  /// Takes the line away; the next load begins anew.
  func erase() {
    state.withLock { state in
      if state.isDrawn { put("\r\u{1B}[K") }
      state = State()
    }
  }

  /// Writes past the buffer of standard error; a terminal that takes nothing is not waited for.
  private func put(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
