// The items of a fence's info string, byte by byte. Level 0.

internal import YAML

/// Reads words, keys and values of one line.
struct HeaderScanner {
  /// A word, or a key with its value.
  struct Item {
    let name: String
    let range: Range<Int>
    /// In scalars from the beginning of the info string, from 1.
    let column: Int
    let value: Value?
  }

  /// A value as it is written.
  struct Value {
    let text: String
    let column: Int
    /// Its bytes as they are written, quotes around it left out.
    let range: Range<Int>
    /// The items of `c("a", "b")`, or nil.
    let elements: [Value]?

    /// The value as the options read it; `readsR` takes `T` and `F` for true and false.
    func node(readsR: Bool) -> Node {
      if let elements {
        return Node(.sequence(elements.map { $0.node(readsR: readsR) }), line: 1, column: column)
      }
      let logical = readsR ? ["T": "TRUE", "F": "FALSE"][text] : nil
      return Node(.scalar(logical ?? text, isQuoted: false), line: 1, column: column)
    }
  }

  private let clean: [UInt8]
  private let range: Range<Int>
  private var offset: Int
  /// How many scalars stand before each byte of the range.
  private let scalarCounts: [Int]

  init(_ range: Range<Int>, of clean: [UInt8]) {
    self.clean = clean
    self.range = range
    offset = range.lowerBound
    var count = 0
    scalarCounts = clean[range].map { byte in
      defer { count += byte & 0xC0 == 0x80 ? 0 : 1 }
      return count
    }
  }

  var isAtEnd: Bool { offset >= range.upperBound }

  /// Whether a blank, a comma, a closing brace or the end comes next.
  var isAtWordEnd: Bool { isAtEnd || isBlank || isAt(",") || isAt("}") }

  private var isBlank: Bool { !isAtEnd && (clean[offset] == 0x20 || clean[offset] == 0x09) }

  func isAt(_ character: Unicode.Scalar) -> Bool {
    !isAtEnd && clean[offset] == UInt8(ascii: character)
  }

  /// Passes over a character if it comes next.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard isAt(character) else { return false }
    offset += 1
    return true
  }

  mutating func skipBlanks() { while isBlank { offset += 1 } }

  /// Passes over what stands between items; always true.
  mutating func skipSeparators() -> Bool {
    while isBlank || isAt(",") { offset += 1 }
    return true
  }

  /// Passes over everything up to the next blank or brace.
  mutating func skipWord() { while !isAtEnd, !isBlank, !isAt("{") { offset += 1 } }

  /// The letters that come next.
  mutating func word() -> String {
    let start = offset
    while !isAtEnd, (0x61...0x7A).contains(clean[offset]) { offset += 1 }
    return text(start..<offset)
  }

  /// The next word, with its value if a `=` follows; at least one byte is taken.
  mutating func item(endsAtBrace: Bool) -> Item {
    let start = offset
    repeat {
      offset += 1
    } while !isAtEnd && !isBlank && !isAt(",") && !isAt("=")
      && !(endsAtBrace && isAt("}"))
    let nameRange = start..<offset
    let afterName = offset
    skipBlanks()
    guard skip("=") else {
      offset = afterName
      return item(nameRange, nil)
    }
    skipBlanks()
    return item(nameRange, value(endsAtBrace: endsAtBrace))
  }

  private func item(_ range: Range<Int>, _ value: Value?) -> Item {
    Item(name: text(range), range: range, column: column(of: range.lowerBound), value: value)
  }

  private mutating func value(endsAtBrace: Bool) -> Value {
    if let quoted = quotedValue() { return quoted }
    let start = offset
    if clean[start..<range.upperBound].starts(with: "c(".utf8) { return vector() }
    while !isAtEnd, !isBlank, !isAt(","), !(endsAtBrace && isAt("}")) { offset += 1 }
    return value(start..<offset)
  }

  private func value(_ range: Range<Int>, _ elements: [Value]? = nil) -> Value {
    Value(
      text: text(range), column: column(of: range.lowerBound), range: range, elements: elements)
  }

  /// `c("a", "b")`; an end that is missing is that of the line.
  private mutating func vector() -> Value {
    let start = offset
    offset += 2
    var elements: [Value] = []
    while skipSeparators(), !isAtEnd, !skip(")") {
      if let quoted = quotedValue() {
        elements.append(quoted)
        continue
      }
      let first = offset
      while !isAtEnd, !isBlank, !isAt(","), !isAt(")") { offset += 1 }
      elements.append(value(first..<offset))
    }
    return value(start..<offset, elements)
  }

  /// A text in quotes, a backslash before what is meant literally; its end may be that of the line.
  private mutating func quotedValue() -> Value? {
    guard isAt("\"") || isAt("'") else { return nil }
    let quote = clean[offset]
    offset += 1
    let start = offset
    var bytes: [UInt8] = []
    while !isAtEnd, clean[offset] != quote {
      if isAt("\\"), offset + 1 < range.upperBound { offset += 1 }
      bytes.append(clean[offset])
      offset += 1
    }
    let value = Value(
      text: String(decoding: bytes, as: UTF8.self), column: column(of: start),
      range: start..<offset, elements: nil)
    if !isAtEnd { offset += 1 }
    return value
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: clean[range], as: UTF8.self)
  }

  private func column(of offset: Int) -> Int {
    let index = offset - range.lowerBound
    return 1 + (index < scalarCounts.count ? scalarCounts[index] : (scalarCounts.last ?? -1) + 1)
  }
}
