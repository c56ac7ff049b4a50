// The tree that a notebook's text is read into. Text <-> Document, level 0.

public import Diagnostics

/// A notebook as read: the whole text, cut into segments, with what they mean.
public struct Document: Sendable {
  /// The text as it was read, byte for byte.
  public let source: SourceText
  /// The front matter, empty when the file has none.
  public let frontMatter: FrontMatter
  /// The text cut into consecutive pieces without gap or overlap.
  public let segments: [Segment]
  /// The cells and inline values, in document order.
  public let elements: [Element]
  /// What is wrong with the text, in document order. Any text parses.
  public let diagnostics: [Diagnostic]

  /// The cells in document order.
  public let cells: [Cell]

  init(
    source: SourceText, frontMatter: FrontMatter, segments: [Segment], elements: [Element],
    diagnostics: [Diagnostic]
  ) {
    self.source = source
    self.frontMatter = frontMatter
    self.segments = segments
    self.elements = elements
    self.diagnostics = diagnostics
    cells = elements.compactMap { if case .cell(let cell) = $0 { cell } else { nil } }
  }
}

/// A piece of the text.
public struct Segment: Sendable, Hashable {
  /// What the piece is.
  public enum Kind: Sendable, Hashable {
    case frontMatter
    case prose
    /// A cell's fenced block, as the index into `Document.cells`.
    case cell(Int)
    /// The recorded output of a cell, as the index into `Document.cells`.
    case output(Int)
  }

  /// What the piece is.
  public let kind: Kind
  /// The bytes it covers; whole lines.
  public let range: Range<Int>
}

/// What runs, in the order it stands in.
public enum Element: Sendable {
  case cell(Cell)
  case inlineValue(InlineValue)
}
