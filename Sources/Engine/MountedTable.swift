// Shows a `Tabular.Table` to SQLite as a read-only virtual table, without copying a value. Level 1.

internal import CSQLite
internal import Tabular

/// A table as the module `columns` reads it: one flat view per column.
///
/// - Source: https://www.sqlite.org/vtab.html
final class MountedTable {
  let table: Table
  /// One view a column, in order; lives as long as this object.
  let views: UnsafeMutableBufferPointer<ColumnView>

  init(_ table: Table) {
    self.table = table
    views = .allocate(capacity: table.columns.count)
    _ = views.initialize(from: table.columns.map(ColumnView.init))
  }

  deinit { views.deallocate() }

  /// The declaration that SQLite compiles statements against.
  var declaration: String {
    let columns = table.columns.map { "\(quoted($0.name)) \($0.declaredType)" }
    return "CREATE TABLE mounted(\(columns.joined(separator: ", ")))"
  }
}

/// A column's memory as plain pointers, so that reading a value touches no reference count.
struct ColumnView {
  private enum Kind: UInt8 { case integers, reals, texts, mixed }

  private let kind: Kind
  /// The integers, reals or mixed bits.
  private var bits: UnsafePointer<Int64>?
  private var codes: UnsafePointer<UInt32>?
  private var classes: UnsafePointer<StorageClass>?
  private var offsets: UnsafePointer<Int>?
  private var bytes: UnsafePointer<UInt8>?
  private let nullWords: UnsafePointer<UInt64>?

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
  }

  /// Hands a row's value to SQLite.
  func report(row: Int, to context: OpaquePointer) {
    if let nullWords, nullWords[row >> 6] & (1 << UInt64(row & 63)) != 0 { return }
    switch kind {
    case .integers: sqlite3_result_int64(context, bits?[row] ?? 0)
    case .reals: sqlite3_result_double(context, real(row))
    case .texts: reportBytes(Int(codes?[row] ?? 0), .text, to: context)
    case .mixed: reportMixed(row, to: context)
    }
  }

  private func real(_ row: Int) -> Double {
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

/// Tells SQLite to copy what it is handed.
let transientDestructor = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// A name as SQL writes it whatever it holds.
public func quoted(_ name: String) -> String {
  "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    + "\""
}

extension Column {
  /// The declared type that gives comparisons the affinity of the values.
  fileprivate var declaredType: String {
    switch values {
    case .integers: "INTEGER"
    case .reals: "REAL"
    case .texts: "TEXT"
    case .mixed: ""
    }
  }
}
