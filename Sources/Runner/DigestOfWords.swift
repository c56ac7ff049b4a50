// Words -> a name that only equal words have: what the cache keeps things under. Level 3.

internal import Digest

/// The SHA-256 of words in their order; each counts with its length, so that no two lists look alike.
func digest(_ words: [String]) -> String {
  let whole = words.map { "\($0.utf8.count) \($0)" }.joined(separator: "\n")
  return Array(whole.utf8).withUnsafeBytes { SHA256.hexDigest(of: $0) }
}
