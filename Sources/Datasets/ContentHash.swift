// The digest that the files of a resource must have. Level 1.

public import Digest

/// The digest of a resource's files end to end, as they lie on the disk.
public struct ContentHash: Sendable, Hashable {
  /// How it is computed.
  public let algorithm: DigestAlgorithm
  /// Its hexadecimal digits in lower case.
  public let digits: String
}
