import TestSupport
import Testing

@testable import TextModel

@Suite struct TextLayoutTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("→", 1),
    ("ｱ", 1), ("Ａ", 2), ("a\tb", 5), ("\u{1B}", 1), ("\u{85}", 8), ("한", 2), ("🫠", 2), ("…", 1),
  ])
  func measures(text: String, columns: Int) {
    #expect(TextLayout.width(of: text) == columns)
    #expect(
      TextLayout.glyphs(of: Substring(text), style: .plain).reduce(0) { $0 + Int($1.glyph.width) }
        == columns)
  }

  @Test(arguments: [
    ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("漢字", 3, "漢…"), ("漢字", 2, "…"), ("abc", 0, ""),
    ("abc", 1, "…"), ("👩‍👩‍👧x", 3, "👩‍👩‍👧x"), ("ab漢", 3, "ab…"), ("", 5, ""),
  ])
  func truncates(text: String, width: Int, expected: String) {
    #expect(TextLayout.truncated(text, to: width) == expected)
  }

  @Test(arguments: [
    ("", 5, [""]), ("one two three", 7, ["one two", "three"]), ("one  two", 3, ["one", "two"]),
    ("abcdefgh", 3, ["abc", "def", "gh"]), ("ab cdefgh", 4, ["ab", "cdef", "gh"]),
    ("  abcdef", 4, ["  ab", "cdef"]), ("漢字漢字", 3, ["漢", "字", "漢", "字"]),
    ("ab漢字", 4, ["ab漢", "字"]), ("漢a", 1, ["?", "a"]), ("abc   ", 3, ["abc"]),
    ("a b", 1, ["a", "b"]), ("    ", 2, ["  ", "  "]),
  ])
  func breaksRows(input: String, width: Int, expected: [String]) {
    #expect(TextLayout.rows(of: StyledLine(input), width: width).map(text(of:)) == expected)
  }

  @Test func breaksCodeAtTheLastColumn() {
    let line = StyledLine([StyledRun("let a = 1", .plain)], wrapsAtWords: false)
    #expect(TextLayout.rows(of: line, width: 5).map(text(of:)) == ["let a", " = 1"])
  }

  @Test func continuationStartsTheFollowingRows() {
    let line = StyledLine([StyledRun("- one two")], continuation: [StyledRun("  ")])
    #expect(TextLayout.rows(of: line, width: 6).map(text(of:)) == ["- one", "  two"])
    #expect(TextLayout.rows(of: line, width: 5).map(text(of:)) == ["- one", "two"])
  }

  @Test func tabsCountFromTheStartOfTheLine() {
    let line = StyledLine([StyledRun("ab"), StyledRun("\tc")])
    #expect(TextLayout.rows(of: line, width: 20).map(text(of:)) == ["ab  c"])
  }

  /// No row too wide; nothing lost but blanks at breaks.
  @Test func wrappingKeepsItsLaws() {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    let words = HostileText.samples + ["one", "two", "  ", " ", "averyverylongword", "漢字漢字"]
    for _ in 0..<3_000 {
      let parts = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        StyledRun((words.randomElement(using: &random) ?? "") + " ")
      }
      let width = Int.random(in: 1...20, using: &random)
      let line = StyledLine(
        parts, continuation: Bool.random(using: &random) ? [StyledRun("> ")] : [],
        wrapsAtWords: Bool.random(using: &random))
      let rows = TextLayout.rows(of: line, width: width)
      for row in rows {
        #expect(row.reduce(0) { $0 + Int($1.glyph.width) } <= width, "seed \(seed)")
      }
      guard width > 1, line.continuation.isEmpty else { continue }
      let whole = text(
        of: parts.flatMap { TextLayout.glyphs(of: Substring($0.text), style: .plain) })
      let joined = rows.map(text(of:)).joined()
      #expect(
        joined.unicodeScalars.filter { $0 != " " } == whole.unicodeScalars.filter { $0 != " " },
        "seed \(seed)")
      if !line.wrapsAtWords, !parts.contains(where: { $0.text.contains("\t") }) {
        #expect(joined == whole, "seed \(seed)")
      }
    }
  }

  /// Whatever is cut, no character is cut in two.
  @Test(arguments: ["e\u{301}", "漢", "👩‍👩‍👧", "🇩🇪", "a", "ก็", "e\u{301}\u{302}\u{303}"])
  func lesson19_truncatingCutsBetweenCharacters(character: String) {
    let text = String(repeating: character, count: 20)
    for width in 0...41 {
      let cut = TextLayout.truncated(text, to: width)
      #expect(TextLayout.width(of: cut) <= width)
      let kept = cut.hasSuffix("…") ? String(cut.dropLast()) : cut
      #expect(kept == String(repeating: character, count: kept.count))
      #expect(text.hasPrefix(kept))
    }
  }
}
