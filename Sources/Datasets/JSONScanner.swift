// A JSON text -> the spans of its values, strictly. Level 1.

/// Steps through the values of a JSON text of which it is known that it is UTF-8 without NUL.
///
/// - Source: RFC 8259
struct JSONScanner {
  let base: UnsafePointer<UInt8>
  /// The offset of the next byte.
  var index: Int
  /// Where the text, or the line that is read, ends.
  var limit: Int

  /// The most bytes that one value may take.
  private static let valueLimit = 16 << 20
  /// How deep arrays and objects may lie in each other.
  private static let depthLimit = 1_000

  /// The next byte, or 0 at the end; no text holds NUL.
  @inline(__always)
  var current: UInt8 { index < limit ? base[index] : 0 }

  @inline(__always)
  mutating func skipBlanks() {
    while index < limit {
      let byte = base[index]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      index += 1
    }
  }

  /// That something else is expected here.
  func expected(_ what: String) -> JSONFault {
    if index >= limit {
      return JSONFault(offset: limit, message: "the text ends; expected \(what)")
    }
    let isComment = base[index] == UInt8(ascii: "/") || base[index] == UInt8(ascii: "#")
    return JSONFault(
      offset: index, message: "expected \(what)", hint: isComment ? "JSON has no comments" : nil)
  }

  /// Reads a value.
  @inline(__always)
  mutating func value() throws(JSONFault) -> JSONSpan {
    switch current {
    case UInt8(ascii: "\""): return try string()
    case UInt8(ascii: "-"), 0x30...0x39: return try number()
    case UInt8(ascii: "{"), UInt8(ascii: "["): return try nested()
    default: return try word()
    }
  }

  // MARK: Strings

  /// Reads a string whose opening quote is next.
  @inline(__always)
  mutating func string() throws(JSONFault) -> JSONSpan {
    let start = index + 1
    var position = start
    var isCoded = false
    while true {
      position = plainEnd(from: position)
      guard position < limit else {
        throw JSONFault(offset: start - 1, message: "a string is not closed")
      }
      let byte = base[position]
      if byte == UInt8(ascii: "\"") { break }
      guard byte == UInt8(ascii: "\\") else {
        throw JSONFault(
          offset: position, message: "a control character inside a string",
          hint: "JSON writes it as an escape, such as \\n")
      }
      isCoded = true
      position = try escapeEnd(from: position)
    }
    index = position + 1
    try checkLength(position - start, at: start - 1)
    return JSONSpan(
      start: start, count: UInt32(truncatingIfNeeded: position - start), kind: .string,
      isCoded: isCoded)
  }

  private func checkLength(_ count: Int, at offset: Int) throws(JSONFault) {
    guard count > JSONScanner.valueLimit else { return }
    throw JSONFault(offset: offset, message: "a value of more than 16 MiB")
  }

  /// The offset of the first quote, backslash or control character, eight bytes at a time.
  ///
  /// - Source: https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord
  @inline(__always)
  private func plainEnd(from start: Int) -> Int {
    let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    var position = start
    while position + 8 <= limit {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self))
      let quotes = word ^ (ones &* 0x22)
      let slashes = word ^ (ones &* 0x5C)
      let found =
        ((quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes
          | (word &- ones &* 0x20) & ~word) & highs
      if found != 0 { return position + found.trailingZeroBitCount >> 3 }
      position += 8
    }
    while position < limit, base[position] >= 0x20, base[position] != UInt8(ascii: "\""),
      base[position] != UInt8(ascii: "\\")
    {
      position += 1
    }
    return position
  }

  /// Steps over an escape that means a character.
  private func escapeEnd(from start: Int) throws(JSONFault) -> Int {
    guard start + 1 < limit else {
      throw JSONFault(offset: start, message: "a string is not closed")
    }
    guard base[start + 1] == UInt8(ascii: "u") else {
      guard "\"\\/bfnrt".utf8.contains(base[start + 1]) else {
        throw JSONFault(
          offset: start, message: "no such escape in JSON", hint: "a backslash itself is \\\\")
      }
      return start + 2
    }
    let unit = try codeUnit(at: start)
    if unit == 0 {
      throw JSONFault(offset: start, message: "\\u0000 is NUL, which no text may hold")
    }
    guard unit & 0xF800 == 0xD800 else { return start + 6 }
    let isPair =
      unit < 0xDC00 && start + 7 < limit && base[start + 6] == UInt8(ascii: "\\")
      && base[start + 7] == UInt8(ascii: "u")
    guard isPair, try codeUnit(at: start + 6) & 0xFC00 == 0xDC00 else {
      throw JSONFault(offset: start, message: "half a character: a surrogate without the other")
    }
    return start + 12
  }

  /// The number of `\uXXXX`.
  private func codeUnit(at start: Int) throws(JSONFault) -> UInt32 {
    var unit: UInt32 = 0
    for position in start + 2..<start + 6 {
      guard position < limit, isHexDigit(base[position]) else {
        throw JSONFault(offset: start, message: "expected four hexadecimal digits after \\u")
      }
      unit = unit << 4 | hexValue(base[position])
    }
    return unit
  }

  // MARK: Numbers and words

  @inline(__always)
  private mutating func number() throws(JSONFault) -> JSONSpan {
    let start = index
    if base[index] == UInt8(ascii: "-") { index += 1 }
    let whole = index
    skipDigits()
    let hasRedundantZero = index > whole + 1 && base[whole] == UInt8(ascii: "0")
    guard index > whole, !hasRedundantZero else {
      throw JSONFault(
        offset: start, message: "no JSON number",
        hint: hasRedundantZero ? "numbers with a 0 before them are written as strings" : nil)
    }
    var kind = JSONSpan.Kind.integer
    if current == UInt8(ascii: ".") {
      kind = .real
      try digitsAfterMark(start)
    }
    if current | 0x20 == UInt8(ascii: "e") {
      kind = .real
      if index + 1 < limit,
        base[index + 1] == UInt8(ascii: "+") || base[index + 1] == UInt8(ascii: "-")
      {
        index += 1
      }
      try digitsAfterMark(start)
    }
    try checkLength(index - start, at: start)
    return JSONSpan(start: start, count: UInt32(truncatingIfNeeded: index - start), kind: kind)
  }

  @inline(__always)
  private mutating func skipDigits() {
    while index < limit, isDigit(base[index]) { index += 1 }
  }

  private mutating func digitsAfterMark(_ start: Int) throws(JSONFault) {
    index += 1
    let first = index
    skipDigits()
    guard index > first else { throw JSONFault(offset: start, message: "no JSON number") }
  }

  private mutating func word() throws(JSONFault) -> JSONSpan {
    for (word, kind) in [("true", JSONSpan.Kind.yes), ("false", .no), ("null", .null)] {
      let end = index + word.utf8.count
      guard end <= limit,
        UnsafeBufferPointer(start: base + index, count: word.utf8.count).elementsEqual(word.utf8)
      else { continue }
      defer { index = end }
      return JSONSpan(start: index, count: UInt32(word.utf8.count), kind: kind)
    }
    var fault = expected("a JSON value")
    if current == UInt8(ascii: "N") || current == UInt8(ascii: "I") {
      fault.hint = "JSON has neither NaN nor Infinity: null"
    } else if current == UInt8(ascii: "'") {
      fault.hint = "strings stand in double quotes"
    }
    throw fault
  }

  // MARK: Arrays and objects inside a value

  private mutating func nested() throws(JSONFault) -> JSONSpan {
    let start = index
    try collection(depth: 1)
    try checkLength(index - start, at: start)
    return JSONSpan(start: start, count: UInt32(truncatingIfNeeded: index - start), kind: .nested)
  }

  private mutating func collection(depth: Int) throws(JSONFault) {
    guard depth <= JSONScanner.depthLimit else {
      throw JSONFault(
        offset: index, message: "nested deeper than \(grouped(JSONScanner.depthLimit))")
    }
    let isObject = base[index] == UInt8(ascii: "{")
    let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    index += 1
    skipBlanks()
    if current == close { return index += 1 }
    while true {
      if isObject { _ = try name() }
      if current == UInt8(ascii: "{") || current == UInt8(ascii: "[") {
        try collection(depth: depth + 1)
      } else {
        _ = try value()
      }
      if try endsCollection(close) { return }
    }
  }

  /// Reads a name and its colon, up to the value.
  @inline(__always)
  mutating func name() throws(JSONFault) -> JSONSpan {
    guard current == UInt8(ascii: "\"") else { throw expected("a name in double quotes") }
    let name = try string()
    skipBlanks()
    guard current == UInt8(ascii: ":") else { throw expected("\":\" after a name") }
    index += 1
    skipBlanks()
    return name
  }

  /// Steps over a comma (false) or the closing bracket (true).
  @inline(__always)
  mutating func endsCollection(_ close: UInt8) throws(JSONFault) -> Bool {
    skipBlanks()
    let byte = current
    guard byte == UInt8(ascii: ",") else {
      guard byte == close else {
        throw expected("\",\" or \"\(Character(Unicode.Scalar(close)))\"")
      }
      index += 1
      return true
    }
    let comma = index
    index += 1
    skipBlanks()
    if current == close {
      throw JSONFault(
        offset: comma, message: "a comma before \"\(Character(Unicode.Scalar(close)))\"",
        hint: "JSON has no comma after the last value")
    }
    return false
  }
}

/// The value of a hexadecimal digit of either case.
func hexValue(_ digit: UInt8) -> UInt32 {
  UInt32(isDigit(digit) ? digit &- 0x30 : (digit | 0x20) &- 0x61 &+ 10)
}
