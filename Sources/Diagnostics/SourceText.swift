// A text with its lines, so that every byte offset has a place that can be shown. Level 0.

/// The bytes of a text that a person wrote, and where its lines begin.
///
/// Lines end at LF, CR LF or a lone CR, as in CommonMark.
public struct SourceText: Sendable, Hashable {
  /// The name that diagnostics show.
  public let file: String
  /// The whole text.
  public let bytes: [UInt8]
  /// The offset of the first byte of each line; a text that ends in a line ending has no line after it.
  public let lineStarts: [Int]
  /// The number that people give to the first line: 1, or more for a part of a longer text.
  public let firstLine: Int

  /// Finds the lines of a text.
  public init(_ bytes: [UInt8], file: String, firstLine: Int = 1) {
    self.file = file
    self.firstLine = firstLine
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() {
      let next = offset + 1
      let endsLine = byte == 0x0A || byte == 0x0D && !(next < bytes.count && bytes[next] == 0x0A)
      if endsLine, next < bytes.count { starts.append(next) }
    }
    lineStarts = starts
  }

  /// Which line an offset is on, counted from 0; the end of the text belongs to the last line.
  public func lineIndex(at offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line counted from 0, with its line ending.
  public func lineRange(_ index: Int) -> Range<Int> {
    let end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
    return lineStarts[index]..<end
  }

  /// The bytes of a line counted from 0, without its line ending.
  public func lineContentRange(_ index: Int) -> Range<Int> {
    let range = lineRange(index)
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return range.lowerBound..<end
  }

  /// The text of a line counted from 0, without its ending; bytes that are not UTF-8 as U+FFFD.
  public func line(_ index: Int) -> String {
    String(decoding: bytes[lineContentRange(index)], as: UTF8.self)
  }

  /// The place of a byte offset from 0 to the text's length.
  public func place(at offset: Int) -> Place {
    let index = lineIndex(at: offset)
    let start = lineStarts[index]
    let before = bytes[start..<max(start, min(offset, bytes.count))]
    let column = 1 + before.count { $0 & 0xC0 != 0x80 }
    return Place(file: file, line: firstLine + index, column: column)
  }

  /// A finding about a range of bytes, with its line under it.
  public func diagnostic(
    _ code: Code, _ message: String, at range: Range<Int>, hint: String? = nil,
    severity: Severity = .error
  ) -> Diagnostic {
    let index = lineIndex(at: range.lowerBound)
    let content = lineContentRange(index)
    let end = min(range.upperBound, content.upperBound)
    let highlighted = bytes[min(range.lowerBound, end)..<end]
    return Diagnostic(
      code, message, at: place(at: range.lowerBound),
      source: SourceLine(line(index), highlightCount: highlighted.count { $0 & 0xC0 != 0x80 }),
      hint: hint, severity: severity)
  }
}
