// The bytes of one file, owned for as long as anything looks at them. Level 0.

/// A file's bytes: mapped from disk or held in memory.
///
/// Columns may point straight into them, so they live until the last owner lets go.
public final class FileContents: Sendable {
  /// All bytes of the file; valid while this object lives.
  public nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
  private let release: @Sendable (UnsafeRawBufferPointer) -> Void
  private let forget: @Sendable (UnsafeRawBufferPointer) -> Void
  private let check: @Sendable (UnsafeRawBufferPointer) -> Bool

  /// Takes over bytes; `release` gives them back (unmaps, frees) at the end.
  ///
  /// - Parameter forget: lets go of the memory behind some of the bytes, which come back when they
  ///   are read again.
  /// - Parameter isWhole: whether all that was read of the bytes was there.
  public init(
    _ bytes: UnsafeRawBufferPointer,
    release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void,
    forget: @escaping @Sendable (UnsafeRawBufferPointer) -> Void = { _ in },
    isWhole: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool = { _ in true }
  ) {
    self.bytes = bytes
    self.release = release
    self.forget = forget
    check = isWhole
  }

  /// Whether every byte that was read was there: false once a mapped file was cut or its disk failed. Then
  /// zeros stand for what is missing.
  public var isWhole: Bool { check(bytes) }

  /// Says that bytes are not needed soon, so that a mapped file does not fill the memory.
  public func discard(_ range: Range<Int>) {
    forget(UnsafeRawBufferPointer(rebasing: bytes[range]))
  }

  /// Keeps a copy of an array.
  public convenience init(_ array: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: array.count, alignment: 16)
    copy.copyBytes(from: array)
    self.init(UnsafeRawBufferPointer(copy), release: { $0.deallocate() })
  }

  deinit { release(bytes) }

  /// The bytes as an array, for texts small enough to copy.
  public var array: [UInt8] { Array(bytes) }
}
