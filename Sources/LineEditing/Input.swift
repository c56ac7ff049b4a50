// What one turn at the prompt gives to the session. Level 5.

/// What the user did at the prompt.
public enum Input: Equatable, Sendable {
  /// A whole statement or several, or a command: what Enter ran, lines ended by `\n`.
  case text(String)
  /// Ctrl-C at the prompt; whether text stood there, which is then in the history.
  case interrupted(hadText: Bool)
  /// Ctrl-D on an empty buffer.
  case endOfInput
  /// SIGTERM, or SIGHUP because the terminal is gone: leave with 128 and its number. The terminal
  /// is restored, and text that stood at the prompt is in the history.
  case signal(Int32)
}
