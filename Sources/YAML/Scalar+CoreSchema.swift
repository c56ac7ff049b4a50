// What a plain scalar means. Level 0.

extension Scalar {
  /// Resolves a plain scalar.
  ///
  /// `no`, `on`, `yes`, dates and `1:30` are text, so Norway stays `NO`. An integer beyond 64 bits is
  /// text: no digit is lost.
  ///
  /// - Source: https://yaml.org/spec/1.2.2/#1032-tag-resolution (the core schema, decimal only)
  public init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .bool(true)
    case "false", "False", "FALSE": self = .bool(false)
    default: self = Scalar.number(text) ?? .text(text)
    }
  }

  private static func number(_ text: String) -> Scalar? {
    let bytes = Array(text.utf8)
    var index = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? 1 : 0
    let wholeDigitCount = skipDigits(bytes, &index)
    if index == bytes.count, wholeDigitCount > 0 { return Int64(text).map(Scalar.integer) }
    var fractionDigitCount = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      fractionDigitCount = skipDigits(bytes, &index)
    }
    guard wholeDigitCount + fractionDigitCount > 0 else { return nil }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
      guard skipDigits(bytes, &index) > 0 else { return nil }
    }
    guard index == bytes.count, let real = Double(text), real.isFinite else { return nil }
    return .real(real)
  }

  private static func skipDigits(_ bytes: [UInt8], _ index: inout Int) -> Int {
    let start = index
    while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 { index += 1 }
    return index - start
  }
}
