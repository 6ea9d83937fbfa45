import TestSupport
import Testing

@testable import adit

@Suite struct OutputCleanerTests {
  private func cleaned(_ bytes: [UInt8]) -> String {
    var cleaner = OutputCleaner()
    return String(decoding: cleaner.take(bytes) + cleaner.finish(), as: UTF8.self)
  }

  @Test(arguments: [
    ("plain\n", "plain\n"), ("\u{1B}[1;31mred\u{1B}[0m", "red"), ("a\r\nb\r\n", "a\nb\n"),
    ("10%\r20%\r100%\n", "100%\n"), ("\u{1B}]0;title\u{07}x", "x"),
    ("\u{1B}]8;;http://a\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"), ("ab\u{08}c", "ac"),
    ("bell\u{07}\u{00}!", "bell!"), ("\u{1B}(Bx", "x"), ("tab\tü漢🙂", "tab\tü漢🙂"),
    ("cut\u{1B}[3\nnext", "cut\nnext"),
  ])
  func leavesText(written: String, shown: String) {
    #expect(cleaned(Array(written.utf8)) == shown)
  }

  @Test func anySplitEqualsTheWhole() {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed)
    let text = Array("a\u{1B}[31mü\u{1B}[0m\r\nb\rcd\u{08}漢\n\u{1B}]0;t\u{07}end".utf8)
    let whole = cleaned(text)
    for _ in 0..<200 {
      var cleaner = OutputCleaner()
      var bytes: [UInt8] = []
      for piece in text.randomSplit(using: &generator) { bytes += cleaner.take(piece) }
      #expect(String(decoding: bytes + cleaner.finish(), as: UTF8.self) == whole)
    }
  }

  @Test func aLongLineIsPassedOnWithCharactersWhole() {
    let text = String(repeating: "a漢b", count: 20_000) + "\u{1B}[0m\nend"
    var cleaner = OutputCleaner()
    let first = cleaner.take(Array(text.utf8))
    #expect(String(validating: first, as: UTF8.self) != nil)
    #expect(
      String(decoding: first + cleaner.finish(), as: UTF8.self)
        == text.replacing("\u{1B}[0m", with: ""))
  }

  @Test func flushKeepsCharactersWhole() {
    var cleaner = OutputCleaner()
    _ = cleaner.take([0x61, 0xE6, 0xBC])
    #expect(cleaner.flush() == [0x61])
    _ = cleaner.take([0xA2])
    #expect(cleaner.flush() == Array("漢".utf8))
  }
}
