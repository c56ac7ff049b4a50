// Dates, times and durations as ISO 8601 and XML Schema write them. Level 1.

/// A date `YYYY-MM-DD` of the Gregorian calendar.
///
/// - Returns: year, month and day as the digits of one number, which orders dates; nil if no date.
func parseDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
  guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
    let year = digits(bytes, 0..<4), let month = digits(bytes, 5..<7),
    let day = digits(bytes, 8..<10), (1...12).contains(month), day >= 1,
    day <= dayCount(year: year, month: month)
  else { return nil }
  return Int64(year * 10_000 + month * 100 + day)
}

/// A month `YYYY-MM`, as year and month in one number.
func parseYearMonth(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
  guard bytes.count == 7, bytes[4] == UInt8(ascii: "-"), let year = digits(bytes, 0..<4),
    let month = digits(bytes, 5..<7), (1...12).contains(month)
  else { return nil }
  return Int64(year * 100 + month)
}

/// A year of at least four digits, perhaps with a minus sign; five digits and more begin above 0.
func parseYear(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
  let isNegative = bytes.first == UInt8(ascii: "-")
  let digitCount = bytes.count - (isNegative ? 1 : 0)
  guard digitCount >= 4, let first = bytes.dropFirst(isNegative ? 1 : 0).first, isDigit(first),
    digitCount == 4 || first != UInt8(ascii: "0")
  else { return nil }
  return parseInteger(bytes)
}

/// `YYYY-MM-DDThh:mm:ss`, with a fraction and a zone if wanted.
func isDateTime(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T"),
    parseDate(UnsafeBufferPointer(rebasing: bytes[..<10])) != nil
  else { return false }
  return isTime(UnsafeBufferPointer(rebasing: bytes[11...]))
}

/// `hh:mm:ss`, with a fraction and a zone (`Z`, `+01:00`) if wanted.
func isTime(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard bytes.count >= 8, bytes[2] == UInt8(ascii: ":"), bytes[5] == UInt8(ascii: ":"),
    let hour = digits(bytes, 0..<2), let minute = digits(bytes, 3..<5),
    let second = digits(bytes, 6..<8), hour < 24, minute < 60, second < 60
  else { return false }
  var index = 8
  if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
    let start = index + 1
    index = start
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    if index == start { return false }
  }
  return isZone(UnsafeBufferPointer(rebasing: bytes[index...]))
}

private func isZone(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  if bytes.isEmpty || bytes.count == 1 && bytes[0] == UInt8(ascii: "Z") { return true }
  guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
    bytes[3] == UInt8(ascii: ":"), let hour = digits(bytes, 1..<3),
    let minute = digits(bytes, 4..<6)
  else { return false }
  return hour <= 14 && minute < 60
}

/// `PnYnMnDTnHnMnS` with at least one part, the seconds perhaps with a fraction.
func isDuration(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var index = bytes.first == UInt8(ascii: "-") ? 1 : 0
  guard index < bytes.count, bytes[index] == UInt8(ascii: "P") else { return false }
  index += 1
  guard let dateParts = durationParts(bytes, &index, letters: Array("YMD".utf8)) else {
    return false
  }
  if index == bytes.count { return dateParts > 0 }
  guard bytes[index] == UInt8(ascii: "T") else { return false }
  index += 1
  guard let timeParts = durationParts(bytes, &index, letters: Array("HMS".utf8)) else {
    return false
  }
  return timeParts > 0 && index == bytes.count
}

/// Steps over numbers with letters in their order; nil when a number has no such letter.
private func durationParts(
  _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, letters: [UInt8]
) -> Int? {
  var (partCount, letterIndex) = (0, 0)
  while index < bytes.count, isDigit(bytes[index]) {
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    var hasFraction = false
    if index + 1 < bytes.count, bytes[index] == UInt8(ascii: "."), isDigit(bytes[index + 1]) {
      hasFraction = true
      index += 1
      while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    }
    guard index < bytes.count,
      let found = letters[letterIndex...].firstIndex(of: bytes[index]),
      !hasFraction || bytes[index] == UInt8(ascii: "S")
    else { return nil }
    letterIndex = found + 1
    partCount += 1
    index += 1
  }
  return partCount
}

/// The number that digits at a range mean, or nil when one is not a digit.
private func digits(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
  var value = 0
  for index in range {
    guard isDigit(bytes[index]) else { return nil }
    value = value * 10 + Int(bytes[index] - 0x30)
  }
  return value
}

/// How many days a month of the Gregorian calendar has.
func dayCount(year: Int, month: Int) -> Int {
  switch month {
  case 2: year % 4 == 0 && year % 100 != 0 || year % 400 == 0 ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}
