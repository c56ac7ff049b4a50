// The parts of a date and time -> its text in ISO 8601 and its place in the order. Level 1.

/// What a text says of a date and time; a part that it does not say is nil.
struct TimeParts {
  private var year: Int?
  private var month: Int?
  private var day: Int?
  private var dayOfYear: Int?
  private var hour: Int?
  private var isAfternoon: Bool?
  private var minute: Int?
  private var second: Int?
  private var fraction: [UInt8]?
  /// Minutes east of Greenwich.
  private var zone: Int?

  typealias Rest = Slice<UnsafeBufferPointer<UInt8>>

  /// Takes the part that a letter of strptime stands for; false when it is not there.
  mutating func take(_ code: UInt8, from rest: inout Rest, isFixed: Bool) -> Bool {
    switch Character(Unicode.Scalar(code)) {
    case "Y": return set(\.year, &rest, 4, isFixed: true)
    case "y":
      guard set(\.year, &rest, 2, isFixed: true), let short = year else { return false }
      // POSIX: 69 to 99 are of the 20th century.
      year = short + (short < 69 ? 2000 : 1900)
      return true
    case "m": return set(\.month, &rest, 2, isFixed: isFixed)
    case "d": return set(\.day, &rest, 2, isFixed: isFixed)
    case "j": return set(\.dayOfYear, &rest, 3, isFixed: isFixed)
    case "H": return set(\.hour, &rest, 2, isFixed: isFixed)
    case "I":
      guard set(\.hour, &rest, 2, isFixed: isFixed), let hour else { return false }
      return (1...12).contains(hour)
    case "M": return set(\.minute, &rest, 2, isFixed: isFixed)
    case "S": return set(\.second, &rest, 2, isFixed: isFixed)
    case "f": return takeFraction(&rest)
    case "p":
      guard let index = word(&rest, ["am", "pm"]) else { return false }
      isAfternoon = index == 1
      return true
    case "B", "b", "h":
      guard let index = word(&rest, monthNames, shortLength: 3) else { return false }
      month = index + 1
      return true
    case "A", "a": return word(&rest, dayNames, shortLength: 3) != nil
    case "z", "Z": return takeZone(&rest)
    default: return false
    }
  }

  private mutating func set(
    _ part: WritableKeyPath<TimeParts, Int?>, _ rest: inout Rest, _ digitCount: Int, isFixed: Bool
  ) -> Bool {
    let digits = rest.prefix(digitCount).prefix(while: isDigit)
    guard !digits.isEmpty, !isFixed || digits.count == digitCount else { return false }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    // What is said twice is said alike.
    if let known = self[keyPath: part], known != number { return false }
    self[keyPath: part] = number
    rest = rest.dropFirst(digits.count)
    return true
  }

  private mutating func takeFraction(_ rest: inout Rest) -> Bool {
    let digits = rest.prefix(while: isDigit)
    guard !digits.isEmpty else { return false }
    fraction = Array(digits)
    rest = rest.dropFirst(digits.count)
    return true
  }

  /// The index of a name that comes, whole or as its first letters, in any case.
  private func word(_ rest: inout Rest, _ words: [String], shortLength: Int? = nil) -> Int? {
    for length in [nil, shortLength] {
      for (index, word) in words.enumerated() {
        let wanted = word.utf8.prefix(length ?? .max)
        guard rest.prefix(wanted.count).elementsEqual(wanted, by: { $0 | 0x20 == $1 }) else {
          continue
        }
        rest = rest.dropFirst(wanted.count)
        return index
      }
    }
    return nil
  }

  private mutating func takeZone(_ rest: inout Rest) -> Bool {
    for name in ["UTC", "GMT", "Z"] where rest.starts(with: name.utf8) {
      zone = 0
      rest = rest.dropFirst(name.utf8.count)
      return true
    }
    guard let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return false
    }
    var digits = rest.dropFirst().prefix(while: { isDigit($0) || $0 == UInt8(ascii: ":") })
    let length = 1 + digits.count
    let hours = digits.prefix(2)
    digits = digits.dropFirst(2)
    if digits.first == UInt8(ascii: ":") { digits = digits.dropFirst() }
    guard hours.count == 2, digits.count == 2, hours.allSatisfy(isDigit),
      digits.allSatisfy(isDigit)
    else {
      return false
    }
    let (hour, minute) = (number(hours), number(digits))
    guard hour <= 14, minute < 60 else { return false }
    zone = (hour * 60 + minute) * (sign == UInt8(ascii: "-") ? -1 : 1)
    rest = rest.dropFirst(length)
    return true
  }

  private func number(_ digits: Rest) -> Int { digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) } }

  // MARK: Checking

  /// Makes the parts one date and time of a type; false when there is none.
  mutating func settle(for type: FieldType) -> Bool {
    if let isAfternoon, let clock = hour {
      guard clock <= 12 else { return false }
      hour = clock % 12 + (isAfternoon ? 12 : 0)
    }
    guard hour ?? 0 < 24, minute ?? 0 < 60, second ?? 0 < 60, settleDay() else { return false }
    guard type == .date, hour != nil else { return true }
    // A date whose texts carry a time: none may be lost.
    let isMidnight =
      hour == 0 && minute ?? 0 == 0 && second ?? 0 == 0
      && (fraction ?? []).allSatisfy { $0 == UInt8(ascii: "0") } && zone == nil
    (hour, minute, second, fraction) = (nil, nil, nil, nil)
    return isMidnight
  }

  private mutating func settleDay() -> Bool {
    guard let year else { return true }
    if let dayOfYear {
      var (monthOfDay, rest) = (1, dayOfYear)
      while monthOfDay < 12, rest > dayCount(year: year, month: monthOfDay) {
        rest -= dayCount(year: year, month: monthOfDay)
        monthOfDay += 1
      }
      guard month ?? monthOfDay == monthOfDay, day ?? rest == rest else { return false }
      (month, day) = (monthOfDay, rest)
    }
    guard let month else { return true }
    guard (1...12).contains(month) else { return false }
    return day.map { (1...dayCount(year: year, month: month)).contains($0) } ?? true
  }

  // MARK: What comes of it

  /// The value in ISO 8601, as exact as it was told.
  var text: [UInt8] {
    var text: [UInt8] = []
    if let year { text += padded(year, 4) }
    for part in [month, day] { if let part { text += [UInt8(ascii: "-")] + padded(part, 2) } }
    guard let hour else { return text }
    if year != nil { text.append(UInt8(ascii: "T")) }
    text += padded(hour, 2)
    for part in [minute, second] { if let part { text += [UInt8(ascii: ":")] + padded(part, 2) } }
    if let fraction { text += [UInt8(ascii: ".")] + fraction }
    return text + zoneText
  }

  private var zoneText: [UInt8] {
    guard let zone else { return [] }
    if zone == 0 { return [UInt8(ascii: "Z")] }
    let sign = zone < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+")
    return [sign] + padded(abs(zone) / 60, 2) + [UInt8(ascii: ":")] + padded(abs(zone) % 60, 2)
  }

  /// Where it stands among others: what is not told is the earliest it can be.
  var moment: ReadValue {
    var seconds = Int64(dayNumber(year: year ?? 1, month: month ?? 1, day: day ?? 1)) * 86_400
    seconds += Int64((hour ?? 0) * 3_600 + (minute ?? 0) * 60 + (second ?? 0) - (zone ?? 0) * 60)
    return .moment(
      order: Moments.order(seconds: seconds, fraction: fraction ?? []), isZoned: zone != nil)
  }

  private func padded(_ number: Int, _ width: Int) -> [UInt8] {
    let digits = Array(String(number).utf8)
    return [UInt8](repeating: UInt8(ascii: "0"), count: max(0, width - digits.count)) + digits
  }
}

private let monthNames = [
  "january", "february", "march", "april", "may", "june", "july", "august", "september",
  "october", "november", "december",
]

private let dayNames = [
  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
]
