// Counts of values in equal parts of their range. Level 1.

/// How many parts a histogram has at most.
let histogramPartCount = 10

/// Counts whole numbers, given as keys, in parts of the same whole width, so that no part holds more
/// numbers than another only because of where it is cut; the last one may reach beyond the greatest value.
func histogram(_ counted: some Sequence<(UInt64, Int)>, from first: UInt64, to last: UInt64)
  -> [Int]
{
  let parts = UInt64(histogramPartCount)
  let width = (last - first) / parts + 1
  var counts = [Int](repeating: 0, count: Int((last - first) / width) + 1)
  for (key, count) in counted { counts[Int((key - first) / width)] += count }
  return counts
}

/// Counts finite reals in ten parts; a single part when they are all alike, none without values.
func histogram(_ values: some Sequence<Double>) -> [Int] {
  var (least, most, count) = (Double.infinity, -Double.infinity, 0)
  for value in values {
    least = min(least, value)
    most = max(most, value)
    count += 1
  }
  guard count > 0 else { return [] }
  // Halves, because the range of reals is wider than the greatest real.
  let (start, span) = (least / 2, most / 2 - least / 2)
  guard span > 0 else { return [count] }
  var counts = [Int](repeating: 0, count: histogramPartCount)
  for value in values {
    let part = Int((value / 2 - start) / span * Double(histogramPartCount))
    counts[min(part, histogramPartCount - 1)] += 1
  }
  return counts
}
