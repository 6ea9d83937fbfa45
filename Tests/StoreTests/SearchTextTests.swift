import Testing

@testable import Store

@Suite struct SearchTextTests {
  @Test(
    arguments: [
      ("plain", "plain"), ("é ü", "é ü"), ("漢字", "|漢||字|"), ("a漢b", "a|漢|b"),
      ("かな한", "|か||な||한|"), ("🦊", "🦊"), ("“q”", "“q”"),
    ])
  func charactersOfWritingsWithoutSpacesStandApart(text: String, expected: String) {
    let separator = String(Character(SearchText.separator))
    #expect(SearchText.separated(text).replacing(separator, with: "|") == expected)
  }

  @Test(arguments: ["x", "é", "漢", "🦊"])
  func aLongTextEndsAtACharacter(character: String) {
    let text = "a" + String(repeating: character, count: SearchText.longestBytes)
    let bounded = SearchText.bounded(text)
    #expect(text.hasPrefix(bounded))
    #expect(bounded.utf8.count <= SearchText.longestBytes)
    #expect(bounded.utf8.count > SearchText.longestBytes - 4)
  }
}
