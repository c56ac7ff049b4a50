// Bytes of which it is not known beforehand how many will come. Level 0.

internal import Glibc

/// Bytes that grow in place where the system can: large blocks are moved by their pages, not copied.
public final class GrowingBytes {
  private var base: UnsafeMutablePointer<UInt8>?
  private var capacity = 0
  /// How many bytes have been written.
  public var count = 0

  /// Begins with none.
  public init() {}

  deinit { free(base) }

  /// Memory after the bytes written so far for that many more, valid until the next call; nil when the
  /// system has none.
  public func room(for more: Int) -> UnsafeMutablePointer<UInt8>? {
    if let base, capacity - count >= more { return base + count }
    let wanted = max(capacity * 2, count + more)
    guard let moved = realloc(base, wanted) else { return nil }
    capacity = wanted
    let start = moved.assumingMemoryBound(to: UInt8.self)
    base = start
    return start + count
  }

  /// Hands all bytes over; none remain.
  public func contents() -> FileContents {
    let bytes = UnsafeRawBufferPointer(start: base, count: count)
    (base, count, capacity) = (nil, 0, 0)
    return FileContents(bytes) { free(UnsafeMutableRawPointer(mutating: $0.baseAddress)) }
  }
}
