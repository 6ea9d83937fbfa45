import Pattern
import TestSupport
import Testing

/// What a text must hold to have a match.
@Suite struct RequiredWordsTests {
  @Test(arguments: [
    ("needle", "needle", true), ("Needle", "Needle", false), ("zz-needle", "needle", true),
    ("colou?r", "colo", true), ("ab*cde", "cde", true), ("abc{2}d", "ab", true),
    (#"foo\.barely"#, "barely", true), (#"\bword\b"#, "word", true),
    (#"let \d+ = maps"#, "let", true),
    ("a[^]x]bcd", "bcd", true), ("quick", "quic", true), ("tasks", "ta", true),
    ("gr[ae]y", "gr", true), ("12 ab", "ab", true), ("x1y2", "x1y2", true),
    ("abc|d?efg", "abc efg", true),
  ])
  func isTheLongest(pattern: String, word: String, ignoresCase: Bool) throws {
    let required = try #require(RequiredWords(of: pattern, letters: .smart)).words
    #expect(
      required.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: " ") == word)
    #expect(required.allSatisfy { $0.ignoresCase == ignoresCase })
  }

  @Test(arguments: [
    "", "a|b", "(abc)?", "abc|d", "abc|", "a(b|c)d", "日本", "12", "a?b?", #"\x41bc"#, #"\Qabc\E"#,
    #"\cabc"#,
    #"\p{Lu}abc"#, "[[:alpha:]]abc", "(?i)abc", "[abc", "kk ss", "a",
  ])
  func isNotAlwaysTold(pattern: String) {
    #expect(RequiredWords(of: pattern, letters: .smart) == nil)
  }

  @Test(arguments: [
    ("needle", "a NeeDLE here", 2), ("Needle", "a needle Needle", 9), ("aab", "aaaab", 2),
    ("abab", "abaabab", 3), ("x1y2", "X1Y1x1Y2", 4), ("needle", "needl", nil),
    ("p0", "PP\u{10}p", nil),
  ])
  func isFound(pattern: String, text: String, place: Int?) throws {
    let word = try #require(RequiredWords(of: pattern, letters: .smart)?.words.first)
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      #expect(word.firstIndex(in: bytes) == place)
      if let place { #expect(word.firstIndex(in: bytes, from: place + 1) == nil) }
    }
  }

  /// Where the pattern matches, the word stands: patterns and texts of few
  /// letters, so that they meet.
  @Test func everyMatchHoldsIt() throws {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "a", "b", "aB", "ab", "k", "\u{212A}", "s", "ſ", "İ", "ß", ".", "+", "*", "?", "{2}", "{0}",
      "{0,1}", "{,2}", "{a}", "[ab]", "[^a]", "[]a]", "|", "||", #"\d"#, #"\b"#, #"\K"#, #"\Q"#,
      #"\E"#, #"\."#, "(?i)", "(?:", "(?!", "(", ")", "1", " ",
    ]
    let letters = ["a", "b", "A", "B", "k", "\u{212A}", "s", "ſ", "1", " "]
    var told = 0
    for _ in 0..<3_000 {
      let pattern = (0..<Int.random(in: 1...6, using: &random))
        .compactMap { _ in pieces.randomElement(using: &random) }.joined()
      guard let expression = try? RegularExpression(pattern),
        let words = RequiredWords(of: pattern, letters: .smart)
      else { continue }
      for _ in 0..<10 {
        let text = (0..<12).compactMap { _ in letters.randomElement(using: &random) }.joined()
        guard try !expression.matches(in: text).isEmpty else { continue }
        told += 1
        Array(text.utf8).withUnsafeBufferPointer { bytes in
          #expect(
            words.areFound(in: bytes), "seed \(seed): /\(pattern)/ in '\(text)'")
        }
      }
    }
    #expect(told > 0)
  }
}
