// A row of a recorded or fresh table, ready to be compared. Level 3.

/// The cells of one row.
struct ComparedRow {
  /// A cell as it stands in the block, and the number it means if it means one.
  struct Cell {
    let text: String
    let number: ComparedNumber?
    /// Half a unit of the last shown decimal.
    var slack = 0.0
  }

  let cells: [Cell]

  /// The first column in which two rows are not equal, or nil.
  func firstDifference(from other: ComparedRow, _ tolerance: Tolerance) -> Int? {
    zip(cells, other.cells).enumerated().first { _, pair in
      !ComparedRow.areEqual(pair.0, pair.1, tolerance)
    }?.offset
  }

  private static func areEqual(_ a: Cell, _ b: Cell, _ tolerance: Tolerance) -> Bool {
    if let left = a.number, let right = b.number {
      let slack = max(a.slack, b.slack)
      if slack > 0, tolerance.isZero { return a.text.utf8.elementsEqual(b.text.utf8) }
      return tolerance.allows(left, right, slack: slack)
    }
    return a.number == nil && b.number == nil && a.text.utf8.elementsEqual(b.text.utf8)
  }

  /// Whether two rows hold numbers in the same columns and equal texts in all others.
  func hasTexts(of other: ComparedRow) -> Bool { ComparedRow.textOrder(self, other) == 0 }

  /// Orders rows by their texts, then by their numbers from the left.
  static func precedes(_ left: ComparedRow, _ right: ComparedRow) -> Bool {
    let order = textOrder(left, right)
    if order != 0 { return order < 0 }
    for (a, b) in zip(left.cells, right.cells) {
      guard let first = a.number?.double, let second = b.number?.double, first != second else {
        continue
      }
      return first < second
    }
    return false
  }

  /// Negative, zero or positive as the texts of one row come before, with or after those of another;
  /// numbers come before texts.
  private static func textOrder(_ left: ComparedRow, _ right: ComparedRow) -> Int {
    for (a, b) in zip(left.cells, right.cells) {
      switch (a.number == nil, b.number == nil) {
      case (false, false): continue
      case (false, true): return -1
      case (true, false): return 1
      case (true, true):
        if a.text.utf8.elementsEqual(b.text.utf8) { continue }
        return a.text.utf8.lexicographicallyPrecedes(b.text.utf8) ? -1 : 1
      }
    }
    return 0
  }
}
