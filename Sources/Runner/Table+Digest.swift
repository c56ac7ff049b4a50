// The digest of a whole result, so that a shortened output block still vouches for every value. Level 3.

internal import Digest
internal import Tabular

extension Table {
  /// The SHA-256 of the column names and all values, in row order.
  ///
  /// Each name and value is hashed as its storage class (one byte), its length in bytes (eight,
  /// little-endian) and its bytes; integers and reals as eight little-endian bytes. The layout of the
  /// columns in memory has no part in it.
  ///
  /// - Returns: 64 hexadecimal digits.
  func digest() -> String {
    var hash = SHA256()
    var buffer: [UInt8] = []
    for column in columns { buffer.append(.text, Array(column.name.utf8)) }
    for row in 0..<rowCount {
      for column in columns { buffer.append(column, row: row) }
      if buffer.count > 1 << 16 { hash.flush(&buffer) }
    }
    hash.flush(&buffer)
    return hash.finish()
  }
}

extension SHA256 {
  fileprivate mutating func flush(_ buffer: inout [UInt8]) {
    buffer.withUnsafeBytes { update($0) }
    buffer.removeAll(keepingCapacity: true)
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ column: Column, row: Int) {
    if let bytes = column.bytes(at: row) {
      append(column.storageClass(at: row), bytes)
      return
    }
    switch column[row] {
    case .integer(let integer): append(.integer, littleEndian(UInt64(bitPattern: integer)))
    case .real(let real): append(.real, littleEndian(real.bitPattern))
    case .null, .text, .blob: append(.null, EmptyCollection())
    }
  }

  fileprivate mutating func append(_ storageClass: StorageClass, _ bytes: some Collection<UInt8>) {
    append(storageClass.rawValue)
    append(contentsOf: littleEndian(UInt64(bytes.count)))
    append(contentsOf: bytes)
  }
}

private func littleEndian(_ value: UInt64) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
}
