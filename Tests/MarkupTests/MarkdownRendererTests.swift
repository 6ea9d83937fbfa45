import Testing
import TextModel

@testable import Markup

@Suite struct MarkdownRendererTests {
  private func rendered(_ text: String, width: Int = 40) -> [StyledLine] {
    MarkdownDocument(text).allLines(width: width).map { line in
      var line = line
      line.source = nil
      return line
    }
  }

  @Test func headingsAreTextWithAnEmphasis() {
    #expect(
      rendered("# One\n\n## Two\n\n### Three") == [
        StyledLine("One", TextStyle(.heading, [.bold, .underline])), StyledLine([]),
        StyledLine("Two", TextStyle(.heading, .bold)), StyledLine([]),
        StyledLine("Three", TextStyle(.heading, .italic)),
      ])
  }

  @Test func inlineStyles() {
    #expect(
      rendered("a *b* **c *d*** `e` ~~f~~") == [
        StyledLine([
          StyledRun("a "), StyledRun("b", TextStyle(.text, .italic)), StyledRun(" "),
          StyledRun("c ", TextStyle(.text, .bold)),
          StyledRun("d", TextStyle(.text, [.bold, .italic])), StyledRun(" "),
          StyledRun("e", TextStyle(.code)), StyledRun(" "),
          StyledRun("~~f~~", TextStyle(.text, .dim)),
        ])
      ])
  }

  @Test(arguments: [
    ("one\ntwo", ["one two"]), ("one  \ntwo", ["one", "two"]), ("one<br/>two", ["one", "two"]),
    ("[t](/u)", ["t </u>"]), ("<https://a.b>", ["https://a.b"]), ("https://a.b", ["https://a.b"]),
    ("<a@b.c>", ["a@b.c"]), ("![alt](p.png)", ["[image: alt] <p.png>"]), ("www.a.b", ["www.a.b"]),
    ("[![i](p)](u)", ["[image: i] <p> <u>"]), ("a <b>x</b>", ["a <b>x</b>"]),
    ("***", ["----------------------------------------"]),
  ])
  func inlineText(text: String, expected: [String]) {
    #expect(plain(rendered(text)) == expected)
  }

  @Test(arguments: [
    ("- a\n- b\n  - c\n", ["• a", "• b", "  • c"]),
    ("- a\n\n- b\n", ["• a", "", "• b"]),
    ("9. a\n10. b\n", ["9. a", "10. b"]), ("3) a\n", ["3) a"]),
    ("- [ ] a\n- [x] b\n", ["[ ] a", "[x] b"]),
    ("- a\n\n  b\n", ["• a", "", "  b"]), ("-\n- b\n", ["• ", "• b"]),
    ("- a\n  ```\n  code\n  ```\n  b\n", ["• a", "", "code", "", "  b"]),
    ("- - a\n", ["• • a"]), ("- > q\n", ["• > q"]),
  ])
  func lists(text: String, expected: [String]) {
    #expect(plain(rendered(text)) == expected)
  }

  @Test func wrappedItemsAreIndented() {
    let line = rendered("1. one two three")[0]
    #expect(line.continuation == [StyledRun("   ")])
    #expect(line.wrapsAtWords)
  }

  @Test(arguments: [
    ("> a\n> b", ["> a b"]), ("> a\n>\n> b", ["> a", "> ", "> b"]), ("> > a", ["> > a"]),
    ("> - a\n> - b", ["> • a", "> • b"]),
  ])
  func quotes(text: String, expected: [String]) {
    #expect(plain(rendered(text)) == expected)
  }

  @Test(arguments: [
    ("```swift\nlet a\n\n  b\n```", ["swift", "let a", "", "  b"]),
    ("  ~~~\n  a\n b\n   c\n  ~~~", ["a", "b", " c"]), ("    a\n\n    b", ["a", "", "b"]),
    ("```\n```", []), ("```\nopen", ["open"]),
  ])
  func code(text: String, expected: [String]) {
    let lines = rendered(text)
    #expect(plain(lines) == expected)
    for line in lines where line.runs.first?.style.role == .codeBlock {
      #expect(!line.wrapsAtWords)
    }
  }

  @Test func tablesAreAligned() {
    let table = "| name | n |\n|:--|--:|\n| a | 1 |\n| long | 100 |\n"
    #expect(
      plain(rendered(table)) == [
        "name |   n", "-----+----", "a    |   1", "long | 100",
      ])
  }

  @Test func wideTablesWrapTheirCells() {
    let table = "| a | b |\n|---|---|\n| one two three | x |\n"
    #expect(
      plain(rendered(table, width: 12)) == [
        "a        | b", "---------+--", "one two  | x", "three    | ",
      ])
    for width in 1...40 {
      for line in rendered(table, width: width) where !line.wrapsAtWords && width > 8 {
        #expect(line.runs.reduce(0) { $0 + TextLayout.width(of: $1.text) } <= width)
      }
    }
  }

  /// Where not even words fit beside each other, each row is a record.
  @Test func tablesThatFitNowhereAreRecords() {
    let table =
      "| Name | Description | Status |\n|---|---|:-:|\n| alpha | first letter | ready |\n| beta | second | |\n"
    #expect(
      plain(rendered(table, width: 20)) == [
        "Name: alpha", "Description: first letter", "Status: ready", "",
        "Name: beta", "Description: second", "Status",
      ])
    #expect(plain(rendered(table, width: 40))[0] == "Name  | Description  | Status")
    #expect(
      plain(rendered("| aaaaaaaa | bbbbbbbb |\n|-|-|\n", width: 9)) == ["aaaaaaaa | bbbbbbbb"])
  }

  /// At no width is a line of a drawn table wider than that, and every word is
  /// there.
  @Test func tablesAtEveryWidth() {
    let table =
      "| Option | Meaning | 漢字 |\n|:--|---|--:|\n| `--flag` | what *it* does in words | 漢字かな |\n| b | https://example.com/a/long/address | 1 |\n"
    for width in 1...80 {
      let lines = rendered(table, width: width)
      let text = plain(lines).joined().filter { !" |-+".contains($0) }
      for word in ["Option", "Meaning", "what", "does", "https://example.com/a/long/address"] {
        let letters = Set(word.filter { $0 != "-" })
        #expect(letters.isSubset(of: Set(text)), "\(width)")
      }
      for line in lines where !line.wrapsAtWords {
        #expect(line.runs.reduce(0) { $0 + TextLayout.width(of: $1.text) } <= width, "\(width)")
      }
    }
  }

  @Test func htmlIsShown() {
    #expect(
      rendered("<div>\nx\n</div>").map(\.runs)
        == ["<div>", "x", "</div>"].map {
          [StyledRun($0, TextStyle(.dim))]
        })
  }

  @Test func deepNestingIsFlattened() {
    let lines = rendered(String(repeating: "> ", count: 90) + "deep")
    #expect(plain(lines)[0].hasSuffix("deep"))
  }
}
