// A fenced block with the exact bytes of its fences and lines. Level 0.

internal import Diagnostics

/// Where a fenced code block and each of its lines stand in the notebook.
struct FencedBlock {
  /// The part of a content line that belongs to the block.
  struct Line {
    /// The bytes of the notebook, without container prefix, indentation and line ending.
    let range: Range<Int>
    /// Blanks before them that are what is left of a tab a container took a part of.
    let leadingBlankCount: Int
  }

  let fence: MarkdownFence
  /// The first word of the info string.
  let firstWord: Substring
  /// The line of the opening fence, from 0.
  let line: Int
  /// Whole lines, both fences included.
  let range: Range<Int>
  let isClosed: Bool
  let lines: [Line]
  /// The opening line from the fence on.
  let openingRange: Range<Int>
  /// The info string as it is written, without blanks around it.
  let infoRange: Range<Int>
  /// What stands before the opening fence, list bullets and tabs as blanks.
  let prefix: [UInt8]

  /// Finds the bytes of a block.
  ///
  /// cmark's content is compared with the notebook's lines from their ends, so nothing about
  /// containers need be known. cmark names the line after an unclosed fence as its last, so whether
  /// it is closed is seen from that line itself: a fence there that begins no block of its own.
  ///
  /// - Parameter text: what cmark was given.
  /// - Parameter next: the leaf block after this one.
  init(
    _ fence: MarkdownFence, at line: Int, in source: SourceText, text: [UInt8], next: MarkdownBlock?
  ) {
    self.fence = fence
    firstWord = Substring(fence.info.utf8.prefix { $0 != 0x20 && $0 != 0x09 })
    self.line = line
    let opening = source.lineContentRange(line)
    let fenceStart = text[opening].firstIndex(of: fence.byte) ?? opening.lowerBound
    openingRange = fenceStart..<opening.upperBound
    infoRange = FencedBlock.info(of: fence, in: text[openingRange])
    prefix = FencedBlock.prefix(text[opening.lowerBound..<fenceStart])
    lines = FencedBlock.lines(fence.literal, after: line, in: source, text: text)
    let closing = line + 1 + lines.count
    isClosed =
      closing < source.lineStarts.count
      && !FencedBlock.begins(next, at: closing)
      && FencedBlock.closes(text[source.lineContentRange(closing)], fence)
    let lastLine = isClosed ? closing : closing - 1
    range = source.lineStarts[line]..<source.lineRange(lastLine).upperBound
  }

  private static func info(of fence: MarkdownFence, in line: ArraySlice<UInt8>) -> Range<Int> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    let info = line.drop { $0 == fence.byte }.drop(while: isBlank)
    let end = info.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? info.startIndex
    return info.startIndex..<end
  }

  private static func begins(_ next: MarkdownBlock?, at line: Int) -> Bool {
    switch next?.kind {
    case .fence, .indentedCode: next?.line == line
    default: false
    }
  }

  private static func closes(_ line: ArraySlice<UInt8>, _ fence: MarkdownFence) -> Bool {
    let rest = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
    let afterFence = rest.drop { $0 == fence.byte }
    return rest.count - afterFence.count >= fence.length
      && afterFence.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// Turns what stands before a fence into what continues its containers on a further line.
  ///
  /// A quote takes one blank after its `>` if there is one. So a `>` that stands right before the
  /// fence or a bullet gets a blank, lest it takes one of the content or of the indentation. Tabs are
  /// written out, because cmark takes a tab before a fence for one column however wide it is.
  private static func prefix(_ before: ArraySlice<UInt8>) -> [UInt8] {
    let quote = UInt8(ascii: ">")
    let bytes = Array(before.starts(with: [0xEF, 0xBB, 0xBF]) ? before.dropFirst(3) : before)
    var prefix: [UInt8] = []
    var column = 0
    for (index, byte) in bytes.enumerated() {
      let width = byte == 0x09 ? 4 - column % 4 : 1
      column += width
      guard byte == quote else {
        prefix.append(contentsOf: repeatElement(0x20, count: width))
        continue
      }
      prefix.append(quote)
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if next != quote, next != 0x20, next != 0x09 { prefix.append(0x20) }
    }
    return prefix
  }

  private static func lines(
    _ literal: [UInt8], after line: Int, in source: SourceText, text: [UInt8]
  ) -> [Line] {
    var lines: [Line] = []
    var index = line + 1
    var start = 0
    while start < literal.count, index < source.lineStarts.count {
      let end = literal[start...].firstIndex(of: 0x0A) ?? literal.count
      lines.append(content(literal[start..<end], of: source.lineContentRange(index), text))
      start = end + 1
      index += 1
    }
    return lines
  }

  /// Finds a content line at the end of a line; up to three of its blanks may be part of a tab.
  private static func content(
    _ literal: ArraySlice<UInt8>, of line: Range<Int>, _ text: [UInt8]
  ) -> Line {
    for blankCount in 0..<4 where blankCount <= literal.count {
      let rest = literal.dropFirst(blankCount)
      let start = line.upperBound - rest.count
      guard start >= line.lowerBound else { continue }
      if blankCount > 0, start == line.lowerBound || text[start - 1] != 0x09 { continue }
      if text[start..<line.upperBound].elementsEqual(rest) {
        return Line(range: start..<line.upperBound, leadingBlankCount: blankCount)
      }
    }
    return Line(range: line.upperBound..<line.upperBound, leadingBlankCount: 0)
  }

  /// The bytes of content lines joined by LF.
  func content(_ lines: ArraySlice<Line>, of clean: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      bytes.append(contentsOf: repeatElement(0x20, count: line.leadingBlankCount))
      bytes.append(contentsOf: clean[line.range])
      bytes.append(0x0A)
    }
    return bytes
  }
}
