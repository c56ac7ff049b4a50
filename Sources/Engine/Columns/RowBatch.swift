// The columns that a statement reads, gathered for some rows at a time in the order of the scan, so
// that SQLite's walk goes through memory from end to end. Level 1.

internal import Tabular

/// Copies of the values of listed rows.
final class RowBatch {
  /// How many rows are gathered at once.
  static let capacity = 1024

  /// One view a column; those of columns that are not gathered still show the whole table.
  let views: UnsafeMutableBufferPointer<ColumnView>
  private let sources: UnsafeMutableBufferPointer<ColumnView>
  private let columns: [Int]
  private let values: UnsafeMutablePointer<Int64>
  private let nulls: UnsafeMutablePointer<UInt64>
  private let classes: UnsafeMutablePointer<StorageClass>

  /// Prepares to gather the columns whose bit `min(column, 63)` is set.
  init(_ sources: UnsafeMutableBufferPointer<ColumnView>, usedColumns: UInt64) {
    self.sources = sources
    columns = sources.indices.filter { usedColumns & (1 << UInt64(min($0, 63))) != 0 }
    views = .allocate(capacity: sources.count)
    _ = views.initialize(from: sources)
    values = .allocate(capacity: max(1, columns.count) * RowBatch.capacity)
    nulls = .allocate(capacity: max(1, columns.count) * RowBatch.capacity / 64)
    classes = .allocate(capacity: max(1, columns.count) * RowBatch.capacity)
  }

  deinit {
    views.deallocate()
    values.deallocate()
    nulls.deallocate()
    classes.deallocate()
  }

  /// Gathers up to `capacity` rows.
  func gather(_ rows: UnsafeBufferPointer<UInt32>) {
    for (place, column) in columns.enumerated() {
      gatherValues(rows, column, values + place * RowBatch.capacity)
      gatherClasses(rows, column, classes + place * RowBatch.capacity)
      gatherNulls(rows, column, nulls + place * (RowBatch.capacity / 64))
    }
  }

  private func gatherValues(
    _ rows: UnsafeBufferPointer<UInt32>, _ column: Int, _ target: UnsafeMutablePointer<Int64>
  ) {
    if let codes = sources[column].codes {
      // The codes take the first half of the memory.
      let target = UnsafeMutableRawPointer(target).assumingMemoryBound(to: UInt32.self)
      for index in rows.indices { target[index] = codes[Int(rows[index])] }
      views[column].codes = UnsafePointer(target)
    } else if let bits = sources[column].bits {
      for index in rows.indices { target[index] = bits[Int(rows[index])] }
      views[column].bits = UnsafePointer(target)
    }
  }

  private func gatherClasses(
    _ rows: UnsafeBufferPointer<UInt32>, _ column: Int,
    _ target: UnsafeMutablePointer<StorageClass>
  ) {
    guard let classes = sources[column].classes else { return }
    for index in rows.indices { target[index] = classes[Int(rows[index])] }
    views[column].classes = UnsafePointer(target)
  }

  private func gatherNulls(
    _ rows: UnsafeBufferPointer<UInt32>, _ column: Int, _ target: UnsafeMutablePointer<UInt64>
  ) {
    guard let words = sources[column].nullWords else { return }
    target.update(repeating: 0, count: RowBatch.capacity / 64)
    for (index, row) in rows.enumerated() {
      let isNull = (words[Int(row >> 6)] >> UInt64(row & 63)) & 1
      target[index >> 6] |= isNull << UInt64(index & 63)
    }
    views[column].nullWords = UnsafePointer(target)
  }
}
