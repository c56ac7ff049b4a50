// How the values of a chart are written. Level 1.

/// A way to write numbers, as `format=` asks for it.
struct NumberFormat: Sendable, Hashable {
  private enum Notation: Sendable, Hashable {
    /// With a number of decimals, or as many as the chart's values need.
    case decimal(decimals: Int?, isGrouped: Bool)
    /// Three significant digits and k, M, G.
    case metric
    case scientific
  }

  private let notation: Notation
  private let isPercent: Bool
  private let suffix: String

  /// Grouped, with as many decimals as the values need.
  static let automatic = NumberFormat(
    notation: .decimal(decimals: nil, isGrouped: true), isPercent: false, suffix: "")

  private init(notation: Notation, isPercent: Bool, suffix: String) {
    self.notation = notation
    self.isPercent = isPercent
    self.suffix = suffix
  }

  /// Reads `[,][0[.000]][%]`, `si` or `e`, each with text after it; nil for anything else.
  init?(_ text: String) {
    var rest = text.utf8[...]
    func suffix() -> String { escaped(String(decoding: rest, as: UTF8.self)) }
    for (word, notation) in [("si", Notation.metric), ("e", .scientific)]
    where rest.starts(with: word.utf8)
      && !(rest.dropFirst(word.utf8.count).first.map(isLetter) ?? false)
    {
      rest = rest.dropFirst(word.utf8.count)
      self.init(notation: notation, isPercent: false, suffix: suffix())
      return
    }
    let isGrouped = rest.first == UInt8(ascii: ",")
    if isGrouped { rest.removeFirst() }
    var decimals: Int?
    if rest.first == UInt8(ascii: "0") {
      rest.removeFirst()
      decimals = 0
      if rest.starts(with: ".0".utf8) {
        rest.removeFirst()
        decimals = rest.prefix { $0 == UInt8(ascii: "0") }.count
        rest = rest.drop { $0 == UInt8(ascii: "0") }
      }
    }
    let isPercent = rest.first == UInt8(ascii: "%")
    if isPercent { rest.removeFirst() }
    guard isGrouped || decimals != nil || isPercent, (decimals ?? 0) <= 30 else { return nil }
    let grouping = isGrouped || decimals == nil
    self.init(
      notation: .decimal(decimals: decimals, isGrouped: grouping), isPercent: isPercent,
      suffix: suffix())
  }

  /// Settles what the values of one chart share, so that all are written alike.
  func writer(for values: [ChartNumber]) -> NumberWriter {
    let shift = isPercent ? 2 : 0
    let ending = (isPercent ? "%" : "") + suffix
    switch notation {
    case .metric: return NumberWriter(.metric, shift: shift, suffix: ending)
    case .scientific: return NumberWriter(.scientific, shift: shift, suffix: ending)
    case .decimal(let decimals?, let isGrouped):
      return NumberWriter(.fixed(decimals, isGrouped: isGrouped), shift: shift, suffix: ending)
    case .decimal(nil, let isGrouped):
      let decimals = sharedDecimals(values, shift: shift)
      let style = decimals.map { NumberWriter.Style.fixed($0, isGrouped: isGrouped) }
      return NumberWriter(style ?? .scientificReals, shift: shift, suffix: ending)
    }
  }
}

private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

/// The decimals that a chart's values share: the fewest that show each exactly if that is at most 3,
/// else those that give the largest 4 significant digits; nil when reals would get over 15 digits.
private func sharedDecimals(_ numbers: [ChartNumber], shift: Int) -> Int? {
  let values = numbers.map { $0.decimal.scaled(byPowerOfTen: shift) }
  let exact = values.map(\.decimalCount).max() ?? 0
  let offset = values.filter { !$0.isZero }.map(\.pointOffset).max() ?? 0
  let isLong = zip(numbers, values).contains { !$0.isInteger && $1.pointOffset > 15 }
  if isLong || exact <= 3 { return isLong ? nil : exact }
  let decimals = max(0, 4 - offset)
  return decimals <= 9 ? decimals : nil
}
