// Dates with times, times and durations as numbers that order them. Level 1.

/// How points in time are compared.
enum Moments {
  /// A number that orders times exactly against limits of up to six digits of a second: twice the
  /// microseconds, and one more for what is beyond them.
  static func order(seconds: Int64, fraction: some Collection<UInt8>) -> Int64 {
    var micros: Int64 = 0
    for digit in fraction.prefix(6) { micros = micros * 10 + Int64(digit - 0x30) }
    for _ in min(6, fraction.count)..<6 { micros *= 10 }
    let hasMore = fraction.dropFirst(6).contains { $0 != UInt8(ascii: "0") }
    return (seconds * 1_000_000 + micros) * 2 + (hasMore ? 1 : 0)
  }

  /// The point in time of a text that is a `datetime` or a `time` by its default form.
  static func moment(_ bytes: UnsafeBufferPointer<UInt8>, hasDate: Bool) -> ReadValue? {
    guard hasDate ? isDateTime(bytes) : isTime(bytes) else { return nil }
    var (seconds, start): (Int64, Int) = (0, 0)
    if hasDate {
      let days = dayNumber(
        year: number(bytes, 0..<4), month: number(bytes, 5..<7), day: number(bytes, 8..<10))
      (seconds, start) = (Int64(days) * 86_400, 11)
    }
    seconds += Int64(
      number(bytes, start..<start + 2) * 3_600 + number(bytes, start + 3..<start + 5) * 60
        + number(bytes, start + 6..<start + 8))
    var rest = bytes[(start + 8)...]
    var fraction = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: isDigit)
      rest = rest.dropFirst(1 + fraction.count)
    }
    if let sign = rest.first, rest.count == 6 {
      let zone =
        number(bytes, rest.startIndex + 1..<rest.startIndex + 3) * 3_600
        + number(bytes, rest.startIndex + 4..<rest.startIndex + 6) * 60
      seconds += Int64(sign == UInt8(ascii: "-") ? zone : -zone)
    }
    return .moment(order: order(seconds: seconds, fraction: fraction), isZoned: !rest.isEmpty)
  }

  /// The length of a duration: whole months, and the rest in the unit of `order`.
  static func duration(_ bytes: UnsafeBufferPointer<UInt8>) -> ReadValue? {
    guard isDuration(bytes) else { return nil }
    let isNegative = bytes.first == UInt8(ascii: "-")
    var rest = bytes[...].drop { $0 != UInt8(ascii: "P") }.dropFirst()
    var (months, seconds): (Int64, Int64) = (0, 0)
    var fraction: [UInt8] = []
    var isTime = false
    while let first = rest.first {
      if first == UInt8(ascii: "T") {
        isTime = true
        rest = rest.dropFirst()
        continue
      }
      let digits = rest.prefix(while: isDigit)
      // Longer than all of history: no order, and no overflow.
      guard digits.count <= 9 else { return .text(order: 0) }
      let number = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
      rest = rest.dropFirst(digits.count)
      if rest.first == UInt8(ascii: ".") {
        fraction = Array(rest.dropFirst().prefix(while: isDigit))
        rest = rest.dropFirst(1 + fraction.count)
      }
      switch rest.first {
      case UInt8(ascii: "Y"): months += number * 12
      case UInt8(ascii: "M") where !isTime: months += number
      case UInt8(ascii: "D"): seconds += number * 86_400
      case UInt8(ascii: "H"): seconds += number * 3_600
      case UInt8(ascii: "M"): seconds += number * 60
      default: seconds += number
      }
      rest = rest.dropFirst()
    }
    guard seconds < 1 << 40, months < 1 << 20 else { return .text(order: 0) }
    let order = order(seconds: seconds, fraction: fraction)
    return isNegative
      ? .duration(months: -months, order: -order) : .duration(months: months, order: order)
  }

  /// Whether one duration is shorter than another wherever it begins.
  ///
  /// - Source: https://www.w3.org/TR/xmlschema-2/#duration-order
  static func precedes(
    _ left: (months: Int64, order: Int64), _ right: (months: Int64, order: Int64)
  ) -> Bool {
    [(1696, 9), (1697, 2), (1903, 3), (1903, 7)].allSatisfy { year, month in
      end(left, year, month) < end(right, year, month)
    }
  }

  private static func end(
    _ duration: (months: Int64, order: Int64), _ year: Int, _ month: Int
  ) -> Int64 {
    let months = year * 12 + month - 1 + Int(duration.months)
    let quotient = (months - (months % 12 + 12) % 12) / 12
    let days = dayNumber(year: quotient, month: months - quotient * 12 + 1, day: 1)
    return Int64(days) * 86_400 * 2_000_000 + duration.order
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    range.reduce(0) { $0 * 10 + Int(bytes[$1] & 0x0F) }
  }
}

/// The days from the beginning of March of the year 0 to a date of the Gregorian calendar.
///
/// - Source: H. Hinnant, https://howardhinnant.github.io/date_algorithms.html#days_from_civil
func dayNumber(year: Int, month: Int, day: Int) -> Int {
  let year = month <= 2 ? year - 1 : year
  let era = (year >= 0 ? year : year - 399) / 400
  let yearOfEra = year - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
}
