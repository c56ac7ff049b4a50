// A list of row numbers in memory of its own, kept from one scan to the next. Level 1.

/// Row numbers from 0, and room for more.
final class RowList {
  /// The memory; the first `count` are rows.
  private(set) var rows: UnsafeMutablePointer<UInt32>
  private var capacity: Int
  /// How many rows are listed.
  var count = 0

  /// Makes an empty list with room for some rows.
  init(capacity: Int = 0) {
    self.capacity = capacity
    rows = .allocate(capacity: capacity)
  }

  deinit { rows.deallocate() }

  /// The rows.
  var buffer: UnsafeMutableBufferPointer<UInt32> {
    UnsafeMutableBufferPointer(start: rows, count: count)
  }

  /// Forgets the rows and makes room for so many.
  func reset(capacity wanted: Int) {
    count = 0
    guard wanted > capacity else { return }
    rows.deallocate()
    rows = .allocate(capacity: wanted)
    capacity = wanted
  }

  /// Lists rows in place of the old ones, which must not be the list's own.
  func copy(_ other: UnsafePointer<UInt32>, count newCount: Int) {
    reset(capacity: newCount)
    rows.update(from: other, count: newCount)
    count = newCount
  }

  /// Lists all rows of a table.
  func listAll(_ rowCount: Int) {
    reset(capacity: rowCount)
    for row in 0..<rowCount { rows[row] = UInt32(truncatingIfNeeded: row) }
    count = rowCount
  }

  /// Turns the list round.
  func reverse() {
    var rows = buffer
    rows.reverse()
  }
}
