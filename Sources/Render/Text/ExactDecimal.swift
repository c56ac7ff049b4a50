// Decimal digits of a number: rounding, grouping and percent without binary fractions. Level 1.

/// The decimal digits of an integer, or of the shortest text that reads back as a real.
struct ExactDecimal {
  /// Whether the number is below zero; never set for zero.
  let isNegative: Bool
  /// The significant digits 0-9 without zeros at either end; empty for zero.
  let digits: [UInt8]
  /// How many of the digits stand before the decimal point; negative for zeros after it.
  let pointOffset: Int

  init(isNegative: Bool, digits: [UInt8], pointOffset: Int) {
    let leadingZeros = digits.prefix { $0 == 0 }.count
    var bare = Array(digits.dropFirst(leadingZeros))
    while bare.last == 0 { bare.removeLast() }
    self.digits = bare
    self.isNegative = isNegative && !bare.isEmpty
    self.pointOffset = bare.isEmpty ? 0 : pointOffset - leadingZeros
  }

  init(_ value: Int64) {
    let digits = String(value.magnitude).utf8.map { $0 - 0x30 }
    self.init(isNegative: value < 0, digits: digits, pointOffset: digits.count)
  }

  /// The digits of a finite real.
  init(_ value: Double) {
    var digits: [UInt8] = []
    var pointOffset: Int?
    var exponent = 0
    for (index, part) in value.magnitude.description.utf8.split(separator: UInt8(ascii: "e"))
      .enumerated()
    {
      if index == 1 {
        exponent = Int(String(decoding: part, as: UTF8.self)) ?? 0
        continue
      }
      for byte in part {
        if byte == UInt8(ascii: ".") {
          pointOffset = digits.count
        } else {
          digits.append(byte - 0x30)
        }
      }
    }
    self.init(
      isNegative: value < 0, digits: digits, pointOffset: (pointOffset ?? digits.count) + exponent)
  }

  var isZero: Bool { digits.isEmpty }

  /// How many decimals show the number exactly.
  var decimalCount: Int { max(0, digits.count - pointOffset) }

  /// The number times a power of ten.
  func scaled(byPowerOfTen power: Int) -> ExactDecimal {
    ExactDecimal(isNegative: isNegative, digits: digits, pointOffset: pointOffset + power)
  }

  /// The number rounded to a count of decimals, halves away from zero; a negative count rounds
  /// before the point.
  func rounded(toDecimals count: Int) -> ExactDecimal {
    let kept = pointOffset + count
    if kept >= digits.count { return self }
    if kept < 0 { return ExactDecimal(isNegative: false, digits: [], pointOffset: 0) }
    var result = [0] + digits[..<kept]
    if digits[kept] >= 5 {
      var index = result.count - 1
      while result[index] == 9 {
        result[index] = 0
        index -= 1
      }
      result[index] += 1
    }
    return ExactDecimal(isNegative: isNegative, digits: result, pointOffset: pointOffset + 1)
  }

  /// The number with exactly `decimals` decimals, thousands grouped on request.
  func fixed(_ decimals: Int, isGrouped: Bool = false) -> String {
    let rounded = rounded(toDecimals: decimals)
    var text: [UInt8] = rounded.isNegative ? [UInt8(ascii: "-")] : []
    let wholeCount = max(1, rounded.pointOffset)
    for position in 0..<wholeCount {
      let left = wholeCount - position
      if isGrouped, position > 0, left % 3 == 0 { text.append(UInt8(ascii: ",")) }
      text.append(0x30 + rounded.digit(at: position - wholeCount + rounded.pointOffset))
    }
    if decimals > 0 {
      text.append(UInt8(ascii: "."))
      for position in 0..<decimals {
        text.append(0x30 + rounded.digit(at: rounded.pointOffset + position))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The number as `d.ddde7` with at most `significant` digits, zeros at the end left out.
  func scientific(significant: Int) -> String {
    guard !isZero else { return "0" }
    let rounded = rounded(toDecimals: significant - pointOffset)
    let rest = rounded.digits.dropFirst().map { Character(Unicode.Scalar(0x30 + $0)) }
    let sign = rounded.isNegative ? "-" : ""
    let fraction = rest.isEmpty ? "" : "." + String(rest)
    return "\(sign)\(rounded.digits[0])\(fraction)e\(rounded.pointOffset - 1)"
  }

  private func digit(at index: Int) -> UInt8 { digits.indices.contains(index) ? digits[index] : 0 }
}
