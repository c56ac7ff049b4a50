// Gives equal texts of a column the same code, by a hash table with open addressing. Level 0.

/// The codes of the distinct texts seen so far, in the order of their first appearance.
public struct TextDictionary: Sendable {
  /// 0 where free; else the upper half of the hash above the entry's index plus 1.
  private var slots: [UInt64] = []
  private var count = 0

  /// Starts without texts.
  public init() {}

  /// The index in `strings` of a text, which is added when it is new.
  ///
  /// - Parameter strings: the entries, the same at every call.
  public mutating func code(
    for bytes: UnsafeBufferPointer<UInt8>, in strings: inout ByteStringsBuilder
  ) -> Int {
    if count * 2 >= slots.count { grow(strings) }
    let hash = textHash(bytes)
    let tag = hash & ~0xFFFF_FFFF
    let mask = slots.count - 1
    var position = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[position]
      if slot == 0 { break }
      if slot & ~0xFFFF_FFFF == tag {
        let index = Int(slot & 0xFFFF_FFFF) - 1
        if strings.entry(at: index, equals: bytes) { return index }
      }
      position = (position + 1) & mask
    }
    let index = strings.append(bytes)
    slots[position] = tag | UInt64(index + 1)
    count += 1
    return index
  }

  private mutating func grow(_ strings: ByteStringsBuilder) {
    let old = slots
    slots = [UInt64](repeating: 0, count: max(16, old.count * 2))
    let mask = slots.count - 1
    for slot in old where slot != 0 {
      let hash = strings.withEntry(at: Int(slot & 0xFFFF_FFFF) - 1, textHash)
      var position = Int(truncatingIfNeeded: hash) & mask
      while slots[position] != 0 { position = (position + 1) & mask }
      slots[position] = slot
    }
  }
}

/// A hash of a text that reads eight bytes at a time.
///
/// - Source: the folded product of wyhash, https://github.com/wangyi-fudan/wyhash
private func textHash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  let count = bytes.count
  let raw = UnsafeRawBufferPointer(bytes)
  var seed = 0x9E37_79B9_7F4A_7C15 ^ UInt64(count)
  if count < 4 {
    guard count > 0 else { return folded(seed, 0xE703_7ED1_A0B4_28DB) }
    let word = UInt64(raw[0]) | UInt64(raw[count >> 1]) << 8 | UInt64(raw[count - 1]) << 16
    return folded(seed ^ word, 0xE703_7ED1_A0B4_28DB)
  }
  if count < 8 {
    let low = UInt64(raw.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
    let high = UInt64(raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    return folded(seed ^ (low | high << 32), 0xE703_7ED1_A0B4_28DB)
  }
  var offset = 0
  while offset + 16 < count {
    seed = folded(
      seed ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
      0xE703_7ED1_A0B4_28DB ^ raw.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
    offset += 16
  }
  let low = raw.loadUnaligned(fromByteOffset: max(0, min(offset, count - 8)), as: UInt64.self)
  let high = raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
  return folded(seed ^ low, 0x8EBC_6AF0_9C88_C6E3 ^ high)
}

private func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
  let product = left.multipliedFullWidth(by: right)
  return product.high ^ product.low
}
