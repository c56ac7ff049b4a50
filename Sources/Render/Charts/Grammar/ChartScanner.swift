// The words, quoted names and signs of a chart's text. Level 1.

/// A piece of a chart's text.
struct ChartToken {
  let text: String
  let range: Range<Int>
}

/// Reads a chart's text from its start to its end.
struct ChartScanner {
  private let bytes: [UInt8]
  private(set) var offset = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The next byte, or nil at the end.
  var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func skipBlanks() {
    while let byte = next, isBlank(byte) { offset += 1 }
  }

  /// Steps over a byte when it comes next.
  mutating func skip(_ sign: Character) -> Bool {
    guard let next, sign.asciiValue == next else { return false }
    offset += 1
    return true
  }

  /// The bytes up to a blank or one of `stops`; empty when there are none.
  mutating func word(stoppingAt stops: String) -> ChartToken {
    let start = offset
    while let byte = next, !isBlank(byte), !stops.utf8.contains(byte) { offset += 1 }
    return token(start..<offset)
  }

  /// A text in double quotes, in which two quotes stand for one; the range has the quotes.
  mutating func quoted() throws(ChartError) -> ChartToken {
    let start = offset
    var text: [UInt8] = []
    offset += 1
    while let byte = next {
      offset += 1
      if byte != UInt8(ascii: "\"") {
        text.append(byte)
      } else if next == UInt8(ascii: "\"") {
        text.append(byte)
        offset += 1
      } else {
        return ChartToken(text: String(decoding: text, as: UTF8.self), range: start..<offset)
      }
    }
    throw ChartError(
      "the quote is never closed", at: start..<offset, hint: "end the text with \"")
  }

  func token(_ range: Range<Int>) -> ChartToken {
    ChartToken(text: String(decoding: bytes[range], as: UTF8.self), range: range)
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
