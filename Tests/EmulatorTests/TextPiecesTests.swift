import Testing

@testable import Emulator

@Suite struct TextPiecesTests {
  @Test(arguments: [
    ("", []), ("Hello, world", ["Hello,", " world"]),
    ("incomprehensibilities", ["incomp", "rehens", "ibilit", "ies"]),
    ("a b  c", ["a", " b", "  c"]), ("日本語です。", ["日本語です。"]),
  ])
  func pieces(text: String, expected: [String]) {
    #expect(Array(TextPieces(text: text)) == expected)
  }

  @Test func nothingIsLost() {
    for text in DemoTexts.everything + [HostileText.text, DemoTexts.chapter(3)] {
      #expect(Array(TextPieces(text: text).joined().unicodeScalars) == Array(text.unicodeScalars))
    }
  }
}
