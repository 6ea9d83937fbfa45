import Testing
import TextModel

@testable import Markup

/// Text that makes parsers slow: each piece that is read or drawn is bounded,
/// so that no text can be.
@Suite struct HostileMarkdownTests {
  private static let size = 64 << 10

  @Test(arguments: [
    "[", "![", "*", "**a ", "_a __b ", "`", "`a``", "~~", "<", "<a ", "| a |\n", "|a\n|-\n", "> ",
    ">", "- ", "1. ", "#", "\t", "[a]: /b\n", "[^a]: b\n", "[^a]", "\\", "](", "a@b.", "www.",
    "http://a", "&#1", "```\n", "```swift\n/*", "~~~js\n`${", "- a\n\n", "<!-- ", "<div>\n", "\r",
    "\u{0}", "\u{301}", "👩‍", "\u{202E}", "漢", "* a\n  ", "a\n---\n", "~~~diff\n-a b\n+a c\n",
  ])
  func everyPieceIsBounded(unit: String) {
    let text = String(repeating: unit, count: HostileMarkdownTests.size / unit.utf8.count)
    let document = MarkdownDocument(text)
    let isBlank = text.utf8.allSatisfy { " \t\r\n".utf8.contains($0) }
    #expect(
      document.blocks.reduce(0) { $0 + $1.range.count } == (isBlank ? 0 : text.utf8.count))
    for (index, block) in document.blocks.enumerated() {
      #expect(block.range.count <= MarkdownDocument.maximumParsedBytes)
      // Repetition makes pieces that are all alike: two show what they cost.
      guard index < 2 else { continue }
      let lines = document.lines(ofBlock: index, width: 40)
      #expect(lines.count <= 2 * block.range.count + 2)
      let bytes = lines.reduce(0) { $0 + $1.runs.reduce(0) { $0 + $1.text.utf8.count } }
      // A prefix before each line of deep nesting, a label, an ellipsis.
      #expect(bytes <= 200 * block.range.count + 1_000)
      _ = document.linkPieces(ofBlock: index)
    }
  }

  @Test(arguments: ["x", "漢字"])
  func aLineOfTenMegabytes(unit: String) {
    let chunk = String(repeating: unit, count: (1 << 20) / unit.utf8.count)
    var document = MarkdownDocument()
    for _ in 0..<10 { document.append(chunk) }
    document.finish()
    #expect(document.byteCount == 10 * chunk.utf8.count)
    let least = document.byteCount / MarkdownDocument.maximumParsedBytes
    #expect(document.blocks.count <= 2 * least)
    for block in document.blocks {
      #expect(block.range.count <= MarkdownDocument.maximumParsedBytes)
    }
    for index in [0, document.blocks.count / 2, document.blocks.count - 1] {
      #expect(document.lines(ofBlock: index, width: 80).count <= 3)
    }
  }

  /// Definitions are read with every block that may name one: there is a bound.
  @Test func definitionsAreBounded() {
    let text = (0..<4_000).map { "[label\($0)]: /url\($0)\n\n[^n\($0)]: note\n\n" }.joined()
    let document = MarkdownDocument(text + "[label0] [^n0] [label3999] [^n3999]\n")
    let last = document.lines(ofBlock: document.blocks.count - 1, width: 200)
    #expect(plain(last) == ["label0 </url0> [^n0] [label3999] [^n3999]"])
    #expect(
      document.defined.footnoteLabels.reduce(0) { $0 + $1.utf8.count }
        <= KnownDefinitions.maximumBytes)
  }
}
