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
  /// The bytes of the fenced block: whole lines, both fence lines included. The closing fence is
  /// missing when nothing closes the block before its container ends.
  public let range: Range<Int>
  /// The line of the opening fence, from 1.
  public let line: Int
  /// What stands before the fence on its line, list bullets and tabs as blanks: what every line of an output
  /// block begins with.
  public let linePrefix: [UInt8]
  /// The recorded output, or nil when there is none yet (or it holds conflict markers).
  public internal(set) var recorded: RecordedOutput?
  /// The bytes of the block under the cell that a fresh output replaces, as whole lines; also when
  /// `recorded` is nil because the block holds conflict markers.
  public internal(set) var outputRange: Range<Int>?
  /// How the block is fenced.
  let fence: Fence

  /// How its options are written.
  let spelling: CellSpelling

  /// The fences of a block.
  struct Fence: Sendable, Hashable {
    let byte: UInt8
    let length: Int
    let isClosed: Bool
  }

  /// The label, or nil.
  public var label: String? { options.label }
}
