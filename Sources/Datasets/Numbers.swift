// The texts of integers and numbers. Level 1.

/// The integer that a text of an optional sign and digits means, or nil, also beyond 64 bits.
func parseInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
  var index = 0
  let isNegative = bytes.first == UInt8(ascii: "-")
  if isNegative || bytes.first == UInt8(ascii: "+") { index = 1 }
  guard index < bytes.count else { return nil }
  var value: Int64 = 0
  while index < bytes.count {
    guard isDigit(bytes[index]) else { return nil }
    let (product, overflow) = value.multipliedReportingOverflow(by: 10)
    let digit = Int64(bytes[index] - 0x30)
    // Counted downwards, because the least integer has no positive counterpart.
    let (sum, overflowing) = product.subtractingReportingOverflow(digit)
    if overflow || overflowing { return nil }
    value = sum
    index += 1
  }
  if isNegative { return value }
  return value == .min ? nil : -value
}

/// An integer of at most 18 digits without sign, blanks or leading zeros (a minus sign is allowed,
/// but not before 0), or nil for every other text.
@inline(__always)
func plainInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
  var index = 0
  let count = bytes.count
  guard count > 0, count < 19 else { return nil }
  let isNegative = bytes[0] == UInt8(ascii: "-")
  if isNegative { index = 1 }
  guard index < count else { return nil }
  let first = bytes[index] &- 0x30
  guard first < 10, first > 0 || count == 1 else { return nil }
  var value = Int64(first)
  index += 1
  while index < count {
    let digit = bytes[index] &- 0x30
    guard digit < 10 else { return nil }
    value = value &* 10 &+ Int64(digit)
    index += 1
  }
  return isNegative ? -value : value
}

/// The double that at most 15 digits with or without a point mean, or nil for every other text.
///
/// - Source: W. D. Clinger's short way, see `DecimalForm.value`.
@inline(__always)
func plainReal(_ bytes: UnsafeBufferPointer<UInt8>, point: UInt8) -> Double? {
  var index = 0
  let count = bytes.count
  guard count > 0, count <= 17 else { return nil }
  let isNegative = bytes[0] == UInt8(ascii: "-")
  if isNegative { index = 1 }
  let start = index
  var mantissa: UInt64 = 0
  var pointIndex = count
  while index < count {
    let digit = bytes[index] &- 0x30
    if digit < 10 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
    } else {
      guard bytes[index] == point, pointIndex == count else { return nil }
      pointIndex = index
    }
    index += 1
  }
  let fractionCount = max(0, count - pointIndex - 1)
  let wholeCount = pointIndex - start
  guard wholeCount + fractionCount > 0, wholeCount + fractionCount <= 15,
    wholeCount < 2 || bytes[start] != UInt8(ascii: "0")
  else { return nil }
  let value = Double(mantissa) / powersOfTen[fractionCount]
  return isNegative ? -value : value
}

/// The number that a text means: decimal or exponent form, or `INF` and `-INF` in any case.
///
/// - Returns: nil also for `NaN`, which SQL does not have, beyond the range of doubles, and for whole numbers
///   beyond 2^53.
func parseNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
  if let value = plainReal(bytes, point: UInt8(ascii: ".")) { return value }
  if let form = DecimalForm(bytes) {
    guard let value = form.value(of: bytes) else { return nil }
    // Beyond 2^53 a real may stand for several whole numbers, and 2^53 itself for the next one.
    let isWhole = !form.hasPoint && !form.hasExponent
    guard isWhole, value.magnitude >= 9_007_199_254_740_992 else { return value }
    return plainInteger(bytes)?.magnitude == 1 << 53 ? value : nil
  }
  guard bytes.count == 3 || bytes.count == 4 else { return nil }
  let word = String(decoding: bytes, as: UTF8.self).lowercased()
  return word == "inf" || word == "+inf" ? .infinity : word == "-inf" ? -.infinity : nil
}

/// A text cut into sign, digits, fraction and exponent.
///
/// The mantissa needs a digit, before or after the point; nothing else is left over.
struct DecimalForm {
  /// How many digits stand before the point.
  private(set) var wholeDigitCount = 0
  /// How many digits stand after the point.
  private(set) var fractionDigitCount = 0
  /// Whether there is a decimal point.
  private(set) var hasPoint = false
  private(set) var hasExponent = false
  private(set) var hasPlus = false
  private(set) var isNegative = false
  /// Whether a zero stands before another digit.
  private(set) var hasLeadingZero = false
  /// The digits of the mantissa as one integer, while they fit.
  private var mantissa: UInt64 = 0
  /// Digits from the first that is not 0 on.
  private(set) var significantDigitCount = 0
  private var exponent = 0

  /// Cuts a text; `point` stands between whole and fraction.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, point: UInt8 = UInt8(ascii: ".")) {
    var index = 0
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      hasPlus = !isNegative
      index = 1
    }
    let start = index
    wholeDigitCount = addDigits(of: bytes, from: &index)
    hasLeadingZero = wholeDigitCount > 1 && bytes[start] == UInt8(ascii: "0")
    if index < bytes.count, bytes[index] == point {
      hasPoint = true
      index += 1
      fractionDigitCount = addDigits(of: bytes, from: &index)
    }
    guard wholeDigitCount + fractionDigitCount > 0 else { return nil }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      hasExponent = true
      index += 1
      guard readExponent(of: bytes, from: &index) else { return nil }
    }
    guard index == bytes.count else { return nil }
  }

  private mutating func addDigits(
    of bytes: UnsafeBufferPointer<UInt8>, from index: inout Int
  ) -> Int {
    let start = index
    while index < bytes.count, isDigit(bytes[index]) {
      let digit = UInt64(bytes[index] - 0x30)
      if significantDigitCount > 0 || digit > 0 {
        significantDigitCount += 1
        if significantDigitCount <= 19 { mantissa = mantissa &* 10 &+ digit }
      }
      index += 1
    }
    return index - start
  }

  private mutating func readExponent(
    of bytes: UnsafeBufferPointer<UInt8>, from index: inout Int
  ) -> Bool {
    var isDown = false
    if index < bytes.count, bytes[index] == 0x2D || bytes[index] == 0x2B {
      isDown = bytes[index] == 0x2D
      index += 1
    }
    let start = index
    while index < bytes.count, isDigit(bytes[index]) {
      exponent = min(100_000, exponent * 10 + Int(bytes[index] - 0x30))
      index += 1
    }
    if isDown { exponent = -exponent }
    return index > start
  }

  /// The nearest double, or nil when the text is not 0 but its double is, or is infinite.
  ///
  /// - Source: the short way is W. D. Clinger's, "How to read floating point numbers accurately":
  ///   integer and power of ten are exact doubles, so one operation rounds once.
  func value(of bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    let power = exponent - fractionDigitCount
    if significantDigitCount <= 15, abs(power) <= 22 {
      let whole = Double(mantissa)
      let value = power < 0 ? whole / powersOfTen[-power] : whole * powersOfTen[power]
      return isNegative ? -value : value
    }
    let text = String(decoding: bytes.map { $0 == 0x2C ? 0x2E : $0 }, as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      return nil
    }
    return value == 0 && significantDigitCount > 0 ? nil : value
  }
}

private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
  1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]
