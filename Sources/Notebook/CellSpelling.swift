// How the options of a cell are written: on the fence line and on option lines. Level 0.

internal import YAML

/// The places and words that `formatted` rewrites.
struct CellSpelling: Sendable {
  /// Where the opening fence ends.
  let infoStart: Int
  /// Where the line of the opening fence ends, its line ending left out.
  let openingEnd: Int
  /// The options on the fence line.
  let entries: [Node.Entry]
  /// Words on the fence line that are no options.
  let passedOver: [Range<Int>]
  /// Whether those words stand in braces.
  let isPandoc: Bool
  /// What option lines begin with.
  let mark: [UInt8]
  /// The option lines from their marks on.
  let lines: [Range<Int>]

  init(
    infoStart: Int, openingEnd: Int, header: FenceHeader, mark: [UInt8], lines: [Range<Int>]
  ) {
    self.infoStart = infoStart
    self.openingEnd = openingEnd
    entries = header.entries
    passedOver = header.passedOver
    isPandoc = header.isPandoc
    self.mark = mark
    self.lines = lines
  }

  /// Everything that is rewritten: what stands behind the fence, and the option lines.
  var range: Range<Int> { infoStart..<(lines.last?.upperBound ?? openingEnd) }
}
