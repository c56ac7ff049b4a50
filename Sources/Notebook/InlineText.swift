// The text of an inline value, as people see it and as Markdown needs it. Level 0.

/// Escapes what Markdown would read, and takes escapes away.
enum InlineText {
  private static let backslash = UInt8(ascii: "\\")
  private static let special = Set("\\*<[]&~|".utf8)
  /// A backtick; a backslash before one does not keep it from ending a code span.
  private static let backtick = Array("&#96;".utf8)

  /// The text that `escaped` wrote, or what a person wrote without backslashes before punctuation.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == backslash, index + 1 < bytes.endIndex, isPunctuation(bytes[index + 1]) {
        index += 1
      } else if bytes[index...].starts(with: backtick) {
        text.append(UInt8(ascii: "`"))
        index += backtick.count
        continue
      }
      text.append(bytes[index])
      index += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// An expression in a table without the backslashes that keep `|` from ending the cell.
  static func unescapedPipes(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte == UInt8(ascii: "|"), bytes.last == backslash { bytes.removeLast() }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text as it is written into a notebook: on one line, and so that Markdown shows it as it is.
  static func escaped(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var written: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0, 0x0A, 0x0D: written.append(0x20)
      case UInt8(ascii: "`"): written += backtick
      case UInt8(ascii: "_") where !isInsideWord(bytes, index),
        _ where special.contains(byte):
        written += [backslash, byte]
      default: written.append(byte)
      }
    }
    return written
  }

  private static func isInsideWord(_ bytes: [UInt8], _ index: Int) -> Bool {
    index > 0 && index + 1 < bytes.count && isLetterOrDigit(bytes[index - 1])
      && isLetterOrDigit(bytes[index + 1])
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && !isLetterOrDigit(byte)
  }
}
