// Finds the rows that have a given key, for joins and correlated queries. Level 1.

/// All rows of a table, sorted by the keys of one or several columns, and where each key begins.
final class KeyIndex {
  /// The columns, most important first.
  let columns: [ColumnKeys]
  /// All rows: NULLs first, then ascending; rows with equal keys in row order.
  let list: RowList
  /// The distinct keys, ascending, or empty when `starts` has an entry for every possible key.
  private let distinct: UnsafeMutableBufferPointer<UInt64>
  /// Where the rows of each key begin in `list`, and at last the end.
  private let starts: UnsafeMutableBufferPointer<UInt32>

  /// Sorts a table's rows; the product of the columns' key counts fits 63 bits.
  init(_ columns: [ColumnKeys], rowCount: Int, stopping: StopCheck) throws(Stopped) {
    self.columns = columns
    list = RowList(capacity: rowCount)
    list.listAll(rowCount)
    try sort(
      list, by: columns.map { SortKey(keys: $0, isDescending: false) }, stopping: stopping)
    try stopping.check()
    let rowKeys = combinedKeys(columns, list)
    defer { rowKeys.deallocate() }
    let largest = columns.reduce(1) { $0 * ($1.largest + 1) } - 1
    if largest <= UInt64(max(4 * rowCount, 1 << 12)) {
      distinct = .allocate(capacity: 0)
      starts = startsOfAll(rowKeys, largest: Int(largest))
    } else {
      (distinct, starts) = startsOfDistinct(rowKeys)
    }
  }

  deinit {
    distinct.deallocate()
    starts.deallocate()
  }

  /// The part of `list` that has a key.
  func range(of key: UInt64) -> Range<Int> {
    if distinct.isEmpty {
      guard key < UInt64(starts.count - 1) else { return 0..<0 }
      return Int(starts[Int(key)])..<Int(starts[Int(key) + 1])
    }
    var (low, count) = (0, distinct.count)
    while count > 1 {
      let half = count / 2
      if distinct[low + half] <= key { low += half }
      count -= half
    }
    return distinct[low] == key ? Int(starts[low])..<Int(starts[low + 1]) : 0..<0
  }
}

/// The combined key of every row of a list.
private func combinedKeys(
  _ columns: [ColumnKeys], _ list: RowList
) -> UnsafeMutableBufferPointer<UInt64> {
  let keys = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: list.count)
  keys.initialize(repeating: 0)
  for column in columns {
    let factor = column.largest + 1
    column.forEach(UnsafeBufferPointer(list.buffer)) { index, _, key in
      keys[index] = keys[index] &* factor &+ key
    }
  }
  return keys
}

/// For every key from 0 to `largest`, how many rows have a smaller one.
private func startsOfAll(
  _ rowKeys: UnsafeMutableBufferPointer<UInt64>, largest: Int
) -> UnsafeMutableBufferPointer<UInt32> {
  let starts = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: largest + 2)
  var next = 0
  for (index, key) in rowKeys.enumerated() {
    while next <= Int(key) {
      starts.initializeElement(at: next, to: UInt32(index))
      next += 1
    }
  }
  starts.extracting(next...).initialize(repeating: UInt32(rowKeys.count))
  return starts
}

/// The distinct keys, and how many rows have smaller ones.
private func startsOfDistinct(
  _ rowKeys: UnsafeMutableBufferPointer<UInt64>
) -> (UnsafeMutableBufferPointer<UInt64>, UnsafeMutableBufferPointer<UInt32>) {
  var count = 0
  for index in rowKeys.indices where index == 0 || rowKeys[index] != rowKeys[index - 1] {
    count += 1
  }
  let distinct = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: count)
  let starts = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: count + 1)
  var next = 0
  for index in rowKeys.indices where index == 0 || rowKeys[index] != rowKeys[index - 1] {
    distinct.initializeElement(at: next, to: rowKeys[index])
    starts.initializeElement(at: next, to: UInt32(index))
    next += 1
  }
  starts.initializeElement(at: count, to: UInt32(rowKeys.count))
  return (distinct, starts)
}
