// A finite number of a chart: its size for lengths, its digits for text. Level 1.

/// A finite number as charts use it.
struct ChartNumber {
  /// What lengths and positions are made from.
  let size: Double
  /// What texts are made from.
  let decimal: ExactDecimal
  /// The number itself when it is an integer, so that sums of integers stay exact.
  let integer: Int64?

  var isInteger: Bool { integer != nil }

  init(_ value: Int64) {
    size = Double(value)
    decimal = ExactDecimal(value)
    integer = value
  }

  /// A finite real; -0.0 is 0.
  init(_ value: Double) {
    size = value == 0 ? 0 : value
    decimal = ExactDecimal(value)
    integer = nil
  }
}
