import TestSupport
import Testing

@testable import Wire

@Suite struct SHA256Tests {
  /// FIPS 180-4 examples and NIST's long one.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 100_000),
      "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee"
    ),
  ])
  func publishedDigests(text: String, digest: String) {
    #expect(SHA256.hexDigest(Array(text.utf8)) == digest)
    #expect(Hex.encode(PortableSHA256.digest(Array(text.utf8))) == digest)
  }

  /// RFC 4231, cases 1, 2, 6 (a key longer than a block).
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0b, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func publishedCodes(key: [UInt8], text: String, code: String) {
    #expect(Hex.encode(HMACSHA256.authenticate(Array(text.utf8), key: key)) == code)
    #expect(Hex.encode(PortableSHA256.authenticate(Array(text.utf8), key: key)) == code)
  }

  @Test func bothImplementationsAgreeOnEveryLengthAroundABlock() {
    let seed = SeededGenerator.testSeed
    var generator = SeededGenerator(seed: seed)
    for count in Array(0...200) + [1_000, 4_096, 9_999] {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(SHA256.digest(bytes) == PortableSHA256.digest(bytes), "seed \(seed), \(count) bytes")
      let key = Array(bytes.prefix(count / 2))
      #expect(
        HMACSHA256.authenticate(bytes, key: key) == PortableSHA256.authenticate(bytes, key: key),
        "seed \(seed), \(count) bytes")
    }
  }
}
