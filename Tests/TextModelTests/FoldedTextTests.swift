import Testing

@testable import TextModel

@Suite struct FoldedTextTests {
  @Test(arguments: [
    ("", "", true), ("", "a", true), ("a", "", false), ("fox", "The FOX.", true),
    ("FOX", "the fox", true), ("ox ", "fox", false), ("aab", "aaab", true),
    ("straße", "EINE STRASSE", false), ("ärger", "Viel ÄRGER", true), ("a", "ä", false),
    ("漢", "x漢字", true), ("漢", "ascii", false), ("@[`{", "@[`{", true), ("@", "`", false),
  ])
  func findsWithoutLetterCase(wanted: String, text: String, isThere: Bool) {
    #expect(FoldedText(wanted).stands(in: text) == isThere)
  }

  @Test func theBufferFindsTheSame() {
    let buffer = EditBuffer("aA ÄäÉ\n漢a")
    #expect(buffer.ranges(of: "a") == [0..<1, 1..<2, 8..<9])
    #expect(buffer.ranges(of: "ä") == [3..<4, 4..<5])
    #expect(buffer.ranges(of: "É漢") == [])
    #expect(buffer.ranges(of: "") == [])
  }
}
