// How many cells a value takes, left and right of zero. Level 1.

/// The cells on both sides of the axis and the one scale they share.
struct BarScale {
  /// Cells left of the axis; 0 without negative values.
  let leftCells: Int
  /// Cells right of the axis; 0 without positive values.
  let rightCells: Int
  private let unitSize: Double
  private let unitCells: Int

  /// Divides cells between both signs.
  ///
  /// - Parameter sizes: all finite values that are drawn; their range may exceed what a real holds.
  init(_ sizes: [Double], cells: Int) {
    let low = -min(0, sizes.min() ?? 0)
    let high = max(0, sizes.max() ?? 0)
    if low == 0 {
      (leftCells, rightCells) = (0, high > 0 ? cells : 0)
      (unitSize, unitCells) = (high, cells)
    } else if high == 0 {
      (leftCells, rightCells) = (cells, 0)
      (unitSize, unitCells) = (low, cells)
    } else {
      let share = low <= high ? low / high / (1 + low / high) : 1 / (1 + high / low)
      leftCells = min(cells - 1, max(1, Int((share * Double(cells)).rounded())))
      rightCells = cells - leftCells
      let leftIsTight =
        low <= high
        ? Double(leftCells) <= Double(rightCells) * (low / high)
        : Double(leftCells) * (high / low) <= Double(rightCells)
      (unitSize, unitCells) = leftIsTight ? (low, leftCells) : (high, rightCells)
    }
  }

  /// The length of a value's bar in cells, not rounded.
  func cells(_ size: Double) -> Double {
    unitSize > 0 ? size.magnitude / unitSize * Double(unitCells) : 0
  }
}

/// The marks that a bar is made of.
struct BarMarks {
  let charset: Charset
  /// With both signs Unicode has halves only: there are no left eighths.
  let hasBothSigns: Bool

  /// A bar from the axis outwards to the right.
  func right(_ size: Double, _ scale: BarScale) -> String {
    let length = scale.cells(size)
    guard size != 0 else { return "" }
    switch charset {
    case .ascii: return ascii(length)
    case .unicode where hasBothSigns:
      let halves = max(1, Int((length * 2 + 0.5).rounded(.down)))
      return String(repeating: "█", count: halves / 2) + (halves % 2 == 1 ? "▌" : "")
    case .unicode:
      let eighths = max(1, Int((length * 8 + 0.5).rounded(.down)))
      let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
      return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    }
  }

  /// A bar from the axis outwards to the left.
  func left(_ size: Double, _ scale: BarScale) -> String {
    let length = scale.cells(size)
    guard charset == .unicode else { return ascii(length) }
    let halves = max(1, Int((length * 2 + 0.5).rounded(.down)))
    return (halves % 2 == 1 ? "▐" : "") + String(repeating: "█", count: halves / 2)
  }

  private func ascii(_ length: Double) -> String {
    length < 0.5 ? "." : String(repeating: "#", count: Int((length + 0.5).rounded(.down)))
  }
}
