import TestSupport
import Testing
import TextModel

@testable import Markup

/// Lists, tables and quotes that are longer than one piece: they are cut where
/// something new begins in them, and stay what they are.
@Suite struct MarkdownPiecesTests {
  private static let table =
    "| Option | Meaning |\n|:--|--:|\n"
    + (1...600).map { "| `--option-\($0)` | what option \($0) does to the result |\n" }.joined()

  private func lines(_ text: String, width: Int = 80) -> [String] {
    plain(MarkdownDocument(text).allLines(width: width))
  }

  private func expectPieces(_ text: String, of kind: MarkdownDocument.Kind = .markdown) {
    let document = MarkdownDocument(text)
    #expect(document.blocks.count > 1)
    for block in document.blocks {
      #expect(block.range.count <= MarkdownDocument.maximumParsedBytes)
      #expect(block.kind == kind)
    }
  }

  @Test func aLongTableKeepsItsColumns() {
    expectPieces(Self.table)
    let shown = lines(Self.table)
    #expect(shown.count == 602)
    #expect(shown[1].allSatisfy { "-+".contains($0) })
    let bar = shown[0].firstIndex(of: "|")
    for (index, line) in shown.enumerated() where index != 1 {
      #expect(line.firstIndex(of: "|") == bar, "\(line)")
    }
    #expect(shown[601].hasPrefix("--option-600"))
    #expect(shown[601].hasSuffix("what option 600 does to the result"))
  }

  /// Where a window is too narrow for columns, every row is a record.
  @Test func aLongTableIsRecordsInNarrowWindows() {
    let wide = Self.table.replacing("|\n", with: "| one | two | three |\n")
      .replacing("--:| one | two | three |", with: "--:|---|---|---|")
    let shown = lines(wide, width: 20)
    #expect(shown.count == 600 * 6 - 1)
    for record in 0..<600 {
      #expect(shown[record * 6] == "Option: --option-\(record + 1)")
      if record > 0 { #expect(shown[record * 6 - 1].isEmpty) }
    }
  }

  @Test(arguments: ["1.", "-", "3)"])
  func aLongListIsAList(marker: String) {
    let text = (1...900).map { "\(marker) item **number** \($0) of a list\n" }.joined()
    expectPieces(text)
    let first = marker.first?.wholeNumberValue
    let expected = (0..<900).map { index in
      let mark = first.map { "\($0 + index)" + marker.suffix(1) } ?? "•"
      return "\(mark) item number \(index + 1) of a list"
    }
    #expect(lines(text) == expected)
  }

  @Test func looseItemsKeepTheirSpace() {
    let text = (1...600).map { "1. item \($0)\n\n   and more of it\n\n" }.joined()
    expectPieces(text)
    let expected = (1...600).flatMap { number in
      let mark = "\(number). "
      return [
        mark + "item \(number)", "",
        String(repeating: " ", count: mark.count) + "and more of it", "",
      ]
    }
    #expect(lines(text) == expected.dropLast())
  }

  @Test func nestedItemsStayWithTheirs() {
    let text = (1...500).map { "- outer \($0)\n  - inner \($0)\n\n    ```sh\n    ls\n    ```\n" }
    expectPieces(text.joined())
    let shown = lines(text.joined())
    #expect(shown.filter { $0.hasPrefix("• outer ") }.count == 500)
    #expect(shown.filter { $0.hasPrefix("  • inner ") }.count == 500)
    #expect(shown.filter { $0 == "ls" }.count == 500)
    #expect(MarkdownDocument(text.joined()).codeBlockCount == 500)
  }

  @Test func aLongQuoteIsAQuote() {
    let text = (1...600).map { "> Paragraph **\($0)** of a quote,\n> and more.\n>\n" }.joined()
    expectPieces(text)
    let shown = lines(text)
    let expected = (1...600).flatMap { ["> Paragraph \($0) of a quote, and more.", "> "] }
    #expect(shown == expected.dropLast())
  }

  /// What is too large and has no place to be cut is plain, but only that.
  @Test func behindAnItemThatIsTooLargeTheListGoesOn() {
    let text =
      "- first **item**\n- " + String(repeating: "word ", count: 5_000) + "\n- last **item**\n"
    let shown = lines(text, width: 100_000)
    #expect(shown.first == "• first item")
    #expect(shown.last == "• last item")
    #expect(shown.contains { $0.hasPrefix("- word") })
  }

  /// A definition that changes the columns changes all of the table.
  @Test func allPiecesOfATableChangeTogether() {
    var document = MarkdownDocument()
    document.append("| a | [b] |\n|--|--|\n")
    document.append((1...2_000).map { "| row | \($0) |\n" }.joined())
    document.append("\nafter\n\n")
    let before = document.blocks.map(\.revision)
    document.append("[b]: https://example.org/a-long-address\n\n")
    let after = document.blocks.map(\.revision)
    let pieces = document.blocks.indices.filter { document.blocks[$0].range.count > 1_000 }
    #expect(pieces.count > 1)
    for piece in pieces { #expect(after[piece] > before[piece]) }
  }

  private static let pieces: [[String]] = [
    ["| a cell | another |\n", "| x |\n", "|\n", "text\n", "\n", "| é漢 | `|` \\| |\n"],
    ["- item\n", "- ", "  more\n", "\n", "  - nested\n", "1. one\n", "```\n", "    code\n"],
    ["> quote\n", ">\n", "> - item\n", "> ```\n", "lazy\n", "\n", ">> deep\n"],
    ["1. a\n", "2) b\n", "\n", "   c\n", "text\n", "# h\n", "\t", "\r\n", "  "],
  ]

  /// However it arrives, and whatever line is broken in the middle.
  @Test(arguments: [
    ("| a | b |\n|---|---|\n", 0), ("- item\n", 1), ("> quote\n", 2), ("1. one\n", 3),
  ])
  func longTextsKeepTheSplitLaw(start: String, kind: Int) {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    for _ in 0..<6 {
      var text = start
      while text.utf8.count < 60_000 {
        // Mostly the first of them: else nothing grows long.
        let usual = Int.random(in: 0..<12, using: &random) > 0
        text +=
          (usual ? Self.pieces[kind].first : Self.pieces[kind].randomElement(using: &random))
          ?? ""
        if Int.random(in: 0..<700, using: &random) == 0 {
          text += String(repeating: "long ", count: 5_000)
        }
      }
      expectSplitLaw(text, &random, seed: seed)
    }
  }

  private func expectSplitLaw(_ text: String, _ random: inout SeededGenerator, seed: UInt64) {
    let whole = MarkdownDocument(text)
    var grown = MarkdownDocument()
    var fed = ""
    var rest = text.unicodeScalars[...]
    var checks = 0
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...3_000, using: &random))
      rest = rest.dropFirst(piece.count)
      fed += String(piece)
      grown.append(String(piece))
      checks += 1
      guard checks.isMultiple(of: 8) else { continue }
      var batch = MarkdownDocument()
      batch.append(fed)
      #expect(grown.blocks == batch.blocks, "seed \(seed), after \(fed.utf8.count) bytes")
    }
    grown.finish()
    #expect(grown.blocks == whole.blocks, "seed \(seed)")
    #expect(whole.blocks.reduce(0) { $0 + $1.range.count } == text.utf8.count)
    for index in whole.blocks.indices where index.isMultiple(of: 3) {
      #expect(
        grown.lines(ofBlock: index, width: 40) == whole.lines(ofBlock: index, width: 40),
        "seed \(seed), block \(index)")
    }
  }

  @Test(arguments: [
    ("# One\n\ntext\n", [1, 0]), ("### Three ###\n", [3]), ("#hash\n", [0]),
    ("Title\n===\n\nSub\n---\n", [1, 2]), ("    # code\n", [0]), ("\n\n  ## Two\n", [2]),
    ("- # in item\n", [0]), ("####### seven\n", [0]),
  ])
  func levelsOfHeadings(text: String, levels: [UInt8]) {
    #expect(MarkdownDocument(text).blocks.map(\.headingLevel) == levels)
    var grown = MarkdownDocument()
    for scalar in text.unicodeScalars { grown.append(String(scalar)) }
    grown.finish()
    #expect(grown.blocks.map(\.headingLevel) == levels)
  }
}
