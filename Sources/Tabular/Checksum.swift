// A fast checksum for files of our own. Level 0.

/// A 64-bit checksum of bytes that arrive in pieces; equal bytes give equal sums however they are cut.
///
/// - Source: the lanes and constants of xxHash64, https://github.com/Cyan4973/xxHash (the idea; this is
///   not compatible with it)
struct Checksum {
  private var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  private static let prime: UInt64 = 0x9E37_79B1_85EB_CA87

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = rest.prefix(32 - pending.count)
      pending.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
      guard pending.count == 32 else { return }
      pending.withUnsafeBytes { mix($0) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count & ~31
    mix(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)))
    pending.append(contentsOf: rest.dropFirst(whole))
  }

  /// The sum of everything so far.
  var value: UInt64 {
    var copy = self
    if !copy.pending.isEmpty {
      copy.pending.append(contentsOf: repeatElement(0, count: 32 - copy.pending.count))
      let last = copy.pending
      last.withUnsafeBytes { copy.mix($0) }
    }
    var sum = copy.length
    for lane in [copy.lanes.0, copy.lanes.1, copy.lanes.2, copy.lanes.3] {
      sum = Checksum.turn(sum ^ Checksum.turn(lane))
    }
    return sum
  }

  /// Mixes whole blocks of 32 bytes.
  private mutating func mix(_ bytes: UnsafeRawBufferPointer) {
    var (a, b, c, d) = lanes
    for offset in stride(from: 0, to: bytes.count, by: 32) {
      a = Checksum.turn(a ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      b = Checksum.turn(b ^ bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
      c = Checksum.turn(c ^ bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
      d = Checksum.turn(d ^ bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self))
    }
    lanes = (a, b, c, d)
  }

  private static func turn(_ value: UInt64) -> UInt64 {
    let product = value &* prime
    return product << 31 | product >> 33
  }
}
