// Days and moments as ISO 8601 writes them. Level 0.

/// A moment of the Gregorian calendar.
public struct Moment: Sendable, Hashable {
  /// Milliseconds since the beginning of 1970 in UTC; negative before.
  public let milliseconds: Int64

  /// Reads `2024-12-31`, which is the beginning of that day in UTC, or `2024-12-31T09:30:00Z`.
  ///
  /// The seconds may be left out or have up to three decimals; a blank may stand for `T`; an offset such
  /// as `+01:00` may stand for `Z`. A time without either is no moment.
  ///
  /// - Returns: nil for anything else.
  public init?(_ text: String) {
    var reader = DigitReader(text)
    guard let day = reader.day() else { return nil }
    if reader.isAtEnd {
      milliseconds = day * 86_400_000
      return
    }
    guard reader.skip("T") || reader.skip(" "), let time = reader.timeOfDay(),
      let offset = reader.skip("Z") ? 0 : reader.offset(), reader.isAtEnd
    else { return nil }
    milliseconds = day * 86_400_000 + time - offset * 60_000
  }

  /// Whether a text is a day, `YYYY-MM-DD`.
  static func isDay(_ text: String) -> Bool {
    var reader = DigitReader(text)
    return reader.day() != nil && reader.isAtEnd
  }

  /// The minutes of an offset from UTC such as `+01:00`, or nil for anything else.
  static func offsetMinutes(_ text: String) -> Int64? {
    var reader = DigitReader(text)
    let offset = reader.offset()
    return reader.isAtEnd ? offset : nil
  }
}

/// Takes numbers of fixed length from the beginning of a text.
private struct DigitReader {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { index == bytes.count }

  mutating func skip(_ mark: Character) -> Bool {
    guard index < bytes.count, bytes[index] == mark.asciiValue else { return false }
    index += 1
    return true
  }

  private mutating func number(_ digitCount: Int, _ range: ClosedRange<Int64>) -> Int64? {
    guard index + digitCount <= bytes.count else { return nil }
    var number: Int64 = 0
    for byte in bytes[index..<index + digitCount] {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int64(byte - 0x30)
    }
    index += digitCount
    return range.contains(number) ? number : nil
  }

  /// The days since 1970-01-01.
  mutating func day() -> Int64? {
    guard let year = number(4, 0...9999), skip("-"), let month = number(2, 1...12), skip("-"),
      let day = number(2, 1...31)
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[Int(month) - 1] else { return nil }
    // Years that begin in March, so that the leap day is their last.
    let shifted = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    // Floors, because the year may be -1.
    let leapDays = floorDivide(shifted, 4) - floorDivide(shifted, 100) + floorDivide(shifted, 400)
    return shifted * 365 + leapDays + (153 * monthFromMarch + 2) / 5 + day - 1 - 719_468
  }

  private func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
    number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
  }

  /// The milliseconds since midnight.
  mutating func timeOfDay() -> Int64? {
    guard let hour = number(2, 0...23), skip(":"), let minute = number(2, 0...59) else {
      return nil
    }
    let minutes = (hour * 60 + minute) * 60_000
    guard skip(":") else { return minutes }
    guard let second = number(2, 0...59) else { return nil }
    guard skip(".") else { return minutes + second * 1000 }
    for (digitCount, scale) in [(3, Int64(1)), (2, 10), (1, 100)] {
      if let fraction = number(digitCount, 0...999) {
        return minutes + second * 1000 + fraction * scale
      }
    }
    return nil
  }

  /// The minutes of `+01:00` or `-05:30`, at most 14 hours.
  mutating func offset() -> Int64? {
    let isNegative = skip("-")
    guard isNegative || skip("+"), let hour = number(2, 0...14), skip(":"),
      let minute = number(2, 0...59), hour < 14 || minute == 0
    else { return nil }
    return (hour * 60 + minute) * (isNegative ? -1 : 1)
  }
}
