import TestSupport
import Testing
import TextModel

@testable import Markup

/// Whole documents as people write them, streamed at random splits: what is on
/// the screen at the end is what it would be had they come at once.
@Suite struct StreamedDocumentTests {
  /// The project's own documents, and one with everything in it that makes
  /// documents long.
  private static let names = [
    "README.md", "CHANGELOG.md", "Sources/ARCHITECTURE.md", "Tests/README.md", "a long manual",
  ]

  private static func document(_ name: String) throws -> String {
    if name == "a long manual" { return manual }
    return try #require(TestData.readText("\(TestData.packageRoot)/\(name)"))
  }

  private static let manual: String = {
    var text = """
      <h1 align="center">A tool</h1>
      <p align="center"><img src="logo.png" alt="logo"></p>

      [![build](https://ci.example/badge.svg)](https://ci.example) ![][shield]

      [shield]: https://img.example/shield.svg "a badge"

      Contents
      ========

      """
    for chapter in 1...40 { text += "\(chapter). [Chapter \(chapter)](#chapter-\(chapter))\n" }
    for chapter in 1...40 {
      text += "\n## Chapter \(chapter)\n\nSome *prose* with `code`, a note[^\(chapter)] and 漢字 👩‍👩‍👧.\n"
      text += "\n[^\(chapter)]: Note \(chapter).\n\n| Key | What it does | Since |\n|:--|:-:|--:|\n"
      for row in 1...(chapter == 7 ? 700 : 9) {
        text += "| `Ctrl+\(row)` | does **thing** \\| \(row), é | \(chapter).\(row) |\n"
      }
      text += "\n```swift\nlet chapter = \(chapter) // \"text\"\n"
      text += String(repeating: "print(chapter)\n", count: chapter == 9 ? 900 : 3) + "```\n\n"
      for item in 1...(chapter == 11 ? 600 : 6) {
        text +=
          "- [\(item.isMultiple(of: 2) ? "x" : " ")] task \(item)\n  1. step\n     > quoted\n\n"
      }
      text += "> **Note**\n"
      for line in 1...(chapter == 13 ? 500 : 3) { text += "> line \(line) of it\n>\n" }
      text += "\n<details>\n<summary>More</summary>\n\nhidden ~~text~~\n\n</details>\n\n---\n"
    }
    return text
  }()

  @Test(arguments: names) func streamedEqualsWhole(name: String) throws {
    let text = try Self.document(name)
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    let whole = MarkdownDocument(text)
    for largest in [3, 40, 2_000] {
      var grown = MarkdownDocument()
      var rest = text.unicodeScalars[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...largest, using: &random))
        rest = rest.dropFirst(piece.count)
        grown.append(String(piece))
      }
      grown.finish()
      #expect(grown.blocks == whole.blocks, "seed \(seed)")
      for width in [24, 40, 80, 132] where largest > 3 || width == 80 {
        for index in whole.blocks.indices {
          #expect(
            grown.lines(ofBlock: index, width: width) == whole.lines(ofBlock: index, width: width),
            "seed \(seed), block \(index), width \(width)")
        }
      }
    }
  }

  /// Nothing of a document is too long to be shown as what it is.
  @Test(arguments: names) func nothingIsPlain(name: String) throws {
    let document = MarkdownDocument(try Self.document(name))
    #expect(document.blocks.allSatisfy { $0.kind != .plain })
    let lines = plain(document.allLines(width: 80))
    // Of a table no line of dashes is left, of a fence no mark.
    #expect(!lines.contains { $0.hasPrefix("|:--") || $0.hasPrefix("```") })
  }

  /// Every word is somewhere on the screen.
  @Test(arguments: names) func noWordIsLost(name: String) throws {
    let text = try Self.document(name)
    let document = MarkdownDocument(text)
    let shown = plain(document.allLines(width: 1_000)).joined(separator: "\n")
    let known = Set(shown.split { !$0.isLetter && !$0.isNumber })
    let missing = Set(text.split { !$0.isLetter && !$0.isNumber }).subtracting(known)
    // What only a definition says, and what stands in front of a plural's s.
    let unseen = missing.filter { $0 != "badge" && !shown.contains($0) }
    #expect(unseen.isEmpty, "\(unseen)")
  }
}
