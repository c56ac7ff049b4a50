// A copy of the text that C parsers can read, byte for byte as long as the original. Level 0.

internal import Diagnostics

/// The text with NUL and invalid UTF-8 bytes replaced one for one, so that every offset stays.
struct CleanText {
  /// Valid UTF-8 without NUL, as long as the original.
  private(set) var bytes: [UInt8]
  /// The first byte that is no UTF-8.
  private(set) var firstInvalid: Int?
  /// The first NUL.
  private(set) var firstNUL: Int?

  /// A letter has no meaning in Markdown, wherever it stands.
  static let replacement = UInt8(ascii: "x")

  init(_ source: [UInt8]) {
    bytes = source
    var offset = 0
    while offset < source.count {
      let byte = source[offset]
      if byte & 0x80 == 0 {
        if byte == 0 { replace(offset, first: \.firstNUL) }
        offset += 1
      } else if let length = CleanText.sequenceLength(source, offset) {
        offset += length
      } else {
        replace(offset, first: \.firstInvalid)
        offset += 1
      }
    }
  }

  private mutating func replace(_ offset: Int, first: WritableKeyPath<CleanText, Int?>) {
    bytes[offset] = CleanText.replacement
    if self[keyPath: first] == nil { self[keyPath: first] = offset }
  }

  /// The length of the multi-byte sequence at an offset, or nil when it is none.
  ///
  /// - Source: The Unicode Standard, table 3-7 (well-formed UTF-8 byte sequences).
  private static func sequenceLength(_ bytes: [UInt8], _ offset: Int) -> Int? {
    let second: ClosedRange<UInt8>
    let length: Int
    switch bytes[offset] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return nil }
    for index in offset + 2..<max(offset + 2, offset + length) where bytes[index] & 0xC0 != 0x80 {
      return nil
    }
    return length
  }

  /// Reports what had to be replaced: one finding for each kind.
  func report(to findings: inout Findings) {
    if let firstInvalid {
      findings.report(
        .notUTF8, "the text is not UTF-8 from here on", at: firstInvalid..<firstInvalid + 1,
        hint: "save the notebook as UTF-8")
    }
    if let firstNUL {
      findings.report(
        .notUTF8, "a NUL byte cannot stand in a notebook", at: firstNUL..<firstNUL + 1)
    }
  }
}
