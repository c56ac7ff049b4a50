// Fixed memory behind a column: an array of our own, or a view into a mapped file. Level 0.

/// An immutable run of plain values that lives as long as its owner.
///
/// Its memory never moves, so SQLite can be handed pointers into it.
public struct Buffer<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// The values; valid while this buffer (or a copy of it) lives.
  public let pointer: UnsafeBufferPointer<Element>
  private let owner: AnyObject

  /// Looks at memory that `owner` keeps alive.
  public init(_ pointer: UnsafeBufferPointer<Element>, owner: AnyObject) {
    self.pointer = pointer
    self.owner = owner
  }

  /// Keeps a copy of an array.
  public init(_ array: [Element]) {
    let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: array.count)
    _ = copy.initialize(from: array)
    self.init(UnsafeBufferPointer(copy), owner: Allocation(copy.baseAddress))
  }

  /// Takes over memory that `allocate` gave; it is deallocated with the last copy of this buffer.
  public init(owning memory: UnsafeMutableBufferPointer<Element>) {
    self.init(UnsafeBufferPointer(memory), owner: Allocation(memory.baseAddress))
  }

  /// How many values there are.
  public var count: Int { pointer.count }

  /// The value at an index from 0 to `count - 1`.
  public subscript(index: Int) -> Element { pointer[index] }
}

/// Memory that is freed with its last buffer.
private final class Allocation {
  private let base: UnsafeMutableRawPointer?

  init(_ base: UnsafeMutableRawPointer?) { self.base = base }

  deinit { base?.deallocate() }
}

/// Many byte strings in one piece of memory: the entries of a text dictionary, the blobs of a column.
public struct ByteStrings: Sendable {
  /// Where each entry begins in `bytes`; one more than there are entries, the last being the end.
  public let offsets: Buffer<Int>
  /// All entries end to end.
  public let bytes: Buffer<UInt8>

  /// Looks at entries given by `offsets` (one more than entries, ascending from 0) into `bytes`.
  public init(offsets: Buffer<Int>, bytes: Buffer<UInt8>) {
    precondition(offsets.count > 0, "byte strings need an end offset")
    self.offsets = offsets
    self.bytes = bytes
  }

  /// How many entries there are.
  public var count: Int { offsets.count - 1 }

  /// The bytes of an entry, valid while these byte strings live.
  public subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes.pointer[offsets[index]..<offsets[index + 1]])
  }
}

/// Which rows of a column are NULL, one bit a row.
public struct NullBitmap: Sendable {
  /// The bits: bit `row % 64` of word `row / 64`.
  public let words: Buffer<UInt64>
  /// How many bits are set.
  public let count: Int

  /// Looks at a bitmap: bit `row % 64` of word `row / 64` is set when the row is NULL.
  public init(words: Buffer<UInt64>) {
    self.words = words
    count = words.pointer.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// Whether a row is NULL.
  public subscript(row: Int) -> Bool { words[row >> 6] & (1 << UInt64(row & 63)) != 0 }
}
