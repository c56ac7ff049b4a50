// What the text of a value could be, without changing it. Level 1.

/// The forms of a value of a bare file.
enum ValueForm {
  case integer(Int64)
  case real(Double, digitCount: Int)
  /// Text that people may mean as a number.
  case odd(Oddity)
  case text

  /// Why a text that looks like a number is none.
  enum Oddity: Int, CaseIterable {
    case leadingZero, tooLarge, outOfRange, comma, symbol, dayOrMonth, missingWord

    /// What so many values do, in words; the case `missingWord` is told otherwise.
    func words(isOne: Bool) -> String {
      switch self {
      case .leadingZero: isOne ? "value starts with 0" : "values start with 0"
      case .tooLarge: isOne ? "integer is beyond 64 bits" : "integers are beyond 64 bits"
      case .outOfRange: isOne ? "number is beyond the reals" : "numbers are beyond the reals"
      case .comma: isOne ? "number holds a comma" : "numbers hold a comma"
      case .symbol:
        isOne ? "number has a currency or percent sign" : "numbers have a currency or percent sign"
      case .dayOrMonth:
        isOne
          ? "date can be read day first or month first"
          : "dates can be read day first or month first"
      case .missingWord:
        isOne ? "value is a word for a missing one" : "values are a word for a missing one"
      }
    }
  }

  /// Classifies a value; blanks around a number do not matter.
  ///
  /// - Parameter point: the byte between whole and fraction.
  init(_ bytes: UnsafeBufferPointer<UInt8>, point: UInt8 = UInt8(ascii: ".")) {
    let trimmed = trimmingBlanks(bytes)
    guard let form = DecimalForm(trimmed, point: point) else {
      self = ValueForm.oddity(trimmed).map(ValueForm.odd) ?? .text
      return
    }
    if form.hasLeadingZero {
      self = .odd(.leadingZero)
    } else if !form.hasPoint, !form.hasExponent, !form.hasPlus, !form.isNegativeZero {
      self = parseInteger(trimmed).map(ValueForm.integer) ?? .odd(.tooLarge)
    } else if let value = form.value(of: trimmed) {
      self = .real(value, digitCount: form.significantDigitCount)
    } else {
      self = .odd(.outOfRange)
    }
  }

  private static func oddity(_ bytes: UnsafeBufferPointer<UInt8>) -> Oddity? {
    guard let first = bytes.first, let last = bytes.last else { return nil }
    if bytes.count <= 5 {
      let word = String(decoding: bytes, as: UTF8.self).lowercased()
      if ["null", "na", "n/a", "\\n", "nan", "-", "none"].contains(word) { return .missingWord }
    }
    if isDayOrMonthDate(bytes) { return .dayOrMonth }
    let isSymbol = { (byte: UInt8) in byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%") }
    guard bytes.contains(where: isDigit), bytes.allSatisfy({ isNumberByte($0) || isSymbol($0) })
    else { return nil }
    if isSymbol(first) || isSymbol(last) { return .symbol }
    return bytes.contains(UInt8(ascii: ",")) && !bytes.contains(where: isSymbol) ? .comma : nil
  }

  /// `02/03/2024`, which people read in two ways.
  private static func isDayOrMonthDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (8...10).contains(bytes.count) else { return false }
    let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.count == 3 && parts[2].count == 4 && (1...2).contains(parts[0].count)
      && (1...2).contains(parts[1].count) && parts.allSatisfy { $0.allSatisfy(isDigit) }
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte >= UInt8(ascii: "+") && byte <= UInt8(ascii: ".")
  }
}

extension DecimalForm {
  /// Whether the text is `-0`, which no integer is.
  var isNegativeZero: Bool { isNegative && significantDigitCount == 0 }
}

/// The bytes without blanks and tabs around them.
func trimmingBlanks(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
  var range = bytes.startIndex..<bytes.endIndex
  while let first = range.first, bytes[first] == 0x20 || bytes[first] == 0x09 {
    range.removeFirst()
  }
  while let last = range.last, bytes[last] == 0x20 || bytes[last] == 0x09 { range.removeLast() }
  return UnsafeBufferPointer(rebasing: bytes[range])
}
