// A value that a column is compared with, as SQLite hands it to a scan. Level 1.

internal import CSQLite

/// The value of one compared operand; its bytes live as long as the callback that was given it.
enum Operand {
  case null
  case integer(Int64)
  case real(Double)
  case text(UnsafeBufferPointer<UInt8>)
  case blob

  /// Reads a value as it is.
  init(_ value: OpaquePointer) {
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER: self = .integer(sqlite3_value_int64(value))
    case SQLITE_FLOAT: self = .real(sqlite3_value_double(value))
    case SQLITE_TEXT:
      let start = sqlite3_value_text(value)
      let count = start == nil ? 0 : Int(sqlite3_value_bytes(value))
      self = .text(UnsafeBufferPointer(start: start, count: count))
    case SQLITE_BLOB: self = .blob
    default: self = .null
    }
  }

  /// Reads a value as a comparison with a numeric column sees it: text that reads as a number is
  /// that number.
  init(numeric value: OpaquePointer) {
    guard sqlite3_value_type(value) == SQLITE_TEXT, let copy = sqlite3_value_dup(value) else {
      self = Operand(value)
      return
    }
    // The conversion changes the value in place, and SQLite still needs the original.
    defer { sqlite3_value_free(copy) }
    switch sqlite3_value_numeric_type(copy) {
    case SQLITE_INTEGER: self = .integer(sqlite3_value_int64(copy))
    case SQLITE_FLOAT: self = .real(sqlite3_value_double(copy))
    default: self = Operand(value)
    }
  }
}

/// The texts that a comparison for equality with a text column may mean.
///
/// A number arrives for `text = 5`, which means '5', and for `text = integers.k`, which means every
/// text that reads as 5: a virtual table is not told which. Rows that meet either are kept, and
/// SQLite, which checks again, drops the others.
struct TextTarget {
  /// The bytes of an equal text.
  let bytes: [UInt8]
  /// The number that other texts may read as.
  let number: Double?

  /// Reads a value; nil for NULL and blobs, which no text equals.
  init?(_ value: OpaquePointer) {
    switch sqlite3_value_type(value) {
    case SQLITE_TEXT:
      guard case .text(let text) = Operand(value) else { return nil }
      bytes = Array(text)
      number = approximateNumber(text)
    case SQLITE_INTEGER, SQLITE_FLOAT:
      guard let copy = sqlite3_value_dup(value) else { return nil }
      defer { sqlite3_value_free(copy) }
      number = sqlite3_value_double(copy)
      let start = sqlite3_value_text(copy)
      bytes = Array(
        UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(copy))))
    default: return nil
    }
  }

  /// Whether an entry may be meant.
  func accepts(_ entry: UnsafeBufferPointer<UInt8>) -> Bool {
    if bytes.withUnsafeBufferPointer({ compareBytes($0, entry) }) == 0 { return true }
    guard let number, let other = approximateNumber(entry) else { return false }
    return isNear(number, other)
  }
}
