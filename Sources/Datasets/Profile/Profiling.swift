// Table -> one profile a column, computed on the columns themselves, on all cores. Level 1.

public import Tabular

/// Describes every column of a table in numbers.
///
/// - Complexity: a few passes over each column; numbers are sorted by their bytes, texts are counted by
///   their codes.
public func profile(_ table: Table) -> [ColumnProfile] {
  var found = [ColumnProfile?](repeating: nil, count: table.columns.count)
  found.withUnsafeMutableBufferPointer { found in
    Workers.available.run(itemCount: found.count) { _, index in
      found[index] = ColumnProfile(table.columns[index])
    }
  }
  return found.compactMap(\.self)
}

extension ColumnProfile {
  /// Looks over one column.
  public init(_ column: Column) {
    let isEmpty = column.nullCount == column.rowCount
    switch column.values {
    case _ where isEmpty: self.init(column, .nullOnly, Findings())
    case .integers(let values): self.init(column, .integer, integers(values, column.nulls))
    case .reals(let values): self.init(column, .real, reals(values, column.nulls))
    case .texts(_, let dictionary):
      let form = column.dateForm
      self.init(
        column, form.map(Kind.moments) ?? .text,
        texts(dictionary, column.codeCounts, column.rowCount - column.nullCount, form))
    case .mixed: self.init(column, .mixed, mixed(column))
    }
  }

  fileprivate struct Findings {
    var distinctCount = 0
    var spread: Spread?
    var range: (first: Value, last: Value)?
    var topValues: [(value: Value, count: Int)] = []
    var lengths: ClosedRange<Int>?
  }

  private init(_ column: Column, _ kind: Kind, _ findings: Findings) {
    self.init(
      name: column.name, kind: kind, rowCount: column.rowCount, nullCount: column.nullCount,
      distinctCount: findings.distinctCount, spread: findings.spread, range: findings.range,
      topValues: findings.topValues, lengths: findings.lengths)
  }
}

// MARK: - Numbers

private func sortedKeys<Number: OrderedNumber>(
  _ values: Buffer<Number>, _ nulls: NullBitmap?
) -> [UInt64] {
  var keys: [UInt64] = []
  keys.reserveCapacity(values.count)
  if let nulls {
    for row in 0..<values.count where !nulls[row] { keys.append(values[row].key) }
  } else {
    for value in values.pointer { keys.append(value.key) }
  }
  sortKeys(&keys)
  return keys
}

private func distinctCount(_ sorted: [UInt64]) -> Int {
  guard var last = sorted.first else { return 0 }
  var count = 1
  for key in sorted where key != last {
    count += 1
    last = key
  }
  return count
}

private func integers(_ values: Buffer<Int64>, _ nulls: NullBitmap?) -> ColumnProfile.Findings {
  let keys = sortedKeys(values, nulls)
  var findings = ColumnProfile.Findings()
  guard let first = keys.first, let last = keys.last else { return findings }
  findings.distinctCount = distinctCount(keys)
  findings.range = (.integer(Int64(key: first)), .integer(Int64(key: last)))
  findings.spread = ColumnProfile.Spread(
    quartiles: (1...3).map { quartile($0, of: keys.count) { Int64(key: keys[$0]) } },
    mean: mean(keys.lazy.map(Int64.init(key:)), count: keys.count),
    histogram: histogram(keys.lazy.map { ($0, 1) }, from: first, to: last))
  return findings
}

private func reals(_ values: Buffer<Double>, _ nulls: NullBitmap?) -> ColumnProfile.Findings {
  let keys = sortedKeys(values, nulls)
  var findings = ColumnProfile.Findings()
  guard let first = keys.first, let last = keys.last else { return findings }
  findings.distinctCount = distinctCount(keys)
  findings.range = (.real(Double(key: first)), .real(Double(key: last)))
  findings.spread = ColumnProfile.Spread(
    quartiles: (1...3).map { .real(quartile($0, of: keys.count) { Double(key: keys[$0]) }) },
    mean: mean(keys.lazy.map(Double.init(key:)), count: keys.count),
    histogram: histogram(keys.lazy.map(Double.init(key:)).filter(\.isFinite)))
  return findings
}

// MARK: - Texts

private func texts(
  _ dictionary: ByteStrings, _ counts: [Int], _ count: Int, _ form: DateForm?
) -> ColumnProfile.Findings {
  let used = counts.indices.filter { counts[$0] > 0 }
  let precedes = { (left: Int, right: Int) in isBefore(dictionary[left], dictionary[right]) }
  var findings = ColumnProfile.Findings()
  guard let first = used.min(by: precedes), let last = used.max(by: precedes) else {
    return findings
  }
  let text = { (code: Int) in Value.text(String(decoding: dictionary[code], as: UTF8.self)) }
  let lengths = used.lazy.map { code in dictionary[code].count { $0 & 0xC0 != 0x80 } }
  findings.distinctCount = used.count
  findings.range = (text(first), text(last))
  if let least = lengths.min(), let most = lengths.max() { findings.lengths = least...most }
  guard let form else {
    findings.topValues = top(used, counts, precedes).map { (text($0), counts[$0]) }
    return findings
  }
  let sorted = used.sorted(by: precedes)
  guard form != .moments else { return findings }
  let ordinals = sorted.map { (ordinal(of: dictionary[$0], form), counts[$0]) }
  findings.spread = ColumnProfile.Spread(
    quartiles: (1...3).map { quarter in
      // Definition 1: the least date that at least so many quarters of the values do not exceed.
      var rest = (count * quarter + 3) / 4
      return text(
        sorted.first { code in
          rest -= counts[code]
          return rest <= 0
        } ?? last)
    },
    mean: nil,
    histogram: histogram(ordinals, from: ordinals[0].0, to: ordinals[ordinals.count - 1].0))
  return findings
}

/// The at most 3 entries that stand most often, and more than once.
private func top(_ used: [Int], _ counts: [Int], _ precedes: (Int, Int) -> Bool) -> [Int] {
  var best: [Int] = []
  for code in used where counts[code] > 1 {
    let place = best.firstIndex {
      counts[$0] < counts[code] || counts[$0] == counts[code] && precedes(code, $0)
    }
    best.insert(code, at: place ?? best.count)
    if best.count > 3 { best.removeLast() }
  }
  return best
}

private func isBefore(
  _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
) -> Bool {
  left.lexicographicallyPrecedes(right)
}

/// Days or months since the year 0, as a key.
private func ordinal(of bytes: UnsafeBufferPointer<UInt8>, _ form: DateForm) -> UInt64 {
  if form == .months {
    let digits = parseYearMonth(bytes) ?? 0
    return UInt64(digits / 100 * 12 + digits % 100)
  }
  let digits = parseDate(bytes) ?? 0
  let (month, day) = (digits / 100 % 100, digits % 100)
  // Days of the Gregorian calendar, the year beginning in March; 400 years more keep them positive.
  let year = digits / 10_000 - (month < 3 ? 1 : 0) + 400
  let days = 365 * year + year / 4 - year / 100 + year / 400
  return UInt64(days + (153 * (month + (month < 3 ? 9 : -3)) + 2) / 5 + day)
}

// MARK: - Several storage classes

private func mixed(_ column: Column) -> ColumnProfile.Findings {
  var counts: [Value: Int] = [:]
  for row in 0..<column.rowCount where column.storageClass(at: row) != .null {
    counts[column[row].comparable, default: 0] += 1
  }
  let values = counts.keys.sorted { $0.precedes($1) }
  var findings = ColumnProfile.Findings()
  findings.distinctCount = values.count
  if let first = values.first, let last = values.last { findings.range = (first, last) }
  let repeated = values.map { ($0, counts[$0] ?? 0) }.filter { $0.1 > 1 }
  // A sort in place of a selection: columns like these are rare and small.
  findings.topValues = repeated.enumerated()
    .sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
    .prefix(3).map { ($0.element.0, $0.element.1) }
  let lengths = values.compactMap { value -> Int? in
    if case .text(let text) = value { text.unicodeScalars.count } else { nil }
  }
  if let least = lengths.min(), let most = lengths.max() { findings.lengths = least...most }
  return findings
}

extension Value {
  /// A whole real as the integer that SQLite takes for equal to it.
  fileprivate var comparable: Value {
    guard case .real(let real) = self, let whole = Int64(exactly: real) else { return self }
    return .integer(whole)
  }

  /// SQLite's order: numbers, texts, blobs.
  fileprivate func precedes(_ other: Value) -> Bool {
    switch (self, other) {
    case (.integer(let a), .integer(let b)): a < b
    case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.blob(let a), .blob(let b)): a.lexicographicallyPrecedes(b)
    default: rank == other.rank ? number < other.number : rank < other.rank
    }
  }

  private var number: Double {
    switch self {
    case .integer(let integer): Double(integer)
    case .real(let real): real
    case .null, .text, .blob: 0
    }
  }

  private var rank: Int {
    switch self {
    case .null: 0
    case .integer, .real: 1
    case .text: 2
    case .blob: 3
    }
  }
}
