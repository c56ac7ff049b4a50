// Patterns of strptime -> dates and times as ISO 8601 writes them. Level 1.

/// A pattern of dates and times in the language of C and Python.
///
/// Names of months and days are English. A pattern says exactly what a text means, so the value of a column is
/// the date itself, in ISO 8601, with the parts that the pattern has and no others.
///
/// - Source: https://docs.python.org/3/library/datetime.html#format-codes
struct TimePattern: Sendable {
  private enum Item {
    case text([UInt8])
    /// One blank or more.
    case blanks
    case part(UInt8)
  }

  private let items: [Item]
  private let type: FieldType

  /// Cuts a pattern.
  ///
  /// - Throws: what in it cannot be read, or which part is missing.
  init(_ text: String, for type: FieldType) throws(PatternFault) {
    self.type = type
    var items: [Item] = []
    var parts: Set<UInt8> = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == 0x20 {
        items.append(.blanks)
      } else if byte != UInt8(ascii: "%") {
        items.append(.text([byte]))
      } else {
        let code = bytes.popFirst() ?? UInt8(ascii: "%")
        let position = text.utf8.count - bytes.count - 1
        if let longer = TimePattern.abbreviations[code] {
          bytes = Array(longer.utf8) + bytes
        } else if code == UInt8(ascii: "%") {
          items.append(.text([code]))
        } else if TimePattern.known.contains(code) {
          items.append(.part(code))
          parts.insert(code)
        } else {
          throw PatternFault(
            position: position, message: "%\(Character(Unicode.Scalar(code))) is not known")
        }
      }
    }
    self.items = items
    if let message = TimePattern.lack(of: parts, type) {
      throw PatternFault(position: 1, message: message)
    }
  }

  private static let known = Set("YymdjBbhHIpMSfzZAa".utf8)
  private static let abbreviations: [UInt8: String] = [
    UInt8(ascii: "F"): "%Y-%m-%d", UInt8(ascii: "T"): "%H:%M:%S", UInt8(ascii: "R"): "%H:%M",
    UInt8(ascii: "D"): "%m/%d/%y", UInt8(ascii: "e"): "%d", UInt8(ascii: "n"): " ",
    UInt8(ascii: "t"): " ",
  ]

  /// What a pattern does not tell although values of the type need it.
  private static func lack(of parts: Set<UInt8>, _ type: FieldType) -> String? {
    func has(_ codes: String) -> Bool { !parts.isDisjoint(with: codes.utf8) }
    if type == .time {
      if has("YymdjBbhAa") { return "a time has no date" }
    } else {
      if !has("Yy") { return "the year is missing" }
      if has("d"), !has("mBbh") { return "the month is missing" }
    }
    if type == .time || has("HIpMSf"), !has("H"), !(has("I") && has("p")) {
      return "the hour is missing"
    }
    if has("S"), !has("M") { return "the minute is missing" }
    if has("f"), !has("S") { return "the second is missing" }
    return nil
  }

  /// The parts of a text, or nil when it does not match or there is no such date or time.
  func parts(of bytes: UnsafeBufferPointer<UInt8>) -> TimeParts? {
    var parts = TimeParts()
    var rest = bytes[...]
    for (index, item) in items.enumerated() {
      switch item {
      case .text(let text):
        guard rest.starts(with: text) else { return nil }
        rest = rest.dropFirst(text.count)
      case .blanks:
        guard let first = rest.first, first == 0x20 || first == 0x09 else { return nil }
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
      case .part(let code):
        // Digits that follow each other are told apart by their number alone.
        let isFixed = isNumber(index + 1) || isNumber(index - 1)
        guard parts.take(code, from: &rest, isFixed: isFixed) else { return nil }
      }
    }
    return rest.isEmpty && parts.settle(for: type) ? parts : nil
  }

  /// Whether an item is a part of digits.
  private func isNumber(_ index: Int) -> Bool {
    guard items.indices.contains(index), case .part(let code) = items[index] else { return false }
    return "YymdjHIMSf".utf8.contains(code)
  }
}
