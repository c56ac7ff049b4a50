// A cell: a fenced block that runs, with its options and its recorded output. Level 0.

/// A fenced block whose info string begins with `sql` or `chart` and whose first line is an option line.
public struct Cell: Sendable {
  /// What a cell holds.
  public enum Kind: String, Sendable, Hashable {
    case sql
    case chart
  }

  /// What it holds.
  public let kind: Kind
  /// Its options, defaults of the file included.
  public let options: CellOptions
  /// Where each option is written (option name, as in the design's table, -> bytes of its value).
  public let optionRanges: [String: Range<Int>]
  /// What is run: the lines after the option lines, container prefixes and indentation removed.
  public let body: CellBody
  /// The bytes of the fenced block, both fence lines included.
  public let range: Range<Int>
  /// The line of the opening fence, from 1.
  public let line: Int
  /// What stands before the fence on its line: blanks, `> `, or a list item's indentation, as it must
  /// be repeated on every line of an output block.
  public let linePrefix: [UInt8]
  /// The recorded output, or nil when there is none yet (or it holds conflict markers).
  public let recorded: RecordedOutput?

  /// The label, or nil.
  public var label: String? { options.label }
}

/// The text of a cell and where each of its bytes stands in the notebook.
public struct CellBody: Sendable, Hashable {
  /// The lines joined by LF, without container prefixes; the last line without its ending.
  public let text: String
  /// One entry a line, ascending.
  let lines: [Line]

  /// Where a line begins in `text` and in the notebook.
  struct Line: Sendable, Hashable {
    let offset: Int
    let sourceOffset: Int
  }

  /// Maps a byte offset in `text` to the byte offset in the notebook.
  public func sourceOffset(of offset: Int) -> Int {
    guard let line = lines.last(where: { $0.offset <= offset }) else { return 0 }
    return line.sourceOffset + offset - line.offset
  }

  /// Maps a range of byte offsets in `text` to the notebook; both ends on one line.
  public func sourceRange(of range: Range<Int>) -> Range<Int> {
    let start = sourceOffset(of: range.lowerBound)
    return start..<start + range.count
  }
}

/// What a fenced `output` or `error` block under a cell says.
public struct RecordedOutput: Sendable, Hashable {
  /// Whether the block records a result or the failure of a cell that must fail.
  public enum Kind: String, Sendable, Hashable {
    case output
    case error
  }

  /// What it holds.
  public let kind: Kind
  /// The lines inside the fences joined by LF, prefixes and CR removed, each ended by LF.
  public let text: String
  /// The bytes of the block, both fence lines included.
  public let range: Range<Int>
  /// The line of the first line inside the fences, from 1.
  public let firstLine: Int
}

/// A value quoted in prose: `<!--= EXPR -->text<!--/-->`.
public struct InlineValue: Sendable, Hashable {
  /// What is computed, without the blanks around it.
  public let expression: String
  /// The bytes of the expression in the notebook.
  public let expressionRange: Range<Int>
  /// What is recorded between the two markers.
  public let text: String
  /// The bytes of that text in the notebook.
  public let textRange: Range<Int>
}
