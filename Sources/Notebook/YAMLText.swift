// YAML cut out of a notebook, and where each of its nodes stands there. Level 0.

internal import Diagnostics
internal import YAML

/// The text of the front matter or of a cell's option lines.
struct YAMLText {
  /// The pieces joined.
  private let bytes: [UInt8]
  /// Where each piece begins in `bytes` and in the notebook.
  private let pieces: [(offset: Int, sourceOffset: Int)]
  /// The starts of lines as libyaml counts them, in scalars.
  private let lineStarts: [Int]
  private let fallback: Int
  /// The offset of each scalar, or nil when every byte is one.
  private let scalarOffsets: [Int]?

  /// Joins pieces of a clean text; each ends with its line ending.
  init(_ ranges: [Range<Int>], of clean: [UInt8], fallback: Int) {
    var bytes: [UInt8] = []
    var pieces: [(offset: Int, sourceOffset: Int)] = []
    for range in ranges {
      pieces.append((bytes.count, range.lowerBound))
      bytes.append(contentsOf: clean[range])
    }
    self.bytes = bytes
    self.pieces = pieces
    self.fallback = fallback
    let scalarOffsets =
      bytes.allSatisfy { $0 < 0x80 } ? nil : bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 }
    self.scalarOffsets = scalarOffsets
    lineStarts = YAMLText.lineStarts(bytes)
  }

  /// Reads the tree, or reports why that cannot be done.
  func parse(into findings: inout Findings) -> Node? {
    if let offset = controlCharacter {
      let start = sourceOffset(offset)
      findings.report(.malformedYAML, "a control character", at: start..<start + 1)
      return nil
    }
    do {
      return try YAML.parse(bytes)
    } catch {
      let fault = min(offset(line: error.line, column: error.column), contentEnd)
      let start = sourceOffset(fault)
      let length = max(1, bytes[fault...].prefix(while: YAMLText.isWordByte).count)
      findings.report(.malformedYAML, error.message, at: start..<start + length)
      return nil
    }
  }

  /// The bytes of a node in the notebook: a scalar as it is written, quotes included; a collection
  /// to the end of its first line.
  func range(of node: Node) -> Range<Int> {
    let start = offset(line: node.line, column: node.column)
    let end = scalarEnd(node, from: start) ?? lineEnd(from: start)
    let sourceStart = sourceOffset(start)
    return sourceStart..<(end > start ? sourceOffset(end - 1) + 1 : sourceStart)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x80...0xFF: true
    default: false
    }
  }

  private func lineEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count, !YAMLText.isLineEnd(bytes[end]) { end += 1 }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return end
  }

  private func scalarEnd(_ node: Node, from start: Int) -> Int? {
    guard case .scalar(let text, let isQuoted) = node.kind else { return nil }
    if !isQuoted {
      let end = start + text.utf8.count
      return end <= bytes.count && bytes[start..<end].elementsEqual(text.utf8) ? end : nil
    }
    guard start < bytes.count, bytes[start] == 0x22 || bytes[start] == 0x27 else { return nil }
    var index = start + 1
    while index < bytes.count {
      if bytes[index] == bytes[start] {
        guard bytes[start] == 0x27, index + 1 < bytes.count, bytes[index + 1] == 0x27 else {
          return index + 1
        }
        index += 1
      } else if bytes[start] == 0x22, bytes[index] == UInt8(ascii: "\\") {
        index += 1
      }
      index += 1
    }
    return nil
  }

  /// The end of the text without trailing blanks and line endings.
  private var contentEnd: Int {
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0x20 || YAMLText.isLineEnd(bytes[end - 1]) { end -= 1 }
    return end
  }

  private func offset(line: Int, column: Int) -> Int {
    guard line >= 1, line <= lineStarts.count else { return bytes.count }
    let index = lineStarts[line - 1] + column - 1
    guard let scalarOffsets else { return min(index, bytes.count) }
    return index < scalarOffsets.count ? scalarOffsets[index] : bytes.count
  }

  private func sourceOffset(_ offset: Int) -> Int {
    guard let piece = pieces.last(where: { $0.offset <= offset }) else { return fallback }
    return piece.sourceOffset + offset - piece.offset
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// libyaml also ends lines at U+0085, U+2028 and U+2029, as YAML 1.1 did.
  private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
    var starts = [0]
    var scalarCount = 0
    for (offset, byte) in bytes.enumerated() {
      if byte & 0xC0 != 0x80 { scalarCount += 1 }
      let endsLine =
        switch byte {
        case 0x0A: true
        case 0x0D: offset + 1 == bytes.count || bytes[offset + 1] != 0x0A
        case 0x85: offset > 0 && bytes[offset - 1] == 0xC2
        case 0xA8, 0xA9: offset > 1 && bytes[offset - 1] == 0x80 && bytes[offset - 2] == 0xE2
        default: false
        }
      if endsLine { starts.append(scalarCount) }
    }
    return starts
  }

  /// The first character that libyaml refuses without telling where it stands.
  private var controlCharacter: Int? {
    var previous: UInt8 = 0
    var beforePrevious: UInt8 = 0
    for (offset, byte) in bytes.enumerated() {
      switch byte {
      case 0x09, 0x0A, 0x0D: break
      case 0..<0x20, 0x7F: return offset
      case 0x80..<0xA0 where previous == 0xC2 && byte != 0x85: return offset - 1
      case 0xBE...0xBF where previous == 0xBF && beforePrevious == 0xEF: return offset - 2
      default: break
      }
      (beforePrevious, previous) = (previous, byte)
    }
    return nil
  }
}
