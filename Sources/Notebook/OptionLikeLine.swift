// A line that was meant as an option line, whatever it is. Level 0.

/// A line such as `#| label: x`, `-- | assert: true` or ` --|`.
struct OptionLikeLine {
  /// `--|` or `#|`, as it would be written without blanks.
  let mark: String
  /// Whether it is written just so, at the line's start.
  let isExact: Bool
  /// The word before a colon, or nil when no option follows the mark.
  let name: String?
  /// Whether nothing follows the mark.
  let isBare: Bool
  /// The line without the blanks before it.
  let range: Range<Int>

  /// Looks at a line of a block; nil when it is nothing of the kind.
  init?(_ line: FencedBlock.Line, of clean: [UInt8]) {
    let bytes = clean[line.range]
    let content = bytes.drop(while: OptionLikeLine.isBlank)
    let start: String
    if content.starts(with: "--".utf8) {
      start = "--"
    } else if content.starts(with: "#".utf8) {
      start = "#"
    } else {
      return nil
    }
    let behind = content.dropFirst(start.utf8.count)
    let bar = behind.drop(while: OptionLikeLine.isBlank)
    guard bar.first == UInt8(ascii: "|") else { return nil }
    let rest = bar.dropFirst().drop(while: OptionLikeLine.isBlank)
    mark = start + "|"
    isExact =
      line.leadingBlankCount == 0 && content.startIndex == line.range.lowerBound
      && bar.startIndex == behind.startIndex
    name = OptionLikeLine.name(in: rest)
    isBare = rest.isEmpty
    range = content.startIndex..<line.range.upperBound
  }

  /// The key of `key: value` or `key:`.
  private static func name(in text: ArraySlice<UInt8>) -> String? {
    let word = text.prefix { byte in
      (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
    let behind = text.dropFirst(word.count).drop(while: isBlank)
    guard !word.isEmpty, behind.first == UInt8(ascii: ":") else { return nil }
    guard behind.dropFirst().first.map(isBlank) ?? true else { return nil }
    return String(decoding: word, as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
