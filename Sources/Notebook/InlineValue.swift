// A number or text quoted in prose. Level 0.

/// A value quoted in prose: `<!--= EXPR -->text<!--/-->`.
public struct InlineValue: Sendable, Hashable {
  /// What is computed, without the blanks around it.
  public let expression: String
  /// The bytes of the expression in the notebook.
  public let expressionRange: Range<Int>
  /// What is recorded between the two markers, as people see it: without the backslashes that keep
  /// Markdown from reading a character.
  public let text: String
  /// The bytes of that text in the notebook.
  public let textRange: Range<Int>
}
