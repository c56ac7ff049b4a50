// The text of a cell, every byte with its place in the notebook. Level 0.

/// The text of a cell and where each of its bytes stands in the notebook.
public struct CellBody: Sendable, Hashable {
  /// The lines joined by LF, without container prefixes; the last line without its ending. As many
  /// bytes as in the notebook: one that is no UTF-8 (an error of its own) is an `x` here.
  public let text: String
  /// One entry a line, ascending; at least one.
  let lines: [Line]

  /// Where a line begins in `text` and in the notebook.
  struct Line: Sendable, Hashable {
    let offset: Int
    let sourceOffset: Int
    /// Blanks at the line's start that stand for a part of the tab before `sourceOffset`.
    var leadingBlankCount = 0
  }

  /// Maps a byte offset in `text` to the byte offset in the notebook; the end of a line to the end
  /// of its line there.
  public func sourceOffset(of offset: Int) -> Int {
    var (low, high) = (0, lines.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle].offset <= offset { low = middle } else { high = middle }
    }
    guard low < lines.count else { return 0 }
    let line = lines[low]
    return line.sourceOffset + max(0, offset - line.offset - line.leadingBlankCount)
  }

  /// Maps a range of byte offsets in `text` to the notebook, from its first byte to its last, with
  /// the container prefixes of the lines between.
  public func sourceRange(of range: Range<Int>) -> Range<Int> {
    let start = sourceOffset(of: range.lowerBound)
    guard !range.isEmpty else { return start..<start }
    return start..<max(start, sourceOffset(of: range.upperBound - 1) + 1)
  }
}
