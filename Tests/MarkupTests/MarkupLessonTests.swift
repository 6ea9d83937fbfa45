import TestSupport
import Testing
import TextModel

@testable import Markup

/// The lessons about other programs that are this module's: each test bears
/// the number of its rule.
@Suite struct MarkupLessonTests {
  /// Long answers that are one open block for a long time.
  private static let growing: [String] = [
    (1...1_500).map { "- item \($0) with *words*\n" }.joined(),
    "| a | b |\n|---|---|\n" + (1...1_500).map { "| row \($0) | value |\n" }.joined(),
    "```swift\n" + (1...1_500).map { "let a\($0) = \"x\" /* c */\n" }.joined() + "```\n",
    (1...500).map { "Paragraph \($0) [link](/u) [^1] of *text*.\n\n" }.joined() + "[^1]: note\n",
  ]

  /// Closed blocks are frozen, and what is read again with a delta is bounded,
  /// however long the answer is.
  @Test(arguments: growing.indices)
  func lesson07_onlyTheOpenTailIsReadAgain(index: Int) {
    let text = MarkupLessonTests.growing[index]
    var document = MarkdownDocument()
    var closed: [MarkdownDocument.Block] = []
    var rest = text.utf8[...]
    while !rest.isEmpty {
      let delta = rest.prefix(20)
      rest = rest.dropFirst(delta.count)
      document.append(String(Substring(delta)))
      guard let tail = document.blocks.last else { continue }
      #expect(tail.range.count <= MarkdownDocument.maximumParsedBytes)
      let frozen = document.blocks.dropLast(2)
      // A later note is the one reason to touch what is closed.
      if document.defined.footnoteLabels.isEmpty, frozen.count >= closed.count + 25 {
        #expect(closed.elementsEqual(frozen.prefix(closed.count)))
        closed = Array(frozen)
      }
    }
    document.finish()
    #expect(document.blocks == MarkdownDocument(text).blocks)
    for block in document.blocks {
      #expect(block.range.count <= MarkdownDocument.maximumParsedBytes)
    }
  }

  /// What is copied from the screen is code: no gutter, no indent, no label in
  /// its lines, whatever the block is nested in.
  @Test(arguments: [
    "", "- item\n\n  ", "> quote\n> ", "1. a\n   - b\n\n     ", "[^n]: note\n\n    ",
  ])
  func lesson13_codeHasNoGutter(nesting: String) {
    let indent = String(nesting.split(separator: "\n").last ?? "")
    let prefix = indent.hasPrefix(">") ? "> " : String(repeating: " ", count: indent.count)
    let code = ["func f() {", "    let a = \"x\" // c", "", "\treturn }  "]
    let text =
      nesting + "```swift\n" + code.map { prefix + $0 + "\n" }.joined() + prefix + "```\n"
    for width in [10, 40] {
      let lines = MarkdownDocument(text).allLines(width: width)
      let shown = lines.filter { !$0.wrapsAtWords }
      #expect(plain(shown) == code)
      #expect(shown.allSatisfy { $0.continuation.isEmpty })
      #expect(lines.contains { plain([$0]) == ["swift"] && $0.runs[0].style.role == .dim })
    }
  }

  /// Long lines are cut into pieces between characters, and colours change
  /// between characters too.
  @Test(arguments: ["e\u{301}", "漢", "👩‍👩‍👧", "🇩🇪", "a", "ก็", "\u{1F3F4}\u{E0067}\u{E007F}"])
  func lesson19_noCutInsideACharacter(character: String) {
    let text = String(repeating: character + "x", count: 40_000 / (character.utf8.count + 1))
    for (start, roles) in [("", false), ("```swift\n\"", true)] {
      let document = MarkdownDocument(start + text)
      var shown = ""
      for index in document.blocks.indices {
        for line in document.lines(ofBlock: index, width: 40) {
          for run in line.runs {
            #expect(run.text.first != "\u{301}")
            #expect(run.text.unicodeScalars.first?.properties.isGraphemeExtend != true)
            shown += run.text
          }
        }
      }
      #expect(shown.filter { $0 != "\n" }.hasSuffix(text))
      #expect(document.blocks.count > 1, "\(roles)")
    }
    let line = MarkdownDocument("```swift\n\"\(character)\"\u{301} a\n").allLines(width: 40)
    for run in line.flatMap(\.runs) {
      #expect(run.text.unicodeScalars.first?.properties.isGraphemeExtend != true)
    }
  }
}
