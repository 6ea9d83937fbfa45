import Testing

@testable import Interface

@Suite struct PictureWordsTests {
  @Test(arguments: [
    (
      "see [Image #1 a.png 12×7] and [Image #22 my [x] b.png 1×1].",
      ["[Image #1 a.png 12×7]", "[Image #22 my [x] b.png 1×1]"]
    ),
    ("[Image #1 a.png 12×7][Image #1 a.png 12×7]", ["[Image #1 a.png 12×7]"]),
    ("[Image #1] [Image #x a.png 1×1] [Image #1 a.png 1x1] [Image #1 a.png 1×", []),
    ("[Image #1 a\nb.png 1×1]", []), ("", []),
  ])
  func areFound(text: String, words: [String]) { #expect(PictureWords.all(in: text) == words) }

  @Test func areWhatIsWritten() {
    let words = PictureWords.text(number: 3, name: "Größe (1).webp", width: 10, height: 20)
    #expect(PictureWords.all(in: "x\(words)y") == [words])
  }
}
