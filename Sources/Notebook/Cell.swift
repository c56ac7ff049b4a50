// A cell: a fenced block that runs, with its options and its recorded output. Level 0.

/// A fenced block whose info string begins with `sql` or `chart` and whose first line is an option line.
///
/// A class because cells are handed on more often than anything else, and copying twenty fields costs; nothing
/// of it ever changes.
public final class Cell: Sendable {
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
  /// The bytes of the fenced block: whole lines, both fence lines included. The closing fence is
  /// missing when nothing closes the block before its container ends.
  public let range: Range<Int>
  /// The line of the opening fence, from 1.
  public let line: Int
  /// What stands before the fence on its line, list bullets and tabs as blanks: what every line of an output
  /// block begins with.
  public let linePrefix: [UInt8]
  /// The recorded output, or nil when there is none yet (or it holds conflict markers).
  public let recorded: RecordedOutput?
  /// The bytes of the block under the cell that a fresh output replaces, as whole lines; also when
  /// `recorded` is nil because the block holds conflict markers.
  public let outputRange: Range<Int>?
  /// How the block is fenced.
  let fence: Fence

  /// How its options are written.
  let spelling: CellSpelling

  init(
    kind: Kind, options: CellOptions, optionRanges: [String: Range<Int>], body: CellBody,
    range: Range<Int>, line: Int, linePrefix: [UInt8], recorded: RecordedOutput? = nil,
    outputRange: Range<Int>? = nil, fence: Fence, spelling: CellSpelling
  ) {
    self.kind = kind
    self.options = options
    self.optionRanges = optionRanges
    self.body = body
    self.range = range
    self.line = line
    self.linePrefix = linePrefix
    self.recorded = recorded
    self.outputRange = outputRange
    self.fence = fence
    self.spelling = spelling
  }

  /// The cell with the block under it.
  func with(_ recorded: RecordedOutput?, at outputRange: Range<Int>) -> Cell {
    Cell(
      kind: kind, options: options, optionRanges: optionRanges, body: body, range: range,
      line: line,
      linePrefix: linePrefix, recorded: recorded, outputRange: outputRange, fence: fence,
      spelling: spelling)
  }

  /// The fences of a block.
  struct Fence: Sendable, Hashable {
    let byte: UInt8
    let length: Int
    let isClosed: Bool
  }

  /// The label, or nil.
  public var label: String? { options.label }
}
