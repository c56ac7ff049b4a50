// Numbers as unsigned keys of the same order, sorted by their bytes. Level 1.

/// A number that keeps its order as 64 unsigned bits.
protocol OrderedNumber: BitwiseCopyable, Comparable, Sendable {
  /// Bits that are ordered as the numbers are; equal numbers have equal bits.
  var key: UInt64 { get }
  /// The number of a key.
  init(key: UInt64)
}

extension Int64: OrderedNumber {
  var key: UInt64 { UInt64(bitPattern: self) ^ 1 << 63 }
  init(key: UInt64) { self.init(bitPattern: key ^ 1 << 63) }
}

extension Double: OrderedNumber {
  var key: UInt64 {
    let bits = (self == 0 ? 0 : self).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }
  init(key: UInt64) { self.init(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key) }
}

/// Sorts keys in ascending order, a byte at a time from the lowest; bytes that all keys share cost nothing.
///
/// - Complexity: at most eight passes over the keys, and as much memory again.
func sortKeys(_ keys: inout [UInt64]) {
  guard keys.count > 256 else { return keys.sort() }
  var (all, any) = (~UInt64(0), UInt64(0))
  for key in keys {
    all &= key
    any |= key
  }
  let different = all ^ any
  var other = [UInt64](repeating: 0, count: keys.count)
  for shift in stride(from: UInt64(0), to: 64, by: 8) where different >> shift & 0xFF != 0 {
    var starts = [Int](repeating: 0, count: 257)
    for key in keys { starts[Int(key >> shift & 0xFF) + 1] += 1 }
    for byte in 1...256 { starts[byte] += starts[byte - 1] }
    for key in keys {
      let byte = Int(key >> shift & 0xFF)
      other[starts[byte]] = key
      starts[byte] += 1
    }
    swap(&keys, &other)
  }
}
