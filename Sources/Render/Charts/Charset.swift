// The two sets of marks. Level 1.

/// The marks a chart is drawn with.
public enum Charset: String, Sendable, Hashable, CaseIterable {
  /// 7-bit marks, for any font and medium.
  case ascii
  /// Box drawing and eighths of blocks; the same lines and layout as `ascii`.
  case unicode

  /// What marks a cut text.
  var cutMark: String { self == .ascii ? ".." : "…" }
  /// The axis that bars stand on.
  var axis: String { self == .ascii ? "|" : "│" }
}
