// Document -> the references to tables and figures in its prose. Level 0.

internal import Diagnostics

/// A reference in prose: `@tbl-name` or `@fig-name`.
public struct CrossReference: Sendable, Hashable {
  /// The label that is meant, without its prefix.
  public let label: String
  /// The bytes of the reference, from `@` on.
  public let range: Range<Int>
}

extension Document {
  /// The references in the prose, in order; those in code, links' targets and HTML are none.
  public var references: [CrossReference] {
    var text = CleanText(source.bytes).bytes
    let start = segments.first { $0.kind == .frontMatter }?.range.upperBound ?? 0
    for index in text.indices where InlineMarkers.isMark(text[index]) {
      text[index] = CleanText.replacement
    }
    let candidates = text.indices[start...].compactMap { reference(at: $0, in: text) }
    guard !candidates.isEmpty else { return [] }
    // As in `InlineMarkers`, one byte of each is replaced by one that cmark's leaves can be told by.
    for (number, candidate) in candidates.enumerated() {
      text[candidate.range.lowerBound] = mark(number)
    }
    let firstLine = start == 0 ? 0 : source.lineIndex(at: start - 1) + 1
    var found: [CrossReference] = []
    var cursor = 0
    for block in MarkdownTree(text[start...], firstLine: firstLine).blocks() {
      if block.line >= 0, block.line < source.lineStarts.count {
        let lineStart = source.lineStarts[block.line]
        while cursor < candidates.count, candidates[cursor].range.lowerBound < lineStart {
          cursor += 1
        }
      }
      for leaf in block.marks {
        guard let index = (cursor..<candidates.count).first(where: { mark($0) == leaf.mark })
        else { break }
        if leaf.role == .text { found.append(candidates[index]) }
        cursor = index + 1
      }
    }
    return found
  }

  private func mark(_ number: Int) -> UInt8 { UInt8(1 + number % 8) }

  /// What could be a reference: `@tbl-` or `@fig-` and a name, not in the middle of a word.
  private func reference(at offset: Int, in text: [UInt8]) -> CrossReference? {
    guard text[offset] == UInt8(ascii: "@") else { return nil }
    let rest = text[(offset + 1)...]
    guard rest.starts(with: "tbl-".utf8) || rest.starts(with: "fig-".utf8) else { return nil }
    if offset > 0 {
      let before = text[offset - 1]
      let isInside = isNameByte(before) && before != UInt8(ascii: "_") || before >= 0x80
      if isInside || Array("\\/.:=#@".utf8).contains(before) { return nil }
    }
    var name = rest.dropFirst(4).prefix { isNameByte($0) || $0 == UInt8(ascii: "-") }
    while name.last == UInt8(ascii: "-") { name.removeLast() }
    guard !name.isEmpty else { return nil }
    return CrossReference(
      label: String(decoding: name, as: UTF8.self), range: offset..<name.endIndex)
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
