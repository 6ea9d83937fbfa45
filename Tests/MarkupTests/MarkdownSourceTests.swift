import TestSupport
import Testing
import TextModel

@testable import Markup

/// Which lines of the source a line shows.
@Suite struct MarkdownSourceTests {
  /// Each line with the source that it shows.
  private func sources(_ text: String, width: Int = 40) -> [[String]] {
    let document = MarkdownDocument(text)
    let bytes = Array(text.utf8)
    return document.blocks.indices.flatMap { index in
      let block = document.blocks[index]
      return document.lines(ofBlock: index, width: width).compactMap { line in
        line.source.map { range in
          let start = block.range.lowerBound
          return [
            line.runs.map(\.text).joined(),
            String(
              decoding: bytes[start + range.lowerBound..<start + range.upperBound], as: UTF8.self),
          ]
        }
      }
    }
  }

  @Test(arguments: [
    ("# T\n\na\nb\n", [["T", "# T\n"], ["a b", "a\nb\n"]]),
    ("a  \nb\nc", [["a", "a  \n"], ["b c", "b\nc"]]),
    ("- a\n- b\n  c\n", [["• a", "- a\n"], ["• b c", "- b\n  c\n"]]),
    (
      "```sh\nls\n\npwd\n```\n",
      [["sh", "```sh\n"], ["ls", "ls\n"], ["", "\n"], ["pwd", "pwd\n"]]
    ),
    (
      "- x\n\n  ```sh\n  ls\n  ```\n", [["• x", "- x\n"], ["sh", "  ```sh\n"], ["ls", "  ls\n"]]
    ),
    ("    a\n\n    b\n", [["a", "    a\n"], ["", "\n"], ["b", "    b\n"]]),
    (
      "|a|b|\n|-|-|\n|1|2|\n",
      [["a | b", "|a|b|\n"], ["--+--", "|-|-|\n"], ["1 | 2", "|1|2|\n"]]
    ),
    (
      "t\nu\n|a|b|\n|-|-|\n|1|2|\n",
      [["t u", "t\nu\n"], ["a | b", "|a|b|\n"], ["--+--", "|-|-|\n"], ["1 | 2", "|1|2|\n"]]
    ),
    (
      "- t\n  |a|\n  |-|\n",
      [["• t", "- t\n"], ["  a", "  |a|\n"], ["  -", "  |-|\n"]]
    ),
    ("> q\n> r\r\n\r\nx", [["> q r", "> q\n> r\r\n"], ["x", "x"]]),
    ("<div>\nx\n</div>\n", [["<div>", "<div>\n"], ["x", "x\n"], ["</div>", "</div>\n"]]),
    ("[^1]: note\n    more\n", [["[^1]: note more", "[^1]: note\n    more\n"]]),
    (
      "[l]: /u\n\n[l]\n***\n",
      [["l </u>", "[l]\n"], [String(repeating: "-", count: 40), "***\n"]]
    ),
    ("T\n===\n", [["T", "T\n===\n"]]),
  ])
  func aLineShowsWholeLines(text: String, expected: [[String]]) {
    #expect(sources(text) == expected)
  }

  /// Of any text: ranges lie within their block, begin and end at line ends,
  /// and never go back.
  @Test func rangesAreWholeLines() {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    for round in 0..<600 {
      let text =
        round < MarkdownSamples.texts.count
        ? MarkdownSamples.texts[round] : MarkdownSamples.random(using: &random)
      let document = MarkdownDocument(text)
      for (index, block) in document.blocks.enumerated() {
        let bytes = Array(document.source(in: block.range))
        let borders = Set(
          SourceLines(bytes[...]).lines.flatMap { [$0.whole.lowerBound, $0.whole.upperBound] })
        var last = 0
        for line in document.lines(ofBlock: index, width: 40) {
          guard let source = line.source else { continue }
          #expect(borders.contains(source.lowerBound), "seed \(seed): \(text.debugDescription)")
          #expect(borders.contains(source.upperBound), "seed \(seed): \(text.debugDescription)")
          #expect(source.lowerBound >= last, "seed \(seed): \(text.debugDescription)")
          last = source.lowerBound
        }
      }
    }
  }
}
