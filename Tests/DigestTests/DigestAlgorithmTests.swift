// The digests of data packages against the examples of RFC 1321 and FIPS 180-4.

import Digest
import Testing

@Test(
  "every algorithm gives its standard's digest of abc, in one run or several",
  arguments: [
    (DigestAlgorithm.md5, "900150983cd24fb0d6963f7d28e17f72"),
    (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      .sha512,
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    ),
  ])
func standardExamples(algorithm: DigestAlgorithm, digest: String) {
  #expect(digest.utf8.count == algorithm.digitCount)
  let (left, right) = (Array("a".utf8), Array("bc".utf8))
  left.withUnsafeBytes { left in
    right.withUnsafeBytes { right in
      #expect(algorithm.hexDigest(of: [left, right]) == digest)
    }
  }
  #expect(algorithm.hexDigest(of: []).utf8.count == algorithm.digitCount)
}
