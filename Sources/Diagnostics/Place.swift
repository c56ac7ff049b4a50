// Where something stands in a text that a person wrote: file, line, column.
// Level 0: every module that reads a text reports positions in this form.

/// A position in a file, as people count it.
///
/// - Units: `line` and `column` count from 1; columns count Unicode scalars, so that a tab or `é`
///   is one column however wide it is drawn.
public struct Place: Sendable, Hashable {
  /// The file's name as it is shown, or `input` at the prompt.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// The column, from 1.
  public let column: Int

  /// Makes a position; `line` and `column` count from 1.
  public init(file: String, line: Int, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension Place: CustomStringConvertible {
  /// `file:line:column`, the form that editors and compilers agree on.
  public var description: String { "\(file):\(line):\(column)" }
}

/// The source line a diagnostic points into, kept so that it can be shown without the file.
public struct SourceLine: Sendable, Hashable {
  /// The line without its line ending.
  public let text: String
  /// How many scalars from the diagnostic's column on are underlined; at least 1.
  public let highlightCount: Int

  /// Keeps a line of source, of which `highlightCount` scalars are underlined.
  public init(_ text: String, highlightCount: Int = 1) {
    self.text = text
    self.highlightCount = max(1, highlightCount)
  }
}
