// Ticks on round numbers: whole multiples of a step, so that labels are exact. Level 1.

/// The ticks of an axis of numbers.
struct NumberTicks {
  private let scale: AxisScale
  private let isWhole: Bool

  init(_ scale: AxisScale, isWhole: Bool) {
    self.scale = scale
    self.isWhole = isWhole
  }

  /// The ticks of the finest step 1, 2, 2.5 or 5 times a power of ten whose labels fit; when no
  /// step gives two, both ends, or the start alone.
  func finest(fitting fits: ([AxisTick]) -> Bool) -> [AxisTick] {
    let span = scale.high - scale.low
    if span > 0, span.isFinite {
      let top = ExactDecimal(span).pointOffset
      for power in (top - 4)...top {
        for factor in [10, 20, 25, 50] {
          guard let ticks = ticks(factor: factor, power: power - 1) else { continue }
          if ticks.count >= 2, fits(ticks) { return ticks }
        }
      }
    }
    let ends = [(0, scale.low), (scale.cells - 1, scale.high)].map { cell, value in
      AxisTick(cell: cell, label: Self.text(ExactDecimal(value), decimals: nil), under: "")
    }
    return scale.low < scale.high && fits(ends) ? ends : [ends[0]]
  }

  /// The multiples of `factor` times ten to `power` on the axis, or nil when there are too many.
  private func ticks(factor: Int, power: Int) -> [AxisTick]? {
    guard !isWhole || power >= 0 || power == -1 && factor % 10 == 0 else { return nil }
    guard let step = Double("\(factor)e\(power)"), step > 0, step.isFinite else { return nil }
    let (first, last) = ((scale.low / step).rounded(.up), (scale.high / step).rounded(.down))
    guard first.magnitude < 1e15, last.magnitude < 1e15, last - first < Double(scale.cells),
      first <= last
    else { return nil }
    let values = (Int(first)...Int(last)).map {
      ExactDecimal(Int64($0 * factor)).scaled(byPowerOfTen: power)
    }
    let decimals = values.map(\.decimalCount).max() ?? 0
    let labels = values.map { Self.text($0, decimals: decimals) }
    return zip(Int(first)...Int(last), labels).map { index, label in
      AxisTick(cell: scale.cellIndex(Double(index) * step), label: label, under: "")
    }
  }

  private static func text(_ value: ExactDecimal, decimals: Int?) -> String {
    let decimals = decimals ?? value.decimalCount
    if value.isZero || value.pointOffset <= 15 && decimals <= 9 {
      return value.fixed(min(decimals, 9), isGrouped: true)
    }
    return value.scientific(significant: 17)
  }
}
