// A column: values of one storage class in plain arrays, or of several, with the NULLs apart. Level 0.

/// One named column of a table.
public struct Column: Sendable {
  /// How the values lie in memory.
  public enum Values: Sendable {
    case integers(Buffer<Int64>)
    case reals(Buffer<Double>)
    /// Each row is an index into the distinct texts.
    case texts(codes: Buffer<UInt32>, dictionary: ByteStrings)
    /// Blobs, or several storage classes: `bits` holds the integer, the bit pattern of the real, or
    /// the index of a text or blob in `strings`.
    case mixed(classes: Buffer<StorageClass>, bits: Buffer<Int64>, strings: ByteStrings)
  }

  /// The name; it may be empty.
  public let name: String
  /// The values, NULL rows included.
  public let values: Values
  /// Which rows are NULL, or nil when none is. A NULL row's entry in `values` means nothing.
  public let nulls: NullBitmap?

  /// Names a run of values; `nulls` is nil when there is no NULL.
  public init(name: String, values: Values, nulls: NullBitmap?) {
    self.name = name
    self.values = values
    self.nulls = nulls
  }

  /// How many rows the column has.
  public var rowCount: Int {
    switch values {
    case .integers(let buffer): buffer.count
    case .reals(let buffer): buffer.count
    case .texts(let codes, _): codes.count
    case .mixed(let classes, _, _): classes.count
    }
  }

  /// How many rows are NULL.
  public var nullCount: Int { nulls?.count ?? 0 }

  /// The same column under another name.
  public func renamed(_ name: String) -> Column {
    Column(name: name, values: values, nulls: nulls)
  }

  /// The storage class of a row's value, as SQLite's `typeof` gives it.
  public func storageClass(at row: Int) -> StorageClass {
    if let nulls, nulls[row] { return .null }
    return switch values {
    case .integers: .integer
    case .reals: .real
    case .texts: .text
    case .mixed(let classes, _, _): classes[row]
    }
  }

  /// The bytes of a text or blob, without copying; nil for NULL and numbers.
  ///
  /// Valid while this column lives. Text may hold bytes that are not UTF-8, as in SQLite.
  public func bytes(at row: Int) -> UnsafeBufferPointer<UInt8>? {
    if let nulls, nulls[row] { return nil }
    switch values {
    case .integers, .reals: return nil
    case .texts(let codes, let dictionary): return dictionary[Int(codes[row])]
    case .mixed(let classes, let bits, let strings):
      let isBytes = classes[row] == .text || classes[row] == .blob
      return isBytes ? strings[Int(bits[row])] : nil
    }
  }

  /// A row's value on its own; for loops over many rows switch over `values` instead.
  public subscript(row: Int) -> Value {
    switch storageClass(at: row) {
    case .null: .null
    case .integer: .integer(integer(at: row))
    case .real: .real(real(at: row))
    case .text: .text(bytes(at: row).map { String(decoding: $0, as: UTF8.self) } ?? "")
    case .blob: .blob(bytes(at: row).map(Array.init) ?? [])
    }
  }

  private func integer(at row: Int) -> Int64 {
    switch values {
    case .integers(let buffer): buffer[row]
    case .mixed(_, let bits, _): bits[row]
    case .reals, .texts: preconditionFailure("row \(row) of \(name) is no integer")
    }
  }

  private func real(at row: Int) -> Double {
    switch values {
    case .reals(let buffer): buffer[row]
    case .mixed(_, let bits, _): Double(bitPattern: UInt64(bitPattern: bits[row]))
    case .integers, .texts: preconditionFailure("row \(row) of \(name) is no real")
    }
  }
}

/// SQLite's five storage classes.
///
/// - Source: https://www.sqlite.org/datatype3.html
public enum StorageClass: UInt8, Sendable, Hashable, BitwiseCopyable {
  case null, integer, real, text, blob
}

/// One value on its own; equal texts have equal bytes, as in SQLite, however they would be normalised.
public enum Value: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  /// Text; bytes that are not UTF-8 appear as U+FFFD here (`Column.bytes(at:)` has them as they are).
  case text(String)
  case blob([UInt8])
}
