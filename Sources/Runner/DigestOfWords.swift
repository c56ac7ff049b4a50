// Words -> a name that only equal words have: what the cache keeps things under. Level 3.

internal import Digest

/// The SHA-256 of words in their order; each counts with its length, so that no two lists look alike.
func digest(_ words: [String]) -> String {
  var digest = DigestOfWords()
  for word in words { digest.add(word) }
  return digest.finish()
}

/// The same word by word, where the words need not be texts of their own.
struct DigestOfWords {
  private var hash = SHA256()

  /// Adds a word.
  mutating func add(_ word: String) {
    var word = word
    word.withUTF8 { add($0[...]) }
  }

  /// Adds a word as its bytes.
  mutating func add(_ word: Slice<UnsafeBufferPointer<UInt8>>) {
    withUnsafeBytes(of: UInt64(word.count).littleEndian) { hash.update($0) }
    hash.update(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: word)))
  }

  /// The digest of the words so far, 64 hexadecimal digits.
  mutating func finish() -> String { hash.finish() }
}
