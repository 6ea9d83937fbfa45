import TestSupport
import Testing
import TextModel

@testable import Markup

@Suite struct MarkdownDocumentTests {
  /// The whole text in one parse.
  private func reference(_ text: String, width: Int) -> [StyledLine] {
    let bytes = Array(text.utf8)[...]
    // The labels that the scanner finds; the blocks are cmark's.
    let known = MarkdownRenderer.Known(footnotes: MarkdownDocument(text).defined.footnoteLabels)
    var lines = MarkdownRenderer.render(bytes, knowing: known, width: width)
    // Places in the source are those of a block there, of the text here.
    for index in lines.indices { lines[index].source = nil }
    while lines.last?.runs.allSatisfy({ $0.text.isEmpty }) == true { lines.removeLast() }
    return lines
  }

  private func document(_ text: String) -> [StyledLine] {
    var lines = MarkdownDocument(text).allLines(width: 60)
    for index in lines.indices { lines[index].source = nil }
    while lines.last?.runs.allSatisfy({ $0.text.isEmpty }) == true { lines.removeLast() }
    return lines
  }

  @Test(arguments: MarkdownSamples.texts)
  func blocksTogetherAreTheWholeText(text: String) {
    #expect(plain(document(text)) == plain(reference(text, width: 60)))
    #expect(document(text) == reference(text, width: 60))
  }

  @Test func randomBlocksTogetherAreTheWholeText() {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    var failures = 0
    for _ in 0..<2_000 where failures < 5 {
      let text = MarkdownSamples.random(using: &random)
      let (ours, whole) = (document(text), reference(text, width: 60))
      if ours != whole {
        failures += 1
        Issue.record("seed \(seed): \(text.debugDescription)\n\(plain(ours))\n\(plain(whole))")
      }
    }
  }

  private func expectSplitLaw(_ text: String, _ random: inout SeededGenerator, seed: UInt64) {
    let whole = MarkdownDocument(text)
    var grown = MarkdownDocument()
    var fed = String.UnicodeScalarView()
    for piece in Array(text.unicodeScalars).randomSplit(using: &random) {
      var delta = String.UnicodeScalarView()
      delta.append(contentsOf: piece)
      fed.append(contentsOf: piece)
      grown.append(String(delta))
      var batch = MarkdownDocument()
      batch.append(String(fed))
      if grown.blocks != batch.blocks {
        Issue.record(
          "seed \(seed): \(String(fed).debugDescription)\n\(grown.blocks)\n\(batch.blocks)")
        return
      }
    }
    grown.finish()
    #expect(
      grown.source(in: 0..<grown.byteCount) == whole.source(in: 0..<whole.byteCount))
    #expect(grown.blocks == whole.blocks, "seed \(seed): \(text.debugDescription)")
    for index in whole.blocks.indices {
      #expect(
        grown.lines(ofBlock: index, width: 40) == whole.lines(ofBlock: index, width: 40),
        "seed \(seed): \(text.debugDescription)")
    }
  }

  @Test(arguments: MarkdownSamples.texts)
  func everySplitGivesTheSame(text: String) {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    for _ in 0..<3 { expectSplitLaw(text, &random, seed: seed) }
  }

  @Test func everySplitOfRandomTextGivesTheSame() {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      expectSplitLaw(MarkdownSamples.random(using: &random), &random, seed: seed)
    }
  }

  /// Revisions never repeat for a block whose lines changed.
  @Test func aRevisionNamesOneContent() {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let text = MarkdownSamples.random(using: &random)
      var document = MarkdownDocument()
      var seen: [String: [StyledLine]] = [:]
      var newest: [Int] = []
      for scalar in text.unicodeScalars {
        document.append(String(scalar))
        for (index, block) in document.blocks.enumerated() {
          let lines = document.lines(ofBlock: index, width: 40)
          let known = seen.updateValue(lines, forKey: "\(index)/\(block.revision)")
          if let known, known != lines {
            Issue.record("seed \(seed): block \(index) of \(text.debugDescription)")
            return
          }
          if index < newest.count {
            #expect(block.revision >= newest[index], "seed \(seed): \(text.debugDescription)")
            newest[index] = block.revision
          } else {
            newest.append(block.revision)
          }
        }
      }
    }
  }

  @Test func blocksFollowWithoutAGap() {
    for text in MarkdownSamples.texts {
      let document = MarkdownDocument(text)
      var end = 0
      for block in document.blocks {
        #expect(block.range.lowerBound == end)
        #expect(!block.range.isEmpty)
        end = block.range.upperBound
      }
      if !document.blocks.isEmpty { #expect(end == text.utf8.count) }
    }
  }

  @Test func aLaterDefinitionChangesOnlyWhoNamesIt() {
    var document = MarkdownDocument()
    document.append("[a] link\n\nplain\n\n")
    let before = document.blocks.map(\.revision)
    document.append("[a]: /url\n\n")
    let after = document.blocks.map(\.revision)
    #expect(after[0] > before[0])
    #expect(plain(document.lines(ofBlock: 0, width: 40)) == ["a </url> link", ""])
  }

  @Test func aLargeFenceIsCutIntoPieces() {
    let code = (1...1_000).map { "line \($0)" }.joined(separator: "\n")
    let document = MarkdownDocument("before\n\n```swift\n\(code)\n```\n\nafter")
    #expect(document.blocks.count == 6)
    let lines = plain(document.allLines(width: 80))
    #expect(lines.prefix(4) == ["before", "", "swift", "line 1"])
    #expect(lines.suffix(3) == ["line 1000", "", "after"])
    #expect(lines.count == 1_005)
  }

  @Test(arguments: ["text\n", "| a |\n", "> quote ", "- item ", "word ", "漢字"])
  func whatIsTooLargeIsPlain(unit: String) {
    let text = String(repeating: unit, count: 40_000 / unit.utf8.count)
    let document = MarkdownDocument(text + "\n\nafter\n")
    for block in document.blocks {
      #expect(block.range.count <= MarkdownDocument.maximumParsedBytes)
    }
    // The first piece may be what it was before there was too much of it.
    #expect(document.blocks.dropLast().dropFirst().allSatisfy { $0.kind == .plain })
    let lines = plain(document.allLines(width: 80))
    #expect(lines.last == "after")
    let shown = lines.dropLast(2).joined().filter { !$0.isWhitespace }
    #expect(shown == text.filter { !$0.isWhitespace })
  }

  @Test(arguments: ["```\n", "- item\n", "", "    code\n", "<div>\n", "| a |\n|---|\n"])
  func largeTextsKeepTheSplitLaw(start: String) {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    for _ in 0..<3 {
      var text = start
      while text.utf8.count < 60_000 {
        let word = ["word ", "\n", "é漢", "  ", "`", "- x\n", "\r\n", "<b>"].randomElement(
          using: &random)
        text += word ?? ""
        if Int.random(in: 0..<500, using: &random) == 0 {
          text += String(repeating: "long", count: 6_000)
        }
      }
      let whole = MarkdownDocument(text)
      var grown = MarkdownDocument()
      var rest = text.unicodeScalars[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...3_000, using: &random))
        rest = rest.dropFirst(piece.count)
        grown.append(String(piece))
      }
      grown.finish()
      #expect(grown.blocks == whole.blocks, "seed \(seed)")
    }
  }

  @Test(arguments: [
    ">", "- ", "[", "![", "*", "**a", "`", "~~", "<", "| ", "|-", "1. ", "#", "\t", "[a]: /b\n",
    "<a ", "\\", "](",
  ])
  func repetitionIsBounded(unit: String) {
    let document = MarkdownDocument(String(repeating: unit, count: 60_000))
    for index in document.blocks.indices.prefix(3) {
      #expect(
        document.lines(ofBlock: index, width: 80).count <= MarkdownDocument.maximumParsedBytes)
    }
  }

  @Test func aSharedSourceRendersAsBefore() {
    let text = "# Title\n\nSome *text* — ünïcode\n\n```swift\nlet a = 1\n```\n\n- x\n- y\n"
    let plain = MarkdownDocument(text)
    var shared = plain
    shared.share("another text")
    shared.share(text)
    #expect(shared.byteCount == text.utf8.count)
    #expect(shared.blocks == plain.blocks)
    for index in plain.blocks.indices {
      #expect(
        shared.lines(ofBlock: index, width: 40) == plain.lines(ofBlock: index, width: 40))
    }
    var grown = shared
    grown.append("\nmore\n")
    grown.finish()
    #expect(grown.blocks.count == MarkdownDocument(text + "\nmore\n").blocks.count)
  }
}
