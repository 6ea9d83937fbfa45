import Testing
import TextModel

@testable import Markup

@Suite struct MarkdownFootnoteTests {
  private func lines(_ text: String) -> [String] {
    plain(MarkdownDocument(text).allLines(width: 40))
  }

  @Test(arguments: [
    ("a[^1]\n\n[^1]: note\n", ["a[^1]", "", "[^1]: note"]),
    (
      "[^1]: note\n    more\n\n    second\n\nafter",
      ["[^1]: note more", "", "  second", "", "after"]
    ),
    ("[^a]: x\n[^b]: y\n", ["[^a]: x", "", "[^b]: y"]),
    ("> [^q]: in a quote", ["> [^q]: in a quote"]), ("[^e]:\n\nx", ["[^e]: ", "", "x"]),
    ("text[^no]", ["text[^no]"]), ("[^a]: - item\n", ["[^a]: • item"]),
    ("[^Über]: x", ["[^Über]: x"]),
  ])
  func definitionsStandWhereTheyAre(text: String, expected: [String]) {
    #expect(lines(text) == expected)
  }

  /// A reference is a link once its note is there, and only the blocks that
  /// may name it are read again.
  @Test func aReferenceWaitsForItsNote() {
    var document = MarkdownDocument()
    document.append("see[^A] here\n\nplain\n\n")
    let before = document.blocks.map(\.revision)
    #expect(document.lines(ofBlock: 0, width: 40)[0].runs == [StyledRun("see[^A] here")])
    document.append("[^a]: the note\n")
    let after = document.blocks.map(\.revision)
    #expect(after[0] > before[0])
    #expect(
      document.lines(ofBlock: 0, width: 40)[0].runs == [
        StyledRun("see"), StyledRun("[^A]", TextStyle(.link)), StyledRun(" here"),
      ])
  }
}
