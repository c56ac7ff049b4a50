// Dates and times as ISO 8601 texts, read into whole numbers of their unit. Level 1.

/// A date or time on the proleptic Gregorian calendar, in UTC.
struct ISODate: Hashable {
  /// How a date is written, which is also how long it lasts.
  enum Form: String, Hashable {
    case year, quarter, month, week, day, time

    /// What `ISODate.position` counts.
    var unit: CalendarUnit {
      switch self {
      case .year, .quarter, .month: .month
      case .week, .day: .day
      case .time: .second
      }
    }

    /// How many units a date of this form covers; a time is an instant.
    var length: Int {
      switch self {
      case .year: 12
      case .quarter: 3
      case .month, .day: 1
      case .week: 7
      case .time: 0
      }
    }
  }

  /// What a text turned out to be.
  enum Reading {
    case date(ISODate)
    /// In the form of a date that no calendar has, such as 2023-02-30.
    case impossible
    case other
  }

  let form: Form
  /// Months, days or seconds from the start of 1970 to the date's start.
  let position: Int

  /// Reads `YYYY`, `YYYY-MM`, `YYYY-Qn`, `YYYY-Www`, `YYYY-MM-DD`, the last
  /// with a time after `T` or a blank.
  static func read(_ text: some Collection<UInt8>) -> Reading {
    guard text.count >= 4, text.count <= 35 else { return .other }
    let bytes = Array(text)
    guard let year = digits(bytes, 0..<4) else { return .other }
    if bytes.count == 4 { return .date(ISODate(form: .year, position: (year - 1970) * 12)) }
    guard bytes[4] == UInt8(ascii: "-") else { return .other }
    switch bytes.count {
    case 7 where bytes[5] == UInt8(ascii: "Q"):
      guard let quarter = digits(bytes, 6..<7) else { return .other }
      return made(.quarter, (year - 1970) * 12 + (quarter - 1) * 3, (1...4).contains(quarter))
    case 7:
      guard let month = digits(bytes, 5..<7) else { return .other }
      return made(.month, (year - 1970) * 12 + month - 1, (1...12).contains(month))
    case 8 where bytes[5] == UInt8(ascii: "W"):
      guard let week = digits(bytes, 6..<8) else { return .other }
      return readWeek(year: year, week: week)
    case 10...: return readDay(bytes, year: year)
    default: return .other
    }
  }

  private static func readWeek(year: Int, week: Int) -> Reading {
    let first = Calendar.firstMonday(ofWeekYear: year)
    let last = Calendar.firstMonday(ofWeekYear: year + 1) - 7
    let monday = first + (week - 1) * 7
    return made(.week, monday, week >= 1 && monday <= last)
  }

  private static func readDay(_ bytes: [UInt8], year: Int) -> Reading {
    guard bytes[7] == UInt8(ascii: "-"), let month = digits(bytes, 5..<7),
      let day = digits(bytes, 8..<10)
    else { return .other }
    let isReal =
      (1...12).contains(month) && day >= 1 && day <= Calendar.days(inMonth: month, of: year)
    let position = isReal ? Calendar.day(year: year, month: month, day: day) : 0
    if bytes.count == 10 { return made(.day, position, isReal) }
    guard let seconds = readTime(bytes[10...]) else { return .other }
    return made(.time, position * 86_400 + seconds, isReal && seconds >= 0)
  }

  /// Seconds from `THH:MM[:SS[.fff]][Z]`; -1 for a time that no clock has, nil for anything else.
  private static func readTime(_ text: ArraySlice<UInt8>) -> Int? {
    var bytes = Array(text)
    guard bytes[0] == UInt8(ascii: "T") || bytes[0] == UInt8(ascii: " ") else { return nil }
    if bytes.last == UInt8(ascii: "Z") { bytes.removeLast() }
    guard bytes.count >= 6, bytes[3] == UInt8(ascii: ":"), let hour = digits(bytes, 1..<3),
      let minute = digits(bytes, 4..<6)
    else { return nil }
    var second = 0
    if bytes.count > 6 {
      guard bytes.count >= 9, bytes[6] == UInt8(ascii: ":"), let value = digits(bytes, 7..<9) else {
        return nil
      }
      let fraction = bytes[9...]
      let isFraction = fraction.first == UInt8(ascii: ".") && fraction.count > 1
      guard fraction.isEmpty || isFraction && fraction.dropFirst().allSatisfy(isDigit) else {
        return nil
      }
      second = value
    }
    return hour < 24 && minute < 60 && second < 60 ? hour * 3600 + minute * 60 + second : -1
  }

  private static func made(_ form: Form, _ position: Int, _ isReal: Bool) -> Reading {
    isReal ? .date(ISODate(form: form, position: position)) : .impossible
  }

  private static func digits(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard range.upperBound <= bytes.count, bytes[range].allSatisfy(isDigit) else { return nil }
    return bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
