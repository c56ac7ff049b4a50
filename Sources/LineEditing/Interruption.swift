// Signals as the session sees them: flags to look at while a query runs. Level 5.

internal import CReadline

/// The signals that end a query or the program.
///
/// Nothing here locks or allocates, so SQLite's progress handler may ask on any thread.
public enum Interruption {
  /// Takes over SIGINT, SIGTERM, SIGHUP, SIGCONT and SIGWINCH and ignores SIGPIPE and SIGXFSZ.
  /// Once, at the start of an interactive program; `LineEditor` does it too.
  public static func catchSignals() { quire_catch_signals() }

  /// Whether Ctrl-C came since `clear()`, or SIGTERM or SIGHUP came at all: stop what runs.
  public static var isRequested: Bool { quire_interrupted() || endingSignal != nil }

  /// The SIGTERM or SIGHUP that came, after which the program leaves with 128 and its number.
  public static var endingSignal: Int32? {
    let number = quire_ending_signal()
    return number == 0 ? nil : number
  }

  /// Forgets Ctrl-C, before a statement is started.
  public static func clear() { quire_clear_interrupt() }
}
