// Collects byte strings end to end, without copying them at the end. Level 0.

internal import Glibc

/// Collects byte strings end to end.
public struct ByteStringsBuilder: Sendable {
  private var offsets = GrowingMemory<Int>()
  private var bytes = GrowingMemory<UInt8>()

  /// Starts without entries.
  public init() { offsets.append(0) }

  /// Adds an entry.
  ///
  /// - Returns: its index.
  public mutating func append(_ entry: UnsafeBufferPointer<UInt8>) -> Int {
    if !isKnownUniquelyReferenced(&bytes) || !isKnownUniquelyReferenced(&offsets) {
      (offsets, bytes) = (offsets.copy(), bytes.copy())
    }
    bytes.append(contentsOf: entry)
    offsets.append(bytes.count)
    return offsets.count - 2
  }

  /// How many entries there are.
  public var count: Int { offsets.count - 1 }

  /// Hands out the bytes of an entry, which are valid during the call only.
  public func withEntry<Result>(
    at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let (start, end) = (offsets.base[index], offsets.base[index + 1])
    return body(UnsafeBufferPointer(start: bytes.base + start, count: end - start))
  }

  /// How many bytes of memory the entries take, about.
  var byteCount: Int { bytes.count + offsets.count * 8 }

  /// Whether the entry at `index` has just these bytes.
  func entry(at index: Int, equals other: UnsafeBufferPointer<UInt8>) -> Bool {
    withEntry(at: index) {
      $0.count == other.count && isEqual(UnsafeRawBufferPointer($0), UnsafeRawBufferPointer(other))
    }
  }

  /// Ends the collection; the entries stay where they are.
  public func build() -> ByteStrings {
    ByteStrings(offsets: offsets.buffer, bytes: bytes.buffer)
  }
}

/// Memory that grows in place where the system can move its pages, so that large runs are not copied.
private final class GrowingMemory<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 8) {
    base = GrowingMemory.resized(nil, to: capacity)
    self.capacity = capacity
  }

  deinit { free(base) }

  func append(_ element: Element) {
    reserve(1)
    base[count] = element
    count += 1
  }

  func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    reserve(elements.count)
    guard let source = elements.baseAddress else { return }
    (base + count).update(from: source, count: elements.count)
    count += elements.count
  }

  func copy() -> GrowingMemory {
    let copy = GrowingMemory(capacity: max(8, count))
    copy.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
    return copy
  }

  /// All elements, which keep this memory alive; nothing is spared for more.
  var buffer: Buffer<Element> {
    if count > 0, count < capacity {
      base = GrowingMemory.resized(base, to: count)
      capacity = count
    }
    return Buffer(UnsafeBufferPointer(start: base, count: count), owner: self)
  }

  private func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = max(count + more, capacity + capacity / 2)
    base = GrowingMemory.resized(base, to: capacity)
  }

  private static func resized(
    _ old: UnsafeMutablePointer<Element>?, to capacity: Int
  ) -> UnsafeMutablePointer<Element> {
    guard let memory = realloc(old, capacity * MemoryLayout<Element>.stride) else {
      preconditionFailure("out of memory")
    }
    return memory.bindMemory(to: Element.self, capacity: capacity)
  }
}

/// Whether two runs of the same length are equal; short ones by a few overlapping words, without a call.
@inline(__always)
private func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  let count = left.count
  if count > 16 {
    guard let first = left.baseAddress, let second = right.baseAddress else { return false }
    return memcmp(first, second, count) == 0
  }
  if count >= 8 {
    let last = count - 8
    return word(left, 0, UInt64.self) == word(right, 0, UInt64.self)
      && word(left, last, UInt64.self) == word(right, last, UInt64.self)
  }
  if count >= 4 {
    let last = count - 4
    return word(left, 0, UInt32.self) == word(right, 0, UInt32.self)
      && word(left, last, UInt32.self) == word(right, last, UInt32.self)
  }
  for index in 0..<count where left[index] != right[index] { return false }
  return true
}

@inline(__always)
private func word<Word: FixedWidthInteger & BitwiseCopyable>(
  _ bytes: UnsafeRawBufferPointer, _ offset: Int, _: Word.Type
) -> Word {
  bytes.loadUnaligned(fromByteOffset: offset, as: Word.self)
}
