// Quartiles and means of sorted numbers, without overflow and without needless rounding. Level 1.

internal import Tabular

/// The quartile `quarter` / 4 of sorted integers by definition 7, an integer where it is whole.
///
/// - Source: Hyndman and Fan, Sample Quantiles in Statistical Packages (1996); R's `quantile`
func quartile(_ quarter: Int, of count: Int, _ value: (Int) -> Int64) -> Value {
  let position = (count - 1) * quarter
  let (low, part) = position.quotientAndRemainder(dividingBy: 4)
  let lower = Int128(value(low))
  guard part > 0 else { return .integer(Int64(lower)) }
  let quarters = 4 * lower + Int128(part) * (Int128(value(low + 1)) - lower)
  return quarters % 4 == 0 ? .integer(Int64(quarters / 4)) : .real(Double(quarters) / 4)
}

/// The quartile `quarter` / 4 of sorted reals by definition 7, with R's arithmetic.
func quartile(_ quarter: Int, of count: Int, _ value: (Int) -> Double) -> Double {
  let (low, part) = ((count - 1) * quarter).quotientAndRemainder(dividingBy: 4)
  let lower = value(low)
  guard part > 0 else { return lower }
  let upper = value(low + 1)
  if lower == upper { return lower }
  let weight = Double(part) / 4
  return (1 - weight) * lower + weight * upper
}

/// The mean of integers: their sum is exact.
func mean(_ values: some Sequence<Int64>, count: Int) -> Double {
  var sum: Int128 = 0
  for value in values { sum += Int128(value) }
  let (whole, rest) = sum.quotientAndRemainder(dividingBy: Int128(count))
  return Double(whole) + Double(rest) / Double(count)
}

/// The mean of reals by a compensated sum; nil where infinities of both signs leave none.
///
/// - Source: Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation (1974)
func mean(_ values: some Sequence<Double>, count: Int) -> Double? {
  let plain = compensatedSum(values, scale: 1) / Double(count)
  if plain.isFinite { return plain }
  // The sum may lie beyond the reals where the mean does not.
  let scaled = compensatedSum(values, scale: 0x1p-64) / Double(count) * 0x1p64
  return scaled.isNaN ? nil : scaled
}

private func compensatedSum(_ values: some Sequence<Double>, scale: Double) -> Double {
  var (sum, rest) = (0.0, 0.0)
  for value in values {
    let value = value * scale
    let next = sum + value
    rest += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
    sum = next
  }
  return sum.isInfinite ? sum : sum + rest
}
