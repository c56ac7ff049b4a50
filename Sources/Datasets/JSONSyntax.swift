// Whether bytes are one JSON text: libyaml, which reads it, accepts far more. Level 1.

/// A walk over a JSON text that stops at the first byte that does not belong.
///
/// - Source: RFC 8259
struct JSONSyntax {
  /// Where the text stops being JSON, and what was expected there.
  struct Fault: Error {
    let offset: Int
    let message: String
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private static let depthLimit = 100

  /// Finds the first fault, or nil.
  static func firstFault(in bytes: UnsafeBufferPointer<UInt8>) -> Fault? {
    var walk = JSONSyntax(bytes: bytes)
    do throws(Fault) {
      try walk.value(depth: 0)
      walk.skipBlanks()
      return walk.index == bytes.count ? nil : walk.fault("text after the end of the JSON value")
    } catch {
      return error
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private func fault(_ message: String) -> Fault { Fault(offset: index, message: message) }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  private mutating func value(depth: Int) throws(Fault) {
    guard depth < JSONSyntax.depthLimit else {
      throw fault("nested deeper than \(JSONSyntax.depthLimit)")
    }
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): try object(depth: depth)
    case UInt8(ascii: "["): try array(depth: depth)
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    case nil: throw fault("the JSON text ends where a value is expected")
    default: try number()
    }
  }

  private mutating func object(depth: Int) throws(Fault) {
    index += 1
    skipBlanks()
    if current == UInt8(ascii: "}") { return index += 1 }
    while true {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw fault("expected a name in quotes") }
      try string()
      skipBlanks()
      guard current == UInt8(ascii: ":") else { throw fault("expected \":\" after a name") }
      index += 1
      try value(depth: depth + 1)
      if try endsCollection(with: UInt8(ascii: "}")) { return }
    }
  }

  private mutating func array(depth: Int) throws(Fault) {
    index += 1
    skipBlanks()
    if current == UInt8(ascii: "]") { return index += 1 }
    while true {
      try value(depth: depth + 1)
      if try endsCollection(with: UInt8(ascii: "]")) { return }
    }
  }

  /// Steps over a comma (false) or the closing bracket (true).
  private mutating func endsCollection(with close: UInt8) throws(Fault) -> Bool {
    skipBlanks()
    guard let byte = current, byte == close || byte == UInt8(ascii: ",") else {
      throw fault("expected \",\" or \"\(Character(Unicode.Scalar(close)))\"")
    }
    index += 1
    return byte == close
  }

  private mutating func string() throws(Fault) {
    index += 1
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""): return index += 1
      case UInt8(ascii: "\\"): try escape()
      case 0..<0x20: throw fault("a control character inside a string")
      default: index += 1
      }
    }
    throw fault("a string is not closed")
  }

  private mutating func escape() throws(Fault) {
    index += 1
    guard let byte = current, "\"\\/bfnrtu".utf8.contains(byte) else {
      throw fault("no such escape in JSON")
    }
    index += 1
    guard byte == UInt8(ascii: "u") else { return }
    for _ in 0..<4 {
      guard let digit = current, isHexDigit(digit) else {
        throw fault("expected four hexadecimal digits")
      }
      index += 1
    }
  }

  private mutating func word(_ word: StaticString) throws(Fault) {
    let start = index
    for offset in 0..<word.utf8CodeUnitCount {
      guard current == word.utf8Start[offset] else {
        throw Fault(offset: start, message: "expected a JSON value")
      }
      index += 1
    }
  }

  private mutating func number() throws(Fault) {
    let start = index
    if current == UInt8(ascii: "-") { index += 1 }
    let wholeStart = index
    skipDigits()
    let hasRedundantZero = index - wholeStart > 1 && bytes[wholeStart] == UInt8(ascii: "0")
    var isNumber = index > wholeStart && !hasRedundantZero
    if isNumber, current == UInt8(ascii: ".") {
      index += 1
      isNumber = skipDigits() > 0
    }
    if isNumber, let byte = current, byte | 0x20 == UInt8(ascii: "e") {
      index += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
      isNumber = skipDigits() > 0
    }
    guard isNumber else { throw Fault(offset: start, message: "expected a JSON value") }
  }

  @discardableResult
  private mutating func skipDigits() -> Int {
    let start = index
    while let byte = current, isDigit(byte) { index += 1 }
    return index - start
  }
}

/// Whether a byte is one of `0` to `9`.
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// Whether a byte is a hexadecimal digit of either case.
func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }
