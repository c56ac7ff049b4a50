// SHA-256 against the values of FIPS 180-4's examples.

import Digest
import Testing

@Test(
  "digests equal the standard's examples",
  arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
func examples(text: String, digest: String) {
  Array(text.utf8).withUnsafeBytes { #expect(SHA256.hexDigest(of: $0) == digest) }
}

@Test("bytes may come in pieces")
func pieces() {
  var hash = SHA256()
  for piece in ["a", "", "bc"] { Array(piece.utf8).withUnsafeBytes { hash.update($0) } }
  #expect(hash.finish().hasPrefix("ba7816bf"))
  #expect(hash.finish().hasPrefix("e3b0c442"))
}
