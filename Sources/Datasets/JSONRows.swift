// Objects -> rows of spans, one place a name; full batches go to the columns. Level 1.

internal import Diagnostics
internal import Tabular

/// What one worker knows of the names so far, and the rows of the batch that it fills.
struct JSONRows {
  /// One a name, in the order in which the worker met them.
  private(set) var columns: [JSONColumnReader] = []
  /// Where each name stands first in the block that is read; `Int.max` where it does not.
  private(set) var nameOffsets: [Int] = []
  /// How many rows of the block are done.
  private(set) var rowCount = 0
  private var dictionary = TextDictionary()
  private var names = ByteStringsBuilder()
  /// The first spelling of each name in the text, where it holds no escape.
  private var spellings: [JSONSpan] = []
  /// The name that last followed each name; the first entry is for none.
  private var following = [-1]
  /// The names that the row being read brings into the block.
  private var newcomers: [Int] = []
  private let spans: JSONSpanTable
  private let makeRule: (String) -> JSONRule
  private let worker: Int
  private let unescaping = JSONUnescaping()
  private var capacity = 0
  /// How many rows of the batch are filled.
  private var batchCount = 0

  /// SQLite's limit.
  private static let columnLimit = 2_000
  /// How many values a block may come to when most names are missing from most objects.
  private static let valueLimit = 1 << 27

  init(worker: Int, makeRule: @escaping (String) -> JSONRule) {
    self.worker = worker
    self.makeRule = makeRule
    spans = JSONSpanTable()
  }

  /// The bytes of a name.
  func name(_ column: Int) -> [UInt8] { names.withEntry(at: column) { Array($0) } }

  /// Begins a block of at most so many rows.
  mutating func begin(capacity: Int) {
    self.capacity = capacity
    spans.clear(batchCount + 1)
    (rowCount, batchCount) = (0, 0)
    newcomers.removeAll()
    for index in nameOffsets.indices { nameOffsets[index] = .max }
    for column in columns { column.begin(capacity: capacity) }
  }

  /// Reads the object whose brace is next into the batch; it counts once it is kept.
  mutating func read(_ scanner: inout JSONScanner) throws(JSONFault) {
    scanner.index += 1
    scanner.skipBlanks()
    if scanner.current == UInt8(ascii: "}") { return scanner.index += 1 }
    var previous = -1
    while true {
      let name = try scanner.name()
      let column = try column(of: name, after: previous, scanner.base)
      let value = try scanner.value()
      let place = spans.base + (batchCount &* spans.stride &+ column)
      guard place.pointee.kind == .missing else {
        throw JSONFault(offset: name.offset, message: "the object has this name twice")
      }
      place.pointee = value
      previous = column
      if try scanner.endsCollection(UInt8(ascii: "}")) { return }
    }
  }

  /// Keeps the row that was read.
  @inline(__always)
  mutating func keep(
    _ base: UnsafePointer<UInt8>, _ violations: inout ViolationList
  ) throws(JSONFault) {
    if !newcomers.isEmpty { newcomers.removeAll() }
    batchCount += 1
    if batchCount == spans.rowCount { try flush(base, &violations) }
  }

  /// Forgets the row that was read.
  mutating func drop() {
    for column in newcomers { nameOffsets[column] = .max }
    newcomers.removeAll()
    spans.clear(1, from: batchCount)
  }

  /// The first value of the row that is not of its stated type, and why.
  func fault(_ base: UnsafePointer<UInt8>) -> (span: JSONSpan, message: String)? {
    for (index, column) in columns.enumerated() where column.statedType != nil {
      let span = spans.base[batchCount * spans.stride + index]
      if let message = column.fault(of: span, base: base) { return (span, message) }
    }
    return nil
  }

  /// Hands the batch to the columns.
  mutating func flush(
    _ base: UnsafePointer<UInt8>, _ violations: inout ViolationList
  ) throws(JSONFault) {
    guard batchCount > 0 else { return }
    for (index, column) in columns.enumerated() {
      column.append(
        JSONBatch(
          spans: UnsafePointer(spans.base + index), stride: spans.stride, rowCount: batchCount,
          base: base), &violations)
    }
    spans.clear(batchCount)
    rowCount += batchCount
    batchCount = 0
    if rowCount * columns.count > JSONRows.valueLimit {
      throw JSONFault(
        offset: 0, message: "too many names that most objects do not have", isFatal: true)
    }
  }

  // MARK: Names

  /// The column of a name; mostly the one that followed the same name before.
  @inline(__always)
  private mutating func column(
    of name: JSONSpan, after previous: Int, _ base: UnsafePointer<UInt8>
  ) throws(JSONFault) -> Int {
    let expected = following[previous + 1]
    if expected >= 0, !name.isCoded, isSpelled(spellings[expected], name, base) {
      if nameOffsets[expected] == .max { note(name, expected) }
      return expected
    }
    let column = try lookUp(name, base)
    following[previous + 1] = column
    return column
  }

  @inline(__always)
  private func isSpelled(
    _ known: JSONSpan, _ name: JSONSpan, _ base: UnsafePointer<UInt8>
  ) -> Bool {
    guard known.count == name.count else { return false }
    for index in 0..<Int(name.count) where base[known.start + index] != base[name.start + index] {
      return false
    }
    return true
  }

  private mutating func note(_ name: JSONSpan, _ column: Int) {
    nameOffsets[column] = name.offset
    newcomers.append(column)
  }

  private mutating func lookUp(
    _ name: JSONSpan, _ base: UnsafePointer<UInt8>
  ) throws(JSONFault) -> Int {
    let column = unescaping.withText(of: name, in: base) { text in
      dictionary.code(for: text, in: &names)
    }
    if column == columns.count {
      guard column < JSONRows.columnLimit else {
        throw JSONFault(
          offset: name.offset,
          message:
            "more than \(grouped(JSONRows.columnLimit)) names, which is all that SQLite takes",
          isFatal: true)
      }
      add(name)
    }
    if nameOffsets[column] == .max { note(name, column) }
    return column
  }

  private mutating func add(_ name: JSONSpan) {
    let text = String(decoding: self.name(columns.count), as: UTF8.self)
    let reader = JSONColumnReader(makeRule(text), worker: worker)
    reader.begin(capacity: capacity, absentCount: rowCount)
    columns.append(reader)
    nameOffsets.append(.max)
    following.append(-1)
    // No name has this length, so one with escapes is looked up every time.
    spellings.append(name.isCoded ? JSONSpan(start: 0, count: .max) : name)
    spans.widen(to: columns.count, keeping: batchCount + 1)
  }
}

/// Memory for the spans of one batch, row by row.
final class JSONSpanTable {
  private(set) var base: UnsafeMutablePointer<JSONSpan>
  /// How many spans a row takes.
  private(set) var stride = 16
  /// How many rows there is room for.
  private(set) var rowCount = 256

  init() {
    base = .allocate(capacity: 16 * 256)
    clear(rowCount)
  }

  deinit { base.deallocate() }

  /// Empties some rows.
  func clear(_ count: Int, from first: Int = 0) {
    let count = min(count, rowCount - first)
    (base + first * stride).update(repeating: JSONSpan(), count: stride * count)
  }

  /// Makes room for so many columns; the first rows stay.
  func widen(to columnCount: Int, keeping kept: Int) {
    guard columnCount > stride else { return }
    let (old, oldStride) = (base, stride)
    stride *= 2
    base = .allocate(capacity: stride * rowCount)
    clear(rowCount)
    for row in 0..<kept {
      (base + row * stride).update(from: old + row * oldStride, count: oldStride)
    }
    old.deallocate()
  }
}
