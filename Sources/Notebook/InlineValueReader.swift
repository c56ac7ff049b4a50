// Marked leaves of a block -> the inline values in it. Level 0.

internal import Diagnostics

/// Finds which marker each leaf is, and pairs opening with closing ones.
struct InlineValueReader {
  let source: SourceText
  let clean: [UInt8]
  let markers: [InlineMarkers.Marker]
  /// The first marker that no block has claimed.
  private var cursor = 0

  init(source: SourceText, clean: [UInt8], markers: [InlineMarkers.Marker]) {
    self.source = source
    self.clean = clean
    self.markers = markers
  }

  /// An opening marker that waits for its closing one.
  private struct Opening {
    let marker: InlineMarkers.Marker
    let parent: UInt
    /// Whether it is reported already.
    var isFaulty = false
  }

  /// The values of a paragraph, heading or table cell, in order; malformed ones are reported.
  mutating func values(of block: MarkdownBlock, into findings: inout Findings) -> [InlineValue] {
    guard !block.marks.isEmpty else { return [] }
    skip(toLine: block.line)
    var values: [InlineValue] = []
    var opening: Opening?
    var isHTMLReported = false
    for leaf in block.marks {
      guard let marker = claim(leaf.mark) else { continue }
      switch leaf.role {
      case .code: break
      case .comment where marker.isOpening:
        if let opening { reportUnclosed(opening, nested: true, into: &findings) }
        opening = Opening(marker: marker, parent: leaf.parent)
      case .comment:
        if let value = close(opening, at: marker, leaf, block, into: &findings) {
          values.append(value)
        }
        opening = nil
      case .htmlBlock where isHTMLReported: break
      case .insideTag, .text, .htmlBlock:
        isHTMLReported = leaf.role == .htmlBlock
        if report(marker, leaf.role, block, into: &findings), leaf.role == .text {
          opening = Opening(marker: marker, parent: leaf.parent, isFaulty: true)
        }
      }
    }
    if let opening { reportUnclosed(opening, nested: false, into: &findings) }
    return values
  }

  /// Passes over markers above a line.
  private mutating func skip(toLine line: Int) {
    guard line >= 0, line < source.lineStarts.count else { return }
    let start = source.lineStarts[line]
    while cursor < markers.count, markers[cursor].offset < start { cursor += 1 }
  }

  /// The next marker with this mark; those between stand where no leaf shows them (in the target
  /// of a link, say).
  private mutating func claim(_ mark: UInt8) -> InlineMarkers.Marker? {
    var index = cursor
    while index < markers.count, markers[index].mark != mark { index += 1 }
    guard index < markers.count else { return nil }
    cursor = index + 1
    return markers[index]
  }

  private func close(
    _ opening: Opening?, at marker: InlineMarkers.Marker, _ leaf: MarkedLeaf,
    _ block: MarkdownBlock, into findings: inout Findings
  ) -> InlineValue? {
    guard let opening else {
      findings.report(
        .malformedInlineValue, "this marker closes no inline value", at: range(of: marker))
      return nil
    }
    guard !opening.isFaulty else { return nil }
    let whole = opening.marker.offset..<marker.offset
    if !block.isTopLevel || block.isTableCell,
      source.lineIndex(at: whole.lowerBound) != source.lineIndex(at: whole.upperBound)
    {
      findings.report(
        .malformedInlineValue, "an inline value in a list or quote stands on one line",
        at: range(of: opening.marker))
      return nil
    }
    guard opening.parent == leaf.parent else {
      findings.report(
        .malformedInlineValue, "emphasis or a link covers only a part of this inline value",
        at: range(of: opening.marker), hint: "put both markers inside it or both outside")
      return nil
    }
    return value(from: opening.marker, to: marker, block, into: &findings)
  }

  private func value(
    from opening: InlineMarkers.Marker, to closing: InlineMarkers.Marker, _ block: MarkdownBlock,
    into findings: inout Findings
  ) -> InlineValue? {
    let commentEnd = end(ofCommentAt: opening.offset)
    let expression = trimmed(opening.offset + 5..<max(opening.offset + 5, commentEnd - 3))
    guard !expression.isEmpty else {
      findings.report(
        .malformedInlineValue, "an inline value needs an expression", at: range(of: opening),
        hint: "write <!--= label.column -->")
      return nil
    }
    let text = min(commentEnd, closing.offset)..<closing.offset
    var written = String(decoding: clean[expression], as: UTF8.self)
    if block.isTableCell { written = InlineText.unescapedPipes(written) }
    return InlineValue(
      expression: written, expressionRange: expression,
      text: InlineText.unescaped(clean[text]), textRange: text)
  }

  /// Reports a marker that Markdown does not take for a comment.
  ///
  /// - Returns: whether it is a fault; one that is escaped is not.
  private func report(
    _ marker: InlineMarkers.Marker, _ role: MarkedLeaf.Role, _ block: MarkdownBlock,
    into findings: inout Findings
  ) -> Bool {
    guard marker.isOpening, !isEscaped(marker.offset) else { return false }
    var message = "this inline value is not closed by -->"
    var hint: String?
    switch role {
    case .htmlBlock where source.lineIndex(at: marker.offset) != block.line:
      message = "an inline value inside raw HTML is not read"
      hint = "the HTML begins on line \(block.line + 1): put a blank line between it and the text"
    case .htmlBlock where isFirstOnLine(marker.offset):
      message = "an inline value at the start of a line makes the line raw HTML"
      hint = "put a word before it"
    case .htmlBlock: message = "an inline value inside raw HTML is not read"
    case .insideTag: message = "an inline value inside a tag is not read"
    default:
      if !clean[..<end(ofCommentAt: marker.offset)].hasSuffix("-->") {
        message = "-- cannot stand inside an inline value"
      } else if block.isTableCell {
        message = "an inline value is closed in its table cell"
        hint = #"write \| for a bar inside a table"#
      }
    }
    findings.report(.malformedInlineValue, message, at: range(of: marker), hint: hint)
    return true
  }

  private func reportUnclosed(_ opening: Opening, nested: Bool, into findings: inout Findings) {
    guard !opening.isFaulty else { return }
    let message =
      nested
      ? "another inline value begins before this one is closed"
      : "this inline value has no closing marker"
    findings.report(
      .malformedInlineValue, message, at: range(of: opening.marker),
      hint: "close it with <!--/-->")
  }

  private func range(of marker: InlineMarkers.Marker) -> Range<Int> {
    marker.offset..<end(ofCommentAt: marker.offset)
  }

  /// The end of the first `-->`, or of the two characters `--` that are no end, or of `<!--=`.
  private func end(ofCommentAt offset: Int) -> Int {
    var index = offset + 4
    while index + 1 < clean.count {
      if clean[index] == 0x2D, clean[index + 1] == 0x2D {
        let isEnd = index + 2 < clean.count && clean[index + 2] == UInt8(ascii: ">")
        return index + (isEnd ? 3 : 2)
      }
      index += 1
    }
    return min(offset + 5, clean.count)
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(clean[start]) { start += 1 }
    while end > start, isBlank(clean[end - 1]) { end -= 1 }
    return start..<end
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// Whether an odd number of backslashes stands before an offset.
  private func isEscaped(_ offset: Int) -> Bool {
    clean[..<offset].reversed().prefix { $0 == UInt8(ascii: "\\") }.count % 2 == 1
  }

  private func isFirstOnLine(_ offset: Int) -> Bool {
    let start = source.lineStarts[source.lineIndex(at: offset)]
    return !clean[start..<offset].contains(UInt8(ascii: "<"))
  }
}

extension MarkdownBlock {
  /// Whether it is a cell of a table.
  var isTableCell: Bool {
    if case .prose(let isTableCell) = kind { isTableCell } else { false }
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes end in those of an ASCII text.
  fileprivate func hasSuffix(_ text: String) -> Bool {
    suffix(text.utf8.count).elementsEqual(text.utf8)
  }
}
