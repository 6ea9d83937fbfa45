import Glibc
import TestSupport
import Testing
import TextModel

@testable import Markup

/// Looking for words in the source: no block that shows a word is passed over.
@Suite struct SoughtBlockTests {
  /// The words of ASCII letters and digits, with a letter among them.
  private static func words(_ line: StyledLine) -> [[UInt8]] {
    let text = TextLayout.glyphs(of: line).map { styled in
      styled.glyph.scalar < 0x80 && styled.glyph.marks[0] == 0
        ? UInt8(truncatingIfNeeded: styled.glyph.scalar) : 0x20
    }
    return text.split { !isWord($0) }.map(Array.init).filter { word in
      word.count > 1 && word.contains { Byte.isLetter($0) }
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool { Byte.isLetter(byte) || Byte.isDigit(byte) }

  private static func holds(_ text: UnsafeBufferPointer<UInt8>, _ word: [UInt8]) -> Bool {
    guard let base = text.baseAddress, text.count >= word.count else { return false }
    return (0...text.count - word.count).contains { start in
      base[start] == word[0] && memcmp(base + start, word, word.count) == 0
    }
  }

  /// Every block is found for each word that it shows.
  private func check(_ text: String, _ note: String) {
    let document = MarkdownDocument(text)
    for index in document.blocks.indices {
      for width in [12, 80] {
        let shown = Set(document.lines(ofBlock: index, width: width).flatMap(Self.words))
        for word in shown {
          var bytes = 1
          let sought = document.block(from: index, bytes: &bytes) { Self.holds($0, word) }
          let name = String(decoding: word, as: UTF8.self)
          #expect(sought == .found(index), "\(note): '\(name)' in block \(index)")
        }
      }
    }
  }

  @Test(arguments: [
    "zz-**nee**dle", "nee*dl*e", "nee&#100;le", "nee\u{200B}dle", "nee\u{301}dle", "a` b `c",
    "[nee](u)dle", "[nee][r]\n\n[r]: http://needle.example", "nee<b>dle</b>", "nee\\\ndle",
    "![x](needle)", "text\u{202E}text", "snake_case_word", "_snake_case", "nee__dle__x",
    "é\u{300}e",
    "| needle | b |\n|-|-|\n| c | d |", "1. a\n1. b\n1. c", "```c&#43;\nx < y\n```", "    co*de*x",
    "`a`` b``c`", "`a\nb` c", "x`` ` ``y", "a~b~c", "a~~b~~c", "don’t", "naïve—word", "🎉party👍x",
    "⚠️warn", "a\u{7}b", "www.needle.example/ä", "a@needle.example", "Setext\n===", "# head #foo",
    "- [x] done", "> quo\n> ted", "[^1]\n\n[^1]: note", "<div>\nnee\n</div>", "``nee``dle",
    "a`b `c ` d`e", "`nee`dle", "* * *", "a*b*c*d", "\u{E9}\u{FE0F}abc",
  ])
  func whatMarkdownPutsTogether(text: String) { check(text, text) }

  @Test(arguments: ["README.md", "CHANGELOG.md"])
  func documents(name: String) throws {
    check(try #require(TestData.readText("\(TestData.packageRoot)/\(name)")), name)
  }

  @Test func samples() {
    for text in MarkdownSamples.texts { check(text, text.debugDescription) }
  }

  @Test func randomDocuments() {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "nee", "dle", "a1", "*", "**", "_", "__", "`", "``", "~~", " ", " ", "\n", "\n\n", "- ",
      "1. ",
      "> ", "# ", "|", "[", "](", ")", "<b>", "&amp;", "\\", "é", "—", "\u{200B}", "👍", "```\n",
      "    ",
    ]
    for round in 0..<60 {
      let text = (0..<Int.random(in: 2...30, using: &random))
        .compactMap { _ in pieces.randomElement(using: &random) }.joined()
      check(text, "seed \(seed), round \(round): \(text.debugDescription)")
      let sample = MarkdownSamples.random(using: &random)
      check(sample, "seed \(seed), round \(round): \(sample.debugDescription)")
    }
  }

  /// Most of ordinary text is passed over: that is what it is for.
  @Test(arguments: [
    "The **quick** brown `fox` jumps; \"it\" doesn't mind (really) — naïve, 漢字 🎉.",
    "- the item\n- [another\n".replacing("[", with: ""),
    "## Part 7\n\nText: 3 < 4".replacing("<", with: "="),
    "```swift\nlet a = b[0] < c && d // so_on *x*\n```\n", "| a | b |\n|---|---|\n| c | d |",
  ])
  func ordinaryTextIsPassedOver(text: String) {
    let document = MarkdownDocument(text)
    var bytes = 1 << 20
    #expect(document.block(from: 0, bytes: &bytes) { _ in false } == .none)
  }

  @Test func goesBothWaysAndPauses() {
    let document = MarkdownDocument("one\n\ntwo\n\nthree\n\nfour\n")
    var bytes = 1 << 20
    let three = Array("three".utf8)
    #expect(document.block(from: 0, bytes: &bytes) { Self.holds($0, three) } == .found(2))
    #expect(
      document.block(from: 3, backward: true, bytes: &bytes) { Self.holds($0, three) } == .found(2))
    #expect(
      document.block(from: 1, backward: true, bytes: &bytes) { Self.holds($0, three) } == .none)
    bytes = 1
    #expect(document.block(from: 0, bytes: &bytes) { Self.holds($0, three) } == .passed(0))
    #expect(bytes <= 0)
    #expect(document.block(from: 9, bytes: &bytes) { _ in true } == .none)
  }
}
