import Testing
import Wire

struct Base64URLTests {
  /// RFC 4648, section 10 without padding, and the two characters of section 5.
  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
    ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
  ])
  func publishedTexts(text: String, encoded: String) {
    #expect(Base64URL.encode(Array(text.utf8)) == encoded)
  }

  @Test func usesTheAlphabetForURLs() {
    #expect(Base64URL.encode([0xFB, 0xFF, 0xFE]) == "-__-")
  }
}
