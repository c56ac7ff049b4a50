// The digests by which data packages name the content of files. Level 0.

internal import CNettle

/// A digest of the kinds that data packages use.
///
/// MD5 and SHA-1 tell a damaged file from a whole one; they are no proof against forgery.
public enum DigestAlgorithm: String, Sendable, Hashable, CaseIterable {
  case md5, sha1, sha256, sha512

  /// How many hexadecimal digits the digest has.
  public var digitCount: Int {
    switch self {
    case .md5: 32
    case .sha1: 40
    case .sha256: 64
    case .sha512: 128
    }
  }

  /// Hashes runs of bytes end to end.
  ///
  /// - Parameter didAdd: told the length of each run that was hashed; false ends it, and the digest then
  ///   means nothing.
  /// - Returns: `digitCount` lower-case hexadecimal digits.
  /// - Source: RFC 1321 (MD5), FIPS 180-4 (the others); computed by nettle.
  public func hexDigest(
    of runs: [UnsafeRawBufferPointer], didAdd: (_ byteCount: Int) -> Bool = { _ in true }
  ) -> String {
    switch self {
    case .md5:
      hexDigest(
        of: runs, in: md5_ctx(), begin: nettle_md5_init, add: nettle_md5_update,
        end: nettle_md5_digest, didAdd: didAdd)
    case .sha1:
      hexDigest(
        of: runs, in: sha1_ctx(), begin: nettle_sha1_init, add: nettle_sha1_update,
        end: nettle_sha1_digest, didAdd: didAdd)
    case .sha256:
      hexDigest(
        of: runs, in: sha256_ctx(), begin: nettle_sha256_init, add: nettle_sha256_update,
        end: nettle_sha256_digest, didAdd: didAdd)
    case .sha512:
      hexDigest(
        of: runs, in: sha512_ctx(), begin: nettle_sha512_init, add: nettle_sha512_update,
        end: nettle_sha512_digest, didAdd: didAdd)
    }
  }

  private func hexDigest<Context>(
    of runs: [UnsafeRawBufferPointer], in context: Context,
    begin: (UnsafeMutablePointer<Context>?) -> Void,
    add: (UnsafeMutablePointer<Context>?, Int, UnsafePointer<UInt8>?) -> Void,
    end: (UnsafeMutablePointer<Context>?, Int, UnsafeMutablePointer<UInt8>?) -> Void,
    didAdd: (_ byteCount: Int) -> Bool
  ) -> String {
    var context = context
    begin(&context)
    for run in runs {
      guard let base = run.baseAddress else { continue }
      add(&context, run.count, base.assumingMemoryBound(to: UInt8.self))
      if !didAdd(run.count) { break }
    }
    var digest = [UInt8](repeating: 0, count: digitCount / 2)
    end(&context, digest.count, &digest)
    return hexDigits(of: digest)
  }
}
