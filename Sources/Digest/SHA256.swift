// SHA-256 through nettle, for data files, results and provenance. Level 0.

internal import CNettle

/// A SHA-256 hash that is fed piece by piece.
///
/// - Source: FIPS 180-4; computed by nettle.
public struct SHA256 {
  private var context = sha256_ctx()

  /// Starts with nothing hashed.
  public init() { nettle_sha256_init(&context) }

  /// Adds bytes to what is hashed.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    nettle_sha256_update(&context, bytes.count, base.assumingMemoryBound(to: UInt8.self))
  }

  /// Ends the hash and starts a new one.
  ///
  /// - Returns: 64 lower-case hexadecimal digits.
  public mutating func finish() -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { buffer in
      nettle_sha256_digest(&context, 32, buffer.baseAddress)
      return hexDigits(of: buffer)
    }
  }

  /// Hashes one run of bytes.
  public static func hexDigest(of bytes: UnsafeRawBufferPointer) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }
}
