// A column's memory as SQLite's callbacks read it: plain pointers, nothing counted. Level 1.

internal import CSQLite
internal import Tabular

/// A column's memory as plain pointers, so that reading a value touches no reference count.
struct ColumnView {
  /// What kind of values they are; `rowNumbers` are SQLite's rowids, from 1.
  enum Kind: UInt8 { case integers, reals, texts, mixed, rowNumbers }

  let kind: Kind
  /// The integers, reals or mixed bits.
  var bits: UnsafePointer<Int64>?
  /// The index of each row's text.
  var codes: UnsafePointer<UInt32>?
  /// Each row's class in a mixed column.
  var classes: UnsafePointer<StorageClass>?
  /// Which rows are NULL, one bit a row, or nil.
  var nullWords: UnsafePointer<UInt64>?
  /// How many texts or blobs there are.
  private(set) var entryCount = 0
  private var offsets: UnsafePointer<Int>?
  private var bytes: UnsafePointer<UInt8>?

  /// The rowids as a column.
  static var rowNumbers: ColumnView { ColumnView() }

  private init() { kind = .rowNumbers }

  init(_ column: Column) {
    nullWords = column.nulls?.words.pointer.baseAddress
    switch column.values {
    case .integers(let buffer):
      kind = .integers
      bits = buffer.pointer.baseAddress
    case .reals(let buffer):
      kind = .reals
      bits = UnsafeRawPointer(buffer.pointer.baseAddress)?.assumingMemoryBound(to: Int64.self)
    case .texts(let codeBuffer, let dictionary):
      kind = .texts
      codes = codeBuffer.pointer.baseAddress
      show(dictionary)
    case .mixed(let classBuffer, let bitBuffer, let strings):
      kind = .mixed
      classes = classBuffer.pointer.baseAddress
      bits = bitBuffer.pointer.baseAddress
      show(strings)
    }
  }

  private mutating func show(_ strings: ByteStrings) {
    offsets = strings.offsets.pointer.baseAddress
    bytes = strings.bytes.pointer.baseAddress
    entryCount = strings.count
  }

  /// Whether a row shows NULL; so does a real that is not a number.
  func isNull(_ row: Int) -> Bool {
    if let nullWords, nullWords[row >> 6] & (1 << UInt64(row & 63)) != 0 { return true }
    switch kind {
    case .reals: return real(row).isNaN
    case .mixed:
      return classes?[row] == .null || classes?[row] == .real && real(row).isNaN
    case .integers, .texts, .rowNumbers: return false
    }
  }

  /// The bytes of a text or blob by its index.
  func entry(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    guard let offsets else { return UnsafeBufferPointer(start: nil, count: 0) }
    let start = offsets[index]
    return UnsafeBufferPointer(
      start: bytes.map { $0 + start }, count: offsets[index + 1] - start)
  }

  /// Hands a row's value to SQLite.
  func report(row: Int, to context: OpaquePointer) {
    if let nullWords, nullWords[row >> 6] & (1 << UInt64(row & 63)) != 0 { return }
    switch kind {
    case .integers: sqlite3_result_int64(context, bits?[row] ?? 0)
    case .reals: sqlite3_result_double(context, real(row))
    case .texts: reportBytes(Int(codes?[row] ?? 0), .text, to: context)
    case .mixed: reportMixed(row, to: context)
    case .rowNumbers: sqlite3_result_int64(context, Int64(row) + 1)
    }
  }

  /// A row of a column of reals.
  func real(_ row: Int) -> Double {
    Double(bitPattern: UInt64(bitPattern: bits?[row] ?? 0))
  }

  private func reportMixed(_ row: Int, to context: OpaquePointer) {
    switch classes?[row] ?? .null {
    case .null: return
    case .integer: sqlite3_result_int64(context, bits?[row] ?? 0)
    case .real: sqlite3_result_double(context, real(row))
    case .text: reportBytes(Int(bits?[row] ?? 0), .text, to: context)
    case .blob: reportBytes(Int(bits?[row] ?? 0), .blob, to: context)
    }
  }

  /// Text and blobs go out as pointers into the column, which outlives every statement over it.
  private func reportBytes(_ index: Int, _ kind: StorageClass, to context: OpaquePointer) {
    guard let offsets else { return }
    let (start, end) = (offsets[index], offsets[index + 1])
    let length = UInt64(end - start)
    guard let base = bytes, length > 0 else {
      if kind == .blob {
        sqlite3_result_zeroblob(context, 0)
      } else {
        sqlite3_result_text64(context, "", 0, transientDestructor, UInt8(SQLITE_UTF8))
      }
      return
    }
    if kind == .blob {
      sqlite3_result_blob64(context, base + start, length, nil)
    } else {
      let text = UnsafeRawPointer(base + start).assumingMemoryBound(to: CChar.self)
      sqlite3_result_text64(context, text, length, nil, UInt8(SQLITE_UTF8))
    }
  }
}
