import TestSupport
import Testing
import Wire

@Suite struct Base64Tests {
  /// RFC 4648, section 10, and both characters that are not letters or digits.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("~~?", "fn4/"), ("~~>", "fn4+"),
  ])
  func published(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decode(Array(encoded.utf8)) == Array(text.utf8))
  }

  /// One buffer for many texts, longer and shorter ones, good and bad.
  @Test func decodesIntoABufferThatLives() {
    var buffer: [UInt8] = []
    for (encoded, text) in [
      ("Zm9v", "foo"), ("Zm9vYmFy", "foobar"), ("!!!!", nil), ("Zg==", "f"), ("", ""),
    ] {
      let count = Base64.decode(Array(encoded.utf8).span, into: &buffer)
      #expect(count.map { Array(buffer[..<$0]) } == text.map { Array($0.utf8) })
    }
    #expect(buffer.count == 6)
  }

  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zm8", "Zg==Zg==", "====", "Z===", "=Zg=", "Zm=v", "Zm9\n", " Zm9v", "Zm9v\n",
    "Zm9-", "Zm9_", "Zh==", "Zm9=", "Zm\u{0}v", "Zmév",
  ])
  func rejected(text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
  }

  @Test func decodingUndoesEncoding() {
    let seed = SeededGenerator.testSeed
    var generator = SeededGenerator(seed: seed)
    for count in 0...260 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let text = Array(Base64.encode(bytes).utf8)
      #expect(Base64.decode(text) == bytes, "seed \(seed), \(count) bytes")
      #expect(
        Base64.decode(([0] + text + [0])[1..<text.count + 1]) == bytes, "a slice, \(count) bytes")
    }
  }
}
