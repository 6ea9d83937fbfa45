import Testing
import Wire

@Suite struct PercentEncodingTests {
  @Test(arguments: [
    ("AZaz09-._~", "AZaz09-._~"), ("a:b/c", "a%3Ab%2Fc"), (" +%", "%20%2B%25"),
    ("é世", "%C3%A9%E4%B8%96"), ("", ""),
  ])
  func encodesAllButUnreserved(text: String, encoded: String) {
    #expect(PercentEncoding.encode(text) == encoded)
    #expect(PercentEncoding.decode(encoded) == text)
  }

  @Test func keepsSlashesOfAPath() {
    #expect(PercentEncoding.encode("/a b/%3A", keepingSlashes: true) == "/a%20b/%253A")
  }

  @Test(arguments: [
    ("%3a%3A", "::"), ("%", "%"), ("%4", "%4"), ("%zz%41", "%zzA"), ("%FF", "\u{FFFD}"),
  ])
  func decodesWhatItCan(text: String, decoded: String) {
    #expect(PercentEncoding.decode(text) == decoded)
  }
}
