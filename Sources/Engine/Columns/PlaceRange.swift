// A comparison with a number -> the places of the column's values that satisfy it. Level 1.

/// Which places of a numeric column satisfy a comparison; empty when none does.
///
/// The place of an integer is the integer, that of a real is `Double.place`. Comparisons between
/// integers and reals are exact, as SQLite's are.
func places(
  _ comparison: Comparison, _ operand: Operand, on kind: ColumnView.Kind
) -> ClosedRange<Int64>? {
  let all = allPlaces(kind)
  switch operand {
  case .null: return nil
  case .text, .blob:
    // Every number sorts before every text and blob.
    return comparison == .less || comparison == .lessOrEqual ? all : nil
  case .integer(let integer) where kind == .reals:
    return range(comparison, realsNear(integer), within: all)
  case .integer(let integer): return range(comparison, (integer, integer), within: all)
  case .real(let real) where kind == .reals:
    return range(comparison, (real.place, real.place), within: all)
  case .real(let real): return range(comparison, integersNear(real), within: all)
  }
}

private func allPlaces(_ kind: ColumnView.Kind) -> ClosedRange<Int64> {
  guard kind == .reals else { return Int64.min...Int64.max }
  return (-Double.infinity).place...Double.infinity.place
}

/// The greatest place that is not above a value and the least that is not below it; a nil is beyond
/// all places. They are the same when a place has just the value.
private typealias Neighbours = (below: Int64?, above: Int64?)

private func range(
  _ comparison: Comparison, _ neighbours: Neighbours, within all: ClosedRange<Int64>
) -> ClosedRange<Int64>? {
  let (below, above) = neighbours
  switch comparison {
  case .equal, .identical:
    guard let below, below == above else { return nil }
    return below...below
  case .lessOrEqual: return below.map { all.lowerBound...$0 }
  case .greaterOrEqual: return above.map { $0...all.upperBound }
  case .less:
    let last = below == above ? below.flatMap { predecessor($0, all) } : below
    return last.map { all.lowerBound...$0 }
  case .greater:
    let first = below == above ? above.flatMap { successor($0, all) } : above
    return first.map { $0...all.upperBound }
  case .oneOf, .like, .glob, .isNull, .isNotNull: return all
  }
}

private func predecessor(_ place: Int64, _ all: ClosedRange<Int64>) -> Int64? {
  place > all.lowerBound ? place - 1 : nil
}

private func successor(_ place: Int64, _ all: ClosedRange<Int64>) -> Int64? {
  place < all.upperBound ? place + 1 : nil
}

/// The integers next to a real.
private func integersNear(_ real: Double) -> Neighbours {
  if real.isNaN { return (nil, nil) }
  let (floor, ceiling) = (real.rounded(.down), real.rounded(.up))
  let below = floor >= 0x1p63 ? Int64.max : Int64(exactly: floor)
  let above = ceiling < -0x1p63 ? Int64.min : Int64(exactly: ceiling)
  return (below, above)
}

/// The places of the reals next to an integer.
private func realsNear(_ integer: Int64) -> Neighbours {
  let nearest = Double(integer)
  if let exact = Int64(exactly: nearest), exact == integer { return (nearest.place, nearest.place) }
  // 2^63 is the only real near an integer that no integer equals, and it is above them all.
  let isAbove = Int64(exactly: nearest).map { $0 > integer } ?? true
  return isAbove ? (nearest.place - 1, nearest.place) : (nearest.place, nearest.place + 1)
}
