// Puts a condition to many rows at once. Level 1.

internal import Tabular

extension RowTest {
  /// Whether every row passes, as far as this test can tell.
  var passesAll: Bool {
    switch question {
    case .anything: true
    // Reals that are not numbers show as NULL.
    case .isNotNull: view.nullWords == nil && view.kind != .reals && view.kind != .mixed
    default: false
    }
  }

  /// Whether no row passes.
  var passesNone: Bool {
    if case .nothing = question { return true }
    return false
  }

  /// Fills a list with the rows of the whole table that pass, in order.
  func list(
    into list: RowList, rowCount: Int, stopping: StopCheck
  ) throws(Stopped) {
    list.reset(capacity: rowCount)
    for start in stride(from: 0, to: rowCount, by: StopCheck.interval) {
      try stopping.check()
      let end = min(rowCount, start + StopCheck.interval)
      if start == 0, rowCount > view.entryCount, let passing = try passingEntries(stopping) {
        defer { passing.deallocate() }
        return try listTexts(passing, into: list, rowCount, stopping)
      }
      var count = list.count
      let rows = list.rows
      evaluate(start..<end) {
        $0
      } pass: { row, isPassed in
        rows[count] = UInt32(truncatingIfNeeded: row)
        count += isPassed ? 1 : 0
      }
      list.count = count
    }
  }

  /// Drops the rows of a list that do not pass.
  func keep(in list: RowList, stopping: StopCheck) throws(Stopped) {
    let rows = list.rows
    var kept = 0
    for start in stride(from: 0, to: list.count, by: StopCheck.interval) {
      try stopping.check()
      evaluate(start..<min(list.count, start + StopCheck.interval)) {
        Int(rows[$0])
      } pass: { row, isPassed in
        rows[kept] = UInt32(truncatingIfNeeded: row)
        kept += isPassed ? 1 : 0
      }
    }
    list.count = kept
  }

  /// For texts: which entries pass, worth knowing when there are fewer of them than rows.
  private func passingEntries(
    _ stopping: StopCheck
  ) throws(Stopped) -> UnsafeMutableBufferPointer<Bool>? {
    guard case .text(let text) = question else { return nil }
    let passing = UnsafeMutableBufferPointer<Bool>.allocate(capacity: view.entryCount)
    for entry in 0..<view.entryCount {
      if entry % 4096 == 4095 {
        do { try stopping.check() } catch {
          passing.deallocate()
          throw error
        }
      }
      passing.initializeElement(at: entry, to: text.accepts(view.entry(entry)))
    }
    return passing
  }

  private func listTexts(
    _ passing: UnsafeMutableBufferPointer<Bool>, into list: RowList, _ rowCount: Int,
    _ stopping: StopCheck
  ) throws(Stopped) {
    guard let codes = view.codes, passing.contains(true) else { return }
    let rows = list.rows
    var count = 0
    for start in stride(from: 0, to: rowCount, by: StopCheck.interval) {
      try stopping.check()
      for row in start..<min(rowCount, start + StopCheck.interval) {
        rows[count] = UInt32(truncatingIfNeeded: row)
        // The code of a NULL means nothing and may lie outside.
        let isPassed = !view.isNull(row) && passing[Int(codes[row])]
        count += isPassed ? 1 : 0
      }
    }
    list.count = count
  }

  /// Answers for each of a run of positions, whose row `row` tells.
  @inline(__always)
  private func evaluate(
    _ positions: Range<Int>, _ row: (Int) -> Int, pass: (Int, Bool) -> Void
  ) {
    switch question {
    case .anything: forEach(positions, row, pass) { _ in true }
    case .nothing: return
    case .isNull: forEach(positions, row, pass) { view.isNull($0) }
    case .isNotNull: forEach(positions, row, pass) { !view.isNull($0) }
    case .places(let range):
      let (low, high) = (range.lowerBound, range.upperBound)
      forEachPlace(positions, row, pass) { $0 >= low && $0 <= high }
    case .onePlace(let places):
      places.withUnsafeBufferPointer { places in
        forEachPlace(positions, row, pass) { place in
          let index = partition(places.count) { places[$0] < place }
          return index < places.count && places[index] == place
        }
      }
    case .text(let text):
      guard let codes = view.codes else { return }
      forEach(positions, row, pass) {
        !view.isNull($0) && text.accepts(view.entry(Int(codes[$0])))
      }
    }
  }

  @inline(__always)
  private func forEachPlace(
    _ positions: Range<Int>, _ row: (Int) -> Int, _ pass: (Int, Bool) -> Void,
    _ accepts: (Int64) -> Bool
  ) {
    if view.kind == .rowNumbers { return forEach(positions, row, pass) { accepts(Int64($0) + 1) } }
    guard let bits = view.bits else { return }
    if view.kind == .reals {
      forEach(positions, row, pass) { !view.isNull($0) && accepts(view.real($0).place) }
    } else if view.nullWords == nil {
      forEach(positions, row, pass) { accepts(bits[$0]) }
    } else {
      forEach(positions, row, pass) { !view.isNull($0) && accepts(bits[$0]) }
    }
  }

  @inline(__always)
  private func forEach(
    _ positions: Range<Int>, _ row: (Int) -> Int, _ pass: (Int, Bool) -> Void,
    _ accepts: (Int) -> Bool
  ) {
    for position in positions {
      let row = row(position)
      pass(row, accepts(row))
    }
  }
}
