// Collects values row by row and settles the column's layout at the end. Level 0.

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
