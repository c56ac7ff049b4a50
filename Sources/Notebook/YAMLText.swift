// YAML cut out of a notebook, and where each of its nodes stands there. Level 0.

internal import Diagnostics
internal import YAML

/// The text of the front matter or of a cell's option lines.
struct YAMLText {
  /// The pieces joined.
  private let bytes: [UInt8]
  /// Where each piece begins in `bytes` and in the notebook.
  private let pieces: [(offset: Int, sourceOffset: Int)]
  /// The starts of lines as libyaml counts them.
  private let lineStarts: [Int]
  private let fallback: Int

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
      let start = sourceOffset(min(offset(line: error.line, column: error.column), contentEnd))
      findings.report(.malformedYAML, error.message, at: start..<start + 1)
      return nil
    }
  }

  /// The bytes of a node in the notebook: a scalar as it is written, quotes included; a collection
  /// to the end of its first line.
  func range(of node: Node) -> Range<Int> {
    let start = offset(line: node.line, column: node.column)
    var lineEnd = start
    while lineEnd < bytes.count, !YAMLText.isLineEnd(bytes[lineEnd]) { lineEnd += 1 }
    while lineEnd > start, bytes[lineEnd - 1] == 0x20 || bytes[lineEnd - 1] == 0x09 { lineEnd -= 1 }
    let end = min(scalarEnd(node, from: start) ?? lineEnd, lineEnd)
    let sourceStart = sourceOffset(start)
    return sourceStart..<sourceStart + (end - start)
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
    var offset = lineStarts[line - 1]
    var scalarCount = 1
    while offset < bytes.count, scalarCount < column {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      scalarCount += 1
    }
    return offset
  }

  private func sourceOffset(_ offset: Int) -> Int {
    guard let piece = pieces.last(where: { $0.offset <= offset }) else { return fallback }
    return piece.sourceOffset + offset - piece.offset
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// libyaml also ends lines at U+0085, U+2028 and U+2029, as YAML 1.1 did.
  private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
    var starts = [0]
    var offset = 0
    while offset < bytes.count {
      let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
      let third = offset + 2 < bytes.count ? bytes[offset + 2] : 0
      switch bytes[offset] {
      case 0x0D where next == 0x0A, 0xC2 where next == 0x85:
        offset += 2
        starts.append(offset)
      case 0x0A, 0x0D:
        offset += 1
        starts.append(offset)
      case 0xE2 where next == 0x80 && (third == 0xA8 || third == 0xA9):
        offset += 3
        starts.append(offset)
      default: offset += 1
      }
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
