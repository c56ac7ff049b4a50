// Gives equal texts of a column the same code, by a hash table with open addressing. Level 0.

/// The codes of the distinct texts seen so far, in the order of their first appearance.
struct TextDictionary {
  private struct Slot {
    var hash: UInt64
    var index: Int
  }

  private var slots: [Slot?] = []
  private var count = 0

  /// The index in `strings` of a text, which is added when it is new.
  mutating func code(
    for bytes: UnsafeBufferPointer<UInt8>, in strings: inout ByteStringsBuilder
  ) -> Int {
    if count * 2 >= slots.count { grow() }
    let hash = fnv1a(bytes)
    var position = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while let slot = slots[position] {
      if slot.hash == hash, strings.entry(at: slot.index, equals: bytes) { return slot.index }
      position = (position + 1) & (slots.count - 1)
    }
    let index = strings.append(bytes)
    slots[position] = Slot(hash: hash, index: index)
    count += 1
    return index
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot?](repeating: nil, count: max(16, old.count * 2))
    for case let slot? in old {
      var position = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
      while slots[position] != nil { position = (position + 1) & (slots.count - 1) }
      slots[position] = slot
    }
  }
}

/// The 64-bit FNV-1a hash.
///
/// - Source: http://www.isthe.com/chongo/tech/comp/fnv/
private func fnv1a(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  return hash
}
