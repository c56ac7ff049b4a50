// The entries of a text dictionary in the order of their bytes, which is SQLite's BINARY. Level 1.

internal import Glibc

/// The rank of every entry; equal entries have equal ranks.
final class TextOrder {
  /// The rank of each entry, from 0.
  let ranks: UnsafeMutablePointer<UInt32>
  /// One entry of each rank.
  private let entries: UnsafeMutablePointer<UInt32>
  /// How many ranks there are.
  private(set) var count = 0
  private let view: ColumnView
  private var numbers: [NumericEntry]?

  private struct NumericEntry {
    let number: Double
    let rank: UInt32
  }

  /// Ranks the entries of a text column.
  init(_ view: ColumnView, stopping: StopCheck) throws(Stopped) {
    self.view = view
    ranks = .allocate(capacity: view.entryCount)
    entries = .allocate(capacity: view.entryCount)
    let order = try sortedEntries(view, stopping)
    for entry in order {
      if count == 0 || compare(view.entry(Int(entry)), with: Int(entries[count - 1])) != 0 {
        entries[count] = entry
        count += 1
      }
      ranks[Int(entry)] = UInt32(count - 1)
    }
  }

  deinit {
    ranks.deallocate()
    entries.deallocate()
  }

  /// The rank of a text, or nil when no entry is equal.
  func rank(of text: UnsafeBufferPointer<UInt8>) -> UInt32? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      let order = compare(text, with: Int(entries[middle]))
      if order == 0 { return UInt32(middle) }
      if order < 0 { high = middle } else { low = middle + 1 }
    }
    return nil
  }

  /// The ranks of the entries that read as a number near to `number`.
  func ranks(near number: Double) -> [UInt32] {
    let numbers = numbers ?? numericEntries()
    self.numbers = numbers
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      let entry = numbers[middle].number
      if entry < number, !isNear(entry, number) { low = middle + 1 } else { high = middle }
    }
    return numbers[low...].prefix { isNear($0.number, number) }.map(\.rank)
  }

  private func numericEntries() -> [NumericEntry] {
    (0..<count).compactMap { rank in
      approximateNumber(view.entry(Int(entries[rank]))).map {
        NumericEntry(number: $0, rank: UInt32(rank))
      }
    }.sorted { $0.number < $1.number }
  }

  private func compare(_ text: UnsafeBufferPointer<UInt8>, with entry: Int) -> Int {
    compareBytes(text, view.entry(entry))
  }
}

/// The order of two texts by their bytes: below 0, 0 or above 0.
func compareBytes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
  let shared = min(left.count, right.count)
  if shared > 0, let left = left.baseAddress, let right = right.baseAddress {
    let order = memcmp(left, right, shared)
    if order != 0 { return Int(order) }
  }
  return left.count - right.count
}

/// An entry with its first eight bytes, which decide most comparisons.
private struct PrefixedEntry {
  let prefix: UInt64
  let index: UInt32
}

/// The indices of all entries in the order of their bytes.
private func sortedEntries(_ view: ColumnView, _ stopping: StopCheck) throws(Stopped) -> [UInt32] {
  var entries = (0..<view.entryCount).map {
    PrefixedEntry(prefix: prefix(of: view.entry($0)), index: UInt32($0))
  }
  var comparisons = 0
  do {
    try entries.sort { left, right in
      comparisons += 1
      if comparisons % StopCheck.interval == 0 { try stopping.check() }
      if left.prefix != right.prefix { return left.prefix < right.prefix }
      return compareBytes(view.entry(Int(left.index)), view.entry(Int(right.index))) < 0
    }
  } catch { throw Stopped() }
  return entries.map(\.index)
}

/// The first eight bytes as a number that sorts as they do; shorter texts end in zeros.
private func prefix(of text: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var prefix: UInt64 = 0
  for index in 0..<min(8, text.count) { prefix |= UInt64(text[index]) << UInt64(56 - 8 * index) }
  return prefix
}
