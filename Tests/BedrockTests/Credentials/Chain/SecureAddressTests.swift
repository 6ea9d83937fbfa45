import Testing

@testable import Bedrock

@Suite struct SecureAddressTests {
  @Test(
    arguments: [
      ("Open https://a.example/x?y=1#z now", "https://a.example/x?y=1#z"),
      ("(see <https://a.example/>).", "https://a.example/"),
      ("\"https://a.example/b\".", "https://a.example/b"),
      ("https://a.example.", "https://a.example"),
      ("http://a.example", nil), ("https://", nil), ("https://...", nil), ("", nil),
      ("https://a.example/\u{1B}[0m", "https://a.example/"),
    ] as [(String, String?)])
  func finds(text: String, address: String?) {
    #expect(SecureAddress.first(in: text) == address)
  }
}
