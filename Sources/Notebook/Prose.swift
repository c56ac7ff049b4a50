// The Markdown of a notebook's prose as a tree of values. Level 0.

internal import Diagnostics

/// A block of prose.
public indirect enum ProseBlock: Sendable, Hashable {
  /// A heading and its level, from 1.
  case heading(Int, [ProseSpan])
  case paragraph([ProseSpan])
  /// Lines that are not to be wrapped: code, listings.
  case code([String])
  /// The rows of a table, its header first.
  case table([[String]])
  case quote([ProseBlock])
  /// The items, and the number of the first where they are numbered.
  case list([[ProseBlock]], start: Int?)
  /// A line across.
  case rule
}

/// A stretch of text of one look.
public struct ProseSpan: Sendable, Hashable {
  /// The text; `\n` where the author has broken the line.
  public let text: String
  /// How it is set off.
  public let style: Style

  /// How a stretch is set off.
  public struct Style: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: Int
    /// Takes the bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// `*so*`
    public static let emphasis = Style(rawValue: 1)
    /// `**so**`
    public static let strong = Style(rawValue: 2)
    /// `` `so` ``
    public static let code = Style(rawValue: 4)
  }

  init(_ text: String, _ style: Style) {
    self.text = text
    self.style = style
  }
}

extension Document {
  /// The prose whose blocks begin on some lines, without cells and their records.
  ///
  /// - Parameter lines: the lines, from 0.
  /// - Parameter edits: fresh texts of inline values, each of one line.
  public func prose(on lines: Range<Int>, with edits: [Edit] = []) -> [ProseBlock] {
    let start = segments.first { $0.kind == .frontMatter }?.range.upperBound ?? 0
    let text = CleanText(print(self, edits: edits)).bytes
    guard start < text.count else { return [] }
    let firstLine = start == 0 ? 0 : source.lineIndex(at: start - 1) + 1
    let hidden = segments.filter { $0.kind != .prose && $0.kind != .frontMatter }.map {
      source.lineIndex(at: $0.range.lowerBound)...source.lineIndex(at: $0.range.upperBound - 1)
    }
    return MarkdownTree(text[start...], firstLine: firstLine).prose { line in
      lines.contains(line) && !hidden.contains { $0.contains(line) }
    }
  }
}
