// Numbers of one chart -> texts that agree in their decimals. Level 1.

/// Writes the values of one chart, all alike.
struct NumberWriter {
  enum Style {
    case fixed(Int, isGrouped: Bool)
    case metric
    case scientific
    /// Reals in powers of ten, integers with all their digits.
    case scientificReals
  }

  private let style: Style
  private let shift: Int
  private let suffix: String

  init(_ style: Style, shift: Int, suffix: String) {
    self.style = style
    self.shift = shift
    self.suffix = suffix
  }

  /// A value's text, with its suffix; a value that is not zero is never written as zero.
  func text(_ number: ChartNumber) -> String {
    let value = number.decimal.scaled(byPowerOfTen: shift)
    switch style {
    case .fixed(let decimals, let isGrouped):
      return fixed(value, decimals, isGrouped: isGrouped) + suffix
    case .metric: return metric(value) + suffix
    case .scientific: return value.scientific(significant: 4) + suffix
    case .scientificReals:
      let isPlain = number.isInteger && shift == 0
      return (isPlain ? value.fixed(0, isGrouped: true) : value.scientific(significant: 4)) + suffix
    }
  }

  private func fixed(_ value: ExactDecimal, _ decimals: Int, isGrouped: Bool) -> String {
    if value.isZero || !value.rounded(toDecimals: decimals).isZero {
      return value.fixed(decimals, isGrouped: isGrouped)
    }
    let least = ExactDecimal(isNegative: value.isNegative, digits: [1], pointOffset: 1 - decimals)
    return (value.isNegative ? ">" : "<") + least.fixed(decimals)
  }

  private func metric(_ value: ExactDecimal) -> String {
    guard !value.isZero else { return "0" }
    let rounded = value.rounded(toDecimals: 3 - value.pointOffset)
    let exponent = rounded.pointOffset - 1
    let step = (exponent >= 0 ? exponent : exponent - 2) / 3
    let prefixes = ["p", "n", "u", "m", "", "k", "M", "G", "T", "P", "E"]
    guard prefixes.indices.contains(step + 4) else { return value.scientific(significant: 3) }
    let scaled = rounded.scaled(byPowerOfTen: -3 * step)
    return scaled.fixed(scaled.decimalCount) + prefixes[step + 4]
  }
}
