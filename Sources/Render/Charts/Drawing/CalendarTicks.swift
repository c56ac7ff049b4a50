// Ticks on years, months, days and times of day. Level 1.

/// A distance between ticks of a time axis.
enum CalendarStep: Equatable {
  case seconds(Int)
  case days(Int)
  case months(Int)

  /// From the finest to the coarsest; weeks begin on Monday.
  static let ladder: [CalendarStep] =
    [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200].map { .seconds($0) }
    + [.days(1), .days(7), .months(1), .months(3)]
    + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map { .months($0 * 12) }

  /// About how many units it is long.
  func length(in unit: CalendarUnit) -> Double {
    let seconds: Double =
      switch self {
      case .seconds(let count): Double(count)
      case .days(let count): Double(count) * 86_400
      case .months(let count): Double(count) * 2_629_746
      }
    switch unit {
    case .second: return seconds
    case .day: return seconds / 86_400
    case .month: return seconds / 2_629_746
    }
  }

  /// Whether positions of a unit can lie on it.
  func isAvailable(in unit: CalendarUnit) -> Bool {
    switch (self, unit) {
    case (.seconds, .second), (.days, .second), (.days, .day), (.months, _): true
    case (.seconds, _), (.days, .month): false
    }
  }
}

/// The ticks of a time axis.
struct CalendarTicks {
  private let form: ISODate.Form
  private let scale: AxisScale
  private var unit: CalendarUnit { form.unit }

  init(_ form: ISODate.Form, _ scale: AxisScale) {
    self.form = form
    self.scale = scale
  }

  /// The ticks of the finest step whose labels fit; when no step gives two, the first and the last
  /// date, or the first alone.
  func finest(fitting fits: ([AxisTick]) -> Bool) -> [AxisTick] {
    for step in CalendarStep.ladder where step.isAvailable(in: unit) {
      let count = (scale.high - scale.low) / step.length(in: unit)
      if count > Double(scale.cells) { continue }
      let ticks = ticks(every: step)
      if ticks.count >= 2, fits(ticks) { return ticks }
      if count < 1 { break }
    }
    let ends = [Int(scale.low), Int(scale.high) - form.length].map {
      AxisTick(cell: scale.cellIndex(Double($0)), label: fullLabel($0), under: "")
    }
    return ends[0].cell < ends[1].cell && fits(ends) ? ends : [ends[0]]
  }

  private func ticks(every step: CalendarStep) -> [AxisTick] {
    var ticks: [AxisTick] = []
    var lastUnder = ""
    for position in positions(every: step) {
      let (label, under) = label(position, step)
      let isNew = under != lastUnder
      lastUnder = under
      ticks.append(
        AxisTick(
          cell: scale.cellIndex(Double(position)), label: label, under: isNew ? under : ""))
    }
    return ticks
  }

  /// The positions from `low` up to, not including, `high` (or up to it, for instants).
  private func positions(every step: CalendarStep) -> [Int] {
    let (low, high) = (Int(scale.low), Int(scale.high))
    switch step {
    case .seconds(let count): return multiples(of: count, from: low, to: high, offset: 0)
    case .days(let count):
      let perDay = unit == .second ? 86_400 : 1
      // Day 0 was a Thursday: Mondays are 4 days after a multiple of 7.
      let offset = count == 7 ? 4 * perDay : 0
      return multiples(of: count * perDay, from: low, to: high, offset: offset)
    case .months(let count):
      let first = month(of: low)
      // Multiples of years are counted from year 0, not from 1970.
      let offset = count > 12 ? -1970 * 12 : 0
      return multiples(of: count, from: first, to: month(of: high) + 1, offset: offset)
        .map(position(ofMonth:)).filter { $0 >= low && $0 < high }
    }
  }

  private func multiples(of step: Int, from low: Int, to high: Int, offset: Int) -> [Int] {
    let first = -floorDivide(-(low - offset), step) * step + offset
    return first < high ? Array(stride(from: first, to: high, by: step)) : []
  }

  private func month(of position: Int) -> Int {
    if unit == .month { return position }
    let date = Calendar.date(ofDay: day(of: position))
    return (date.year - 1970) * 12 + date.month - 1
  }

  private func position(ofMonth month: Int) -> Int {
    if unit == .month { return month }
    let year = 1970 + floorDivide(month, 12)
    let day = Calendar.day(year: year, month: month - (year - 1970) * 12 + 1, day: 1)
    return unit == .second ? day * 86_400 : day
  }

  private func day(of position: Int) -> Int {
    unit == .second ? floorDivide(position, 86_400) : position
  }

  private func label(_ position: Int, _ step: CalendarStep) -> (label: String, under: String) {
    if unit == .month {
      let year = 1970 + floorDivide(position, 12)
      return monthLabel(year: year, month: position - (year - 1970) * 12 + 1, step)
    }
    let day = day(of: position)
    let date = Calendar.date(ofDay: day)
    switch step {
    case .months: return monthLabel(year: date.year, month: date.month, step)
    case .days: return ("\(monthNames[date.month - 1]) \(date.day)", fourDigits(date.year))
    case .seconds(let count):
      let second = position - day * 86_400
      let time = timeText(second)
      let label = count < 60 ? "\(time):\(twoDigits(second % 60))" : time
      return (label, dateText(date))
    }
  }

  private func monthLabel(
    year: Int, month: Int, _ step: CalendarStep
  ) -> (label: String, under: String) {
    if case .months(let count) = step, count >= 12 { return (fourDigits(year), "") }
    return (monthNames[month - 1], fourDigits(year))
  }

  private func fullLabel(_ position: Int) -> String {
    if unit == .month {
      let year = 1970 + floorDivide(position, 12)
      let month = position - (year - 1970) * 12
      return month == 0 ? fourDigits(year) : "\(fourDigits(year))-\(twoDigits(month + 1))"
    }
    let date = dateText(Calendar.date(ofDay: day(of: position)))
    return unit == .second ? "\(date) \(timeText(position - day(of: position) * 86_400))" : date
  }
}

private let monthNames = [
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]

private func dateText(_ date: (year: Int, month: Int, day: Int)) -> String {
  "\(fourDigits(date.year))-\(twoDigits(date.month))-\(twoDigits(date.day))"
}

private func timeText(_ second: Int) -> String {
  "\(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60))"
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

private func fourDigits(_ number: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}
