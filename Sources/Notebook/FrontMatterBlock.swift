// Where the front matter stands. Level 0.

internal import Diagnostics

/// The lines between `---` and `---` (or `...`) at the top of a file.
struct FrontMatterBlock {
  /// Whole lines, both rules included, and a byte order mark before them.
  let range: Range<Int>
  /// The YAML between them.
  let content: Range<Int>
  /// The number of lines of `range`.
  let lineCount: Int

  /// Finds the front matter, or nil when the file has none.
  ///
  /// Without a closing rule there is none: `---` is a thematic break then. When a `key:` follows it,
  /// that is reported, because nobody means a break there.
  init?(_ source: SourceText, findings: inout Findings) {
    let first = source.lineContentRange(0)
    let bytes = source.bytes
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard FrontMatterBlock.isRule(bytes[start..<max(start, first.upperBound)], "---") else {
      return nil
    }
    for index in source.lineStarts.indices.dropFirst() {
      let line = bytes[source.lineContentRange(index)]
      guard FrontMatterBlock.isRule(line, "---") || FrontMatterBlock.isRule(line, "...") else {
        continue
      }
      let end = source.lineRange(index)
      range = 0..<end.upperBound
      content = source.lineStarts[1]..<end.lowerBound
      lineCount = index + 1
      return
    }
    if source.lineStarts.count > 1, FrontMatterBlock.isKey(bytes[source.lineContentRange(1)]) {
      findings.report(
        .malformedYAML, "the front matter is not closed", at: start..<start + 3,
        hint: "end it with a line ---")
    }
    return nil
  }

  private static func isRule(_ line: ArraySlice<UInt8>, _ rule: String) -> Bool {
    line.starts(with: rule.utf8) && line.dropFirst(3).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private static func isKey(_ line: ArraySlice<UInt8>) -> Bool {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
    let after = line[(colon + 1)...]
    return isIdentifier(String(decoding: line[..<colon], as: UTF8.self))
      && (after.first.map { $0 == 0x20 || $0 == 0x09 } ?? true)
  }
}
