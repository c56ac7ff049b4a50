// Positions along a horizontal axis -> cells. Level 1.

/// A linear scale over whole cells.
struct AxisScale {
  let low: Double
  let high: Double
  /// How many cells the axis has.
  let cells: Int
  /// How many cells one unit takes when that is a whole number, or nil.
  let cellsPerUnit: Int?

  /// Covers `low..<high`, whole cells a unit when that fits.
  ///
  /// - Parameter unit: what should take whole cells, or nil for a continuous scale.
  init(low: Double, high: Double, unit: Double?, cells: Int) {
    let span = high - low
    self.low = low
    self.high = high
    let units = unit.map { (span / $0).rounded() } ?? .infinity
    if units >= 1, units <= Double(cells) {
      let perUnit = cells / Int(units)
      cellsPerUnit = perUnit
      self.cells = perUnit * Int(units)
    } else {
      cellsPerUnit = nil
      self.cells = cells
    }
  }

  /// Where a position lies, in cells from the left edge; 0 for all of an empty range.
  func cell(_ position: Double) -> Double {
    let span = high - low
    if span == 0 { return 0 }
    if span.isFinite { return (position - low) / span * Double(cells) }
    return (position / 2 - low / 2) / (high / 2 - low / 2) * Double(cells)
  }

  /// The cell that holds a position.
  func cellIndex(_ position: Double) -> Int {
    min(cells - 1, max(0, Int((cell(position) + 1e-9).rounded(.down))))
  }

  /// The cells from one position to another, at least one.
  func cells(from start: Double, to end: Double) -> Range<Int> {
    let first = min(cells - 1, max(0, Int((cell(start) + 0.5).rounded(.down))))
    let last = min(cells, max(0, Int((cell(end) + 0.5).rounded(.down))))
    return first..<max(first + 1, last)
  }
}
