// Whole numbers that sort as a column's values do, so that sorting and grouping never compare
// values. Level 1.

/// The order-preserving keys of a column: 0 for NULL, then 1 to `largest`.
struct ColumnKeys {
  /// The column.
  let view: ColumnView
  /// The greatest key that a row has, or more.
  let largest: UInt64
  /// The place of the value whose key is 1, on the line that `place` describes.
  private let base: Int64
  /// The ranks of a text column's entries.
  let texts: TextOrder?

  /// Prepares the keys of a column, or gives nil when its values have no such keys: mixed columns,
  /// and integers that span nearly all that 64 bits hold.
  init?(_ view: ColumnView, rowCount: Int, stopping: StopCheck) throws(Stopped) {
    self.view = view
    switch view.kind {
    case .mixed: return nil
    case .rowNumbers:
      (base, largest, texts) = (1, UInt64(rowCount), nil)
    case .texts:
      texts = try TextOrder(view, stopping: stopping)
      (base, largest) = (0, UInt64(view.entryCount))
    case .integers, .reals:
      texts = nil
      guard let (least, greatest) = try placeRange(view, rowCount, stopping) else {
        (base, largest) = (0, 0)
        return
      }
      let span = UInt64(bitPattern: greatest &- least)
      guard span < UInt64.max >> 1 || view.kind == .reals else { return nil }
      (base, largest) = (least, span + 1)
    }
  }

  /// The key of a value given by its place, or nil when no row has it.
  func key(ofPlace place: Int64) -> UInt64? {
    guard place >= base else { return nil }
    let key = UInt64(bitPattern: place &- base) &+ 1
    return key <= largest && key != 0 ? key : nil
  }

  /// Calls `body` with the index, row and key of every row of a list.
  @inline(__always)
  func forEach(_ rows: UnsafeBufferPointer<UInt32>, _ body: (Int, UInt32, UInt64) -> Void) {
    switch view.kind {
    case .integers:
      guard let bits = view.bits else { return }
      forEach(rows, body) { UInt64(bitPattern: bits[$0] &- base) &+ 1 }
    case .reals:
      forEach(rows, body) {
        let value = view.real($0)
        return value.isNaN ? 0 : UInt64(bitPattern: value.place &- base) &+ 1
      }
    case .texts:
      guard let codes = view.codes, let ranks = texts?.ranks else { return }
      forEach(rows, body) { UInt64(ranks[Int(codes[$0])]) + 1 }
    case .rowNumbers: forEach(rows, body) { UInt64($0) + 1 }
    case .mixed: return
    }
  }

  @inline(__always)
  private func forEach(
    _ rows: UnsafeBufferPointer<UInt32>, _ body: (Int, UInt32, UInt64) -> Void,
    _ key: (Int) -> UInt64
  ) {
    guard let nullWords = view.nullWords else {
      for index in rows.indices { body(index, rows[index], key(Int(rows[index]))) }
      return
    }
    for index in rows.indices {
      let row = Int(rows[index])
      let isNull = nullWords[row >> 6] & (1 << UInt64(row & 63)) != 0
      body(index, rows[index], isNull ? 0 : key(row))
    }
  }
}

extension Double {
  /// A whole number that sorts as the reals do, with one place for both zeros.
  var place: Int64 {
    let bits = Int64(bitPattern: (self == 0 ? 0 : self).bitPattern)
    return bits ^ ((bits >> 63) & Int64.max)
  }
}

/// The least and greatest place among the rows that are not NULL; an integer is its own place.
private func placeRange(
  _ view: ColumnView, _ rowCount: Int, _ stopping: StopCheck
) throws(Stopped) -> (Int64, Int64)? {
  var (least, greatest) = (Int64.max, Int64.min)
  for start in stride(from: 0, to: rowCount, by: StopCheck.interval) {
    try stopping.check()
    for row in start..<min(rowCount, start + StopCheck.interval) where !view.isNull(row) {
      let place = view.kind == .reals ? view.real(row).place : view.bits?[row] ?? 0
      least = min(least, place)
      greatest = max(greatest, place)
    }
  }
  return least > greatest ? nil : (least, greatest)
}
