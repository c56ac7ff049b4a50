// Counts -> one mark each: a histogram in a table cell. Level 1.

/// One mark for each count, higher for more; as many marks in either charset.
///
/// The greatest count gets the highest of eight marks; what is above zero never looks like zero.
/// - Returns: an empty text without counts.
public func sparkline(_ counts: [Int], charset: Charset) -> String {
  let marks = Array(charset == .ascii ? "_.:-=+*#@" : "·▁▂▃▄▅▆▇█")
  guard let most = counts.max(), most > 0 else {
    return String(repeating: marks[0], count: counts.count)
  }
  let levels = marks.count - 1
  // Counts of rows are far below the greatest integer divided by eight.
  return String(counts.map { marks[(max(0, $0) * levels + most - 1) / most] })
}
