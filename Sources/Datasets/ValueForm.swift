// What the text of a value could be, without changing it. Level 1.

/// The forms of a value of a bare file.
enum ValueForm {
  case integer(Int64)
  case real(Double, digitCount: Int)
  /// Text that people may mean as a number.
  case odd(Oddity)
  case text

  /// Why a text that looks like a number is none.
  enum Oddity: String, CaseIterable {
    case leadingZero = "begin with 0"
    case tooLarge = "are beyond the integers of 64 bits"
    case outOfRange = "are beyond the range of reals"
    case comma = "hold a comma"
    case symbol = "hold a currency or percent sign"
    case missingWord = "are a word for a missing value"
  }

  /// Classifies a value; blanks around a number do not matter.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let trimmed = trimmingBlanks(bytes)
    guard let form = DecimalForm(trimmed) else {
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
    let symbols = Array("$%".utf8)
    let core = bytes.filter { !symbols.contains($0) }
    let hasSymbol = symbols.contains(first) || symbols.contains(last)
    guard bytes.contains(where: isDigit), core.allSatisfy(isNumberByte) else { return nil }
    if hasSymbol { return .symbol }
    return bytes.contains(UInt8(ascii: ",")) ? .comma : nil
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
