// The proleptic Gregorian calendar in whole numbers. Level 1.

/// What positions on a time scale count, from the start of 1970.
enum CalendarUnit: Hashable {
  case month, day, second
}

/// Conversions between days since 1970-01-01 and years, months and days.
///
/// - Source: https://howardhinnant.github.io/date_algorithms.html
enum Calendar {
  /// The day number of a date.
  static func day(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The date of a day number.
  static func date(ofDay number: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// How many days a month from 1 to 12 has.
  static func days(inMonth month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// The Monday of ISO week 1: the week that holds 4 January.
  static func firstMonday(ofWeekYear year: Int) -> Int {
    let fourth = day(year: year, month: 1, day: 4)
    return fourth - (fourth + 3 - floorDivide(fourth + 3, 7) * 7)
  }
}

/// The quotient rounded towards minus infinity.
func floorDivide(_ number: Int, _ divisor: Int) -> Int {
  let quotient = number / divisor
  return number % divisor != 0 && (number < 0) != (divisor < 0) ? quotient - 1 : quotient
}
