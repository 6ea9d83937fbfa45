import Testing

@testable import Wire

struct SHA1Tests {
  /// RFC 3174, section 7.3, NIST's examples around the block size, and names of
  /// cache files that the AWS CLI makes.
  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
    (String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
    (
      String(repeating: "01234567", count: 80), "dea356a2cddd90c7a7ecedc5ebb563934f460452"
    ),
    ("corp", "ee0bfd2552fbd840c02cc48b6e823320543c450f"),
  ])
  func publishedDigests(text: String, digest: String) {
    #expect(SHA1.hexDigest(text) == digest)
    #expect(Hex.encode(PortableSHA1.digest(Array(text.utf8))) == digest)
  }

  @Test(arguments: [55, 56, 57, 63, 64, 65, 119, 120, 128])
  func bothWaysAgreeAroundTheBlockSize(count: Int) {
    let bytes = (0..<count).map { UInt8($0) }
    #expect(SHA1.digest(bytes) == PortableSHA1.digest(bytes))
  }
}
