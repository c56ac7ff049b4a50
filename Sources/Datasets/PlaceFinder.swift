// Offsets of a data file -> lines and columns. Level 1.

internal import Diagnostics

/// Turns ascending offsets of one text into places; whole blocks are stepped over by their counts.
struct PlaceFinder {
  private let text: DataText
  private var index = 0
  private var line = 1
  private var lineStart: Int
  private var blockIndex = 0

  init(_ given: DataText) {
    text = given.original.first ?? given
    index = text.start
    lineStart = text.start
  }

  mutating func diagnostic(_ violation: Violation) -> Diagnostic {
    let place = place(at: violation.offset)
    if let origin = text.origin { return origin.diagnostic(violation, place: place) }
    return Diagnostic(
      violation.code, violation.message, at: place, source: sourceLine(of: violation),
      hint: violation.hint)
  }

  /// The place of an offset that is not before the last one asked for.
  mutating func place(at offset: Int) -> Place {
    skipBlocks(before: offset)
    walk(to: min(offset, text.bytes.count))
    let bytes = text.bytes
    let before = bytes[lineStart..<max(lineStart, min(offset, bytes.count))]
    return Place(file: text.file, line: line, column: 1 + before.count { $0 & 0xC0 != 0x80 })
  }

  /// Steps over blocks that have no CR, whose lines were counted before.
  private mutating func skipBlocks(before offset: Int) {
    while blockIndex < text.blocks.count, text.blocks[blockIndex].range.upperBound <= offset {
      let block = text.blocks[blockIndex]
      blockIndex += 1
      if block.range.upperBound <= index { continue }
      guard index <= block.range.lowerBound || index == text.start, block.carriageReturnCount == 0
      else {
        walk(to: block.range.upperBound)
        continue
      }
      line += block.lineFeedCount
      index = block.range.upperBound
      var last = index
      while last > max(lineStart, block.range.lowerBound), text.base[last - 1] != 0x0A { last -= 1 }
      if block.lineFeedCount > 0 { lineStart = last }
    }
  }

  private mutating func walk(to offset: Int) {
    while index < offset {
      let byte = text.base[index]
      index += 1
      let isInsideEnding =
        byte == 0x0D && index < text.bytes.count && text.base[index] == 0x0A
      if byte == 0x0A || byte == 0x0D && !isInsideEnding { (line, lineStart) = (line + 1, index) }
    }
  }

  /// The line of the last place, unless it is too long to show.
  private func sourceLine(of violation: Violation) -> SourceLine? {
    let rest = text.bytes[lineStart...].prefix(401)
    let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? rest.endIndex
    guard end - lineStart <= 400 else { return nil }
    let start = min(violation.offset, end)
    let wrong = text.bytes[start..<min(end, start + violation.length)]
    return SourceLine(
      String(decoding: rest[..<end], as: UTF8.self),
      highlightCount: wrong.count { $0 & 0xC0 != 0x80 })
  }
}
