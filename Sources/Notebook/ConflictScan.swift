// The marks that a failed merge leaves. Level 0.

internal import Diagnostics

/// Finds conflict markers at the start of lines, as version control writes them.
struct ConflictScan {
  private static let start = UInt8(ascii: "<")
  private static let middle = UInt8(ascii: "=")
  private static let end = UInt8(ascii: ">")

  /// Whether the lines of a block hold a whole conflict: its three markers, in order.
  static func isConflicted(_ text: [UInt8]) -> Bool {
    let order = [start, middle, end]
    var found = 0
    for line in text.split(separator: 0x0A) where found < order.count {
      if marker(line) == order[found] { found += 1 }
    }
    return found == order.count
  }

  /// Reports the conflicts of a notebook outside recorded outputs and inert listings.
  ///
  /// A conflict that begins in an output and ends outside of it is reported where it ends. A line
  /// `=======` alone is a heading's underline, and `>>>>>>> ` alone is a quote.
  static func report(
    _ source: SourceText, outside excluded: [Range<Int>], into findings: inout Findings
  ) {
    var isOpen = false
    var isReported = false
    for index in source.lineStarts.indices {
      let range = source.lineContentRange(index)
      let marker = marker(source.bytes[range])
      guard marker == start || marker == end && isOpen else { continue }
      let isExcluded = contains(excluded, range.lowerBound)
      if marker == start { isReported = false }
      if !isExcluded, !isReported {
        findings.report(
          .conflictMarker, "a merge conflict is not resolved", at: range,
          hint: "keep one of the two sides and delete the marker lines")
        isReported = true
      }
      isOpen = marker == start
    }
  }

  /// The first marker line of a block that holds a conflict.
  static func opening(of block: FencedBlock, in clean: [UInt8]) -> Range<Int> {
    block.lines.first { marker(clean[$0.range]) == start }?.range ?? block.openingRange
  }

  /// Whether a line of a range is the start of a conflict.
  static func isOpened(in range: Range<Int>, of source: SourceText) -> Bool {
    source.lineStarts.contains { offset in
      range.contains(offset) && marker(source.bytes[offset..<range.upperBound]) == start
    }
  }

  /// The character of a marker line: seven of it, then a blank or the end of the line.
  private static func marker(_ line: ArraySlice<UInt8>) -> UInt8? {
    guard let first = line.first, first == start || first == middle || first == end else {
      return nil
    }
    guard line.prefix(while: { $0 == first }).count == 7 else { return nil }
    guard let after = line.dropFirst(7).first else { return first }
    return after == 0x20 || after == 0x0A || after == 0x0D ? first : nil
  }

  /// Whether one of ascending ranges holds an offset.
  private static func contains(_ ranges: [Range<Int>], _ offset: Int) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(offset)
  }
}
