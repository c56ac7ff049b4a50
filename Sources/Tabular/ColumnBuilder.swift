// Collects values row by row and settles the column's layout at the end. Level 0.

internal import Glibc

/// Builds one column from values that arrive in row order.
///
/// The column stays typed as long as all values are of one storage class and becomes mixed with the
/// first that is not; no value is ever converted.
public struct ColumnBuilder: Sendable {
  private let name: String
  private var classes: [StorageClass] = []
  private var bits: [Int64] = []
  private var strings = ByteStringsBuilder()
  private var dictionary = TextDictionary()
  /// One bit for each storage class that has come.
  private var seen: UInt8 = 0

  /// Starts an empty column.
  public init(name: String) { self.name = name }

  /// Adds NULL.
  public mutating func appendNull() { append(.null, 0) }

  /// Adds an integer.
  public mutating func append(_ value: Int64) { append(.integer, value) }

  /// Adds a real.
  public mutating func append(_ value: Double) {
    append(.real, Int64(bitPattern: value.bitPattern))
  }

  /// Adds text, given as bytes that need not be UTF-8.
  public mutating func append(text bytes: UnsafeBufferPointer<UInt8>) {
    append(.text, Int64(dictionary.code(for: bytes, in: &strings)))
  }

  /// Adds a blob.
  public mutating func append(blob bytes: UnsafeBufferPointer<UInt8>) {
    append(.blob, Int64(strings.append(bytes)))
  }

  /// Adds one value of any class.
  public mutating func append(_ value: Value) {
    switch value {
    case .null: appendNull()
    case .integer(let integer): append(integer)
    case .real(let real): append(real)
    case .text(let text):
      var text = text
      text.withUTF8 { append(text: $0) }
    case .blob(let blob): blob.withUnsafeBufferPointer { append(blob: $0) }
    }
  }

  /// How many bytes of memory the values take, about.
  public var byteCount: Int { classes.count * 9 + strings.byteCount }

  /// Ends the column.
  public func build() -> Column {
    Column(name: name, values: values(), nulls: nullBitmap())
  }

  private mutating func append(_ storageClass: StorageClass, _ payload: Int64) {
    seen |= 1 << storageClass.rawValue
    classes.append(storageClass)
    bits.append(payload)
  }

  private func values() -> Column.Values {
    let present = seen & ~(1 << StorageClass.null.rawValue)
    if present == 1 << StorageClass.integer.rawValue { return .integers(Buffer(bits)) }
    if present == 1 << StorageClass.real.rawValue {
      return .reals(Buffer(bits.map { Double(bitPattern: UInt64(bitPattern: $0)) }))
    }
    if present == 0 || present == 1 << StorageClass.text.rawValue { return textValues() }
    return .mixed(classes: Buffer(classes), bits: Buffer(bits), strings: strings.build())
  }

  /// Text, and columns of nothing but NULL.
  private func textValues() -> Column.Values {
    .texts(codes: Buffer(bits.map { UInt32(truncatingIfNeeded: $0) }), dictionary: strings.build())
  }

  private func nullBitmap() -> NullBitmap? {
    guard seen & 1 << StorageClass.null.rawValue != 0 else { return nil }
    var words = [UInt64](repeating: 0, count: (classes.count + 63) / 64)
    for row in classes.indices where classes[row] == .null {
      words[row >> 6] |= 1 << UInt64(row & 63)
    }
    return NullBitmap(words: Buffer(words))
  }
}

/// Collects byte strings end to end.
public struct ByteStringsBuilder: Sendable {
  private var offsets = [0]
  private var bytes: [UInt8] = []

  /// Starts without entries.
  public init() {}

  /// Adds an entry.
  ///
  /// - Returns: its index.
  public mutating func append(_ entry: UnsafeBufferPointer<UInt8>) -> Int {
    bytes.append(contentsOf: entry)
    offsets.append(bytes.count)
    return offsets.count - 2
  }

  /// How many entries there are.
  public var count: Int { offsets.count - 1 }

  /// Hands out the bytes of an entry, which are valid during the call only.
  public func withEntry<Result>(
    at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[offsets[index]..<offsets[index + 1]]))
    }
  }

  /// How many bytes of memory the entries take, about.
  var byteCount: Int { bytes.count + offsets.count * 8 }

  /// Whether the entry at `index` has just these bytes.
  func entry(at index: Int, equals other: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = offsets[index]
    guard offsets[index + 1] - start == other.count else { return false }
    return bytes.withUnsafeBytes {
      isEqual(UnsafeRawBufferPointer(rebasing: $0[start..<start + other.count]), .init(other))
    }
  }

  /// Ends the collection.
  public func build() -> ByteStrings {
    ByteStrings(offsets: Buffer(offsets), bytes: Buffer(bytes))
  }
}

/// Whether two runs of the same length are equal; short ones by a few overlapping words, without a call.
@inline(__always)
private func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  let count = left.count
  if count > 16 {
    guard let first = left.baseAddress, let second = right.baseAddress else { return false }
    return memcmp(first, second, count) == 0
  }
  if count >= 8 {
    let last = count - 8
    return word(left, 0, UInt64.self) == word(right, 0, UInt64.self)
      && word(left, last, UInt64.self) == word(right, last, UInt64.self)
  }
  if count >= 4 {
    let last = count - 4
    return word(left, 0, UInt32.self) == word(right, 0, UInt32.self)
      && word(left, last, UInt32.self) == word(right, last, UInt32.self)
  }
  for index in 0..<count where left[index] != right[index] { return false }
  return true
}

@inline(__always)
private func word<Word: FixedWidthInteger & BitwiseCopyable>(
  _ bytes: UnsafeRawBufferPointer, _ offset: Int, _: Word.Type
) -> Word {
  bytes.loadUnaligned(fromByteOffset: offset, as: Word.self)
}
