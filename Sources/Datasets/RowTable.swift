// Finds equal rows without copying them. Level 1.

/// Rows of a table by a key; rows with equal keys are found by comparing hashes and keys.
struct RowTable {
  /// 0 where free, else a row plus 1.
  private var slots: [UInt32]
  private let mask: Int

  /// Room for so many rows.
  init(rowCount: Int) {
    var size = 16
    while size < rowCount * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    mask = size - 1
  }

  /// The first row with the same key, or nil when this is the first, which is then kept.
  mutating func firstRow(
    likeRow row: Int, hash: UInt64, isEqual: (_ other: Int) -> Bool
  ) -> Int? {
    var position = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while slots[position] != 0 {
      let other = Int(slots[position]) - 1
      if isEqual(other) { return other }
      position = (position + 1) & mask
    }
    slots[position] = UInt32(truncatingIfNeeded: row + 1)
    return nil
  }
}

/// Spreads bits over a word.
///
/// - Source: the finaliser of SplitMix64
func mixed(_ value: UInt64) -> UInt64 {
  var z = value &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
