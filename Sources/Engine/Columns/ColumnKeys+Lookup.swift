// A value to look up -> the key of the rows that equal it. Level 1.

internal import CSQLite

extension ColumnKeys {
  /// What an equality comes to.
  enum Lookup {
    /// Rows with this key, if there are any.
    case key(UInt64)
    /// No row.
    case nothing
    /// Rows of several keys may be meant.
    case several
  }

  /// Looks up a value as SQLite's comparison with the column sees it.
  func lookUp(_ value: OpaquePointer, matchesNull: Bool) -> Lookup {
    let type = sqlite3_value_type(value)
    if type == SQLITE_NULL { return matchesNull ? .key(0) : .nothing }
    if let texts { return lookUp(value, type, among: texts) }
    if type == SQLITE_INTEGER, view.kind != .reals {
      return key(ofPlace: sqlite3_value_int64(value)).map(Lookup.key) ?? .nothing
    }
    guard let range = places(.equal, Operand(numeric: value), on: view.kind) else {
      return .nothing
    }
    return key(ofPlace: range.lowerBound).map(Lookup.key) ?? .nothing
  }

  private func lookUp(_ value: OpaquePointer, _ type: Int32, among texts: TextOrder) -> Lookup {
    if type == SQLITE_TEXT, case .text(let text) = Operand(value) {
      let rank = texts.rank(of: text)
      guard let number = approximateNumber(text) else { return lookup(rank, []) }
      return lookup(rank, texts.ranks(near: number))
    }
    guard let target = TextTarget(value) else { return .nothing }
    let rank = target.bytes.withUnsafeBufferPointer { texts.rank(of: $0) }
    return lookup(rank, target.number.map { texts.ranks(near: $0) } ?? [])
  }

  private func lookup(_ rank: UInt32?, _ others: [UInt32]) -> Lookup {
    if others.isEmpty { return rank.map { .key(UInt64($0) + 1) } ?? .nothing }
    guard others.count == 1, rank == nil || rank == others[0] else { return .several }
    return .key(UInt64(others[0]) + 1)
  }
}
