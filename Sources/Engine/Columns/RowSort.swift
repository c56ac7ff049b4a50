// Sorts row numbers by the keys of their columns: radix sort, or comparisons when they are few.
// Level 1.

/// A key to sort by.
struct SortKey {
  let keys: ColumnKeys
  let isDescending: Bool
}

/// Sorts rows by several keys, the first the most important; rows with equal keys stay in the order
/// they had.
///
/// - Complexity: O(rows) for each key and eleven bits of it.
func sort(_ list: RowList, by keys: [SortKey], stopping: StopCheck) throws(Stopped) {
  guard list.count > 1, keys.contains(where: { $0.keys.largest > 0 }) else { return }
  guard list.count > 64 else { return sortFew(list, by: keys) }
  let sorter = RadixSorter(rowCount: list.count)
  for key in keys.reversed() {
    // Thirty-two bits of the key at a time, the low ones first.
    try sorter.sort(list, by: key, bits: key.keys.largest & 0xFFFF_FFFF, shift: 0, stopping)
    if key.keys.largest >> 32 > 0 {
      try sorter.sort(list, by: key, bits: key.keys.largest >> 32, shift: 32, stopping)
    }
  }
}

/// Inserts each row after those that are not greater.
private func sortFew(_ list: RowList, by keys: [SortKey]) {
  withUnsafeTemporaryAllocation(of: UInt64.self, capacity: list.count) { values in
    for key in keys.reversed() {
      key.forEach(UnsafeBufferPointer(list.buffer)) { index, _, value in values[index] = value }
      for index in 1..<list.count {
        let (value, row) = (values[index], list.rows[index])
        var place = index
        while place > 0, values[place - 1] > value {
          values[place] = values[place - 1]
          list.rows[place] = list.rows[place - 1]
          place -= 1
        }
        values[place] = value
        list.rows[place] = row
      }
    }
  }
}

extension SortKey {
  /// Calls `body` with the index and row of every row of a list and a number that sorts like the key.
  @inline(__always)
  fileprivate func forEach(
    _ rows: UnsafeBufferPointer<UInt32>, _ body: (Int, UInt32, UInt64) -> Void
  ) {
    if isDescending {
      let largest = keys.largest
      keys.forEach(rows) { body($0, $1, largest - $2) }
    } else {
      keys.forEach(rows, body)
    }
  }
}

/// Radix sort with its working memory.
private final class RadixSorter {
  /// A part of the key above, the row below.
  private var pairs: UnsafeMutablePointer<UInt64>
  private var sorted: UnsafeMutablePointer<UInt64>
  private let rowCount: Int

  init(rowCount: Int) {
    self.rowCount = rowCount
    pairs = .allocate(capacity: rowCount)
    sorted = .allocate(capacity: rowCount)
  }

  deinit {
    pairs.deallocate()
    sorted.deallocate()
  }

  /// Sorts by thirty-two bits of a key from `shift` up; `bits` is the greatest value they have.
  func sort(
    _ list: RowList, by key: SortKey, bits: UInt64, shift: UInt64, _ stopping: StopCheck
  ) throws(Stopped) {
    try stopping.check()
    // When higher bits are in use too, the low ones take any value.
    let largest = shift == 0 && key.keys.largest >> 32 > 0 ? 0xFFFF_FFFF : bits
    let pairs = self.pairs
    key.forEach(UnsafeBufferPointer(list.buffer)) { index, row, value in
      pairs[index] = ((value >> shift) & 0xFFFF_FFFF) << 32 | UInt64(row)
    }
    let width = 64 - largest.leadingZeroBitCount
    let passCount = (width + 10) / 11
    for pass in 0..<passCount {
      try stopping.check()
      let digit = (width + passCount - 1) / passCount
      distribute(from: UInt64(32 + pass * digit), width: UInt64(digit))
    }
    for index in 0..<rowCount {
      list.rows[index] = UInt32(truncatingIfNeeded: self.pairs[index])
    }
  }

  /// One stable pass over one digit.
  private func distribute(from shift: UInt64, width: UInt64) {
    let mask = (UInt64(1) << width) - 1
    let (source, target, rowCount) = (pairs, sorted, rowCount)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << Int(width)) { starts in
      starts.initialize(repeating: 0)
      for index in 0..<rowCount { starts[Int((source[index] >> shift) & mask)] += 1 }
      var start = 0
      for digit in starts.indices { (starts[digit], start) = (start, start + starts[digit]) }
      for index in 0..<rowCount {
        let digit = Int((source[index] >> shift) & mask)
        target[starts[digit]] = source[index]
        starts[digit] += 1
      }
    }
    swap(&pairs, &sorted)
  }
}
