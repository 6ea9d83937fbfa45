import Engine
import TestSupport
import Testing

@testable import Store

@Suite struct SnippetMakerTests {
  private let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  private func snippet(_ query: String, _ text: String) -> SearchSnippet? {
    let tokenizer = fixture.store.tokenizer
    let terms = SearchTerms(query, tokenizer: tokenizer)
    return SnippetMaker(terms: terms, tokenizer: tokenizer).snippet(of: text, role: .assistant)
  }

  /// The text with brackets around what is marked.
  private func marked(_ query: String, _ text: String) -> String? {
    guard let snippet = self.snippet(query, text) else { return nil }
    var bytes = Array(snippet.text.utf8)
    for range in snippet.matches.reversed() {
      bytes.insert(UInt8(ascii: "]"), at: range.upperBound)
      bytes.insert(UInt8(ascii: "["), at: range.lowerBound)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    arguments: [
      ("ring", "the ring holds", "the [ring] holds"), ("RIN", "the ring", "the [ring]"),
      ("ring", "string", nil), ("cafe", "Le Café\n\n  est là", "Le [Café] est là"),
      ("\"a b\"", "b a\tb a b", "b [a b] [a b]"), ("a b", "b, a", "[b], [a]"),
      ("码器", "解码器的", "解[码器]的"), ("e\u{301}t\u{E9}", "un e\u{301}te", "un [e\u{301}te]"),
      ("x", "a\u{0}\u{7}x", "a [x]"), ("foo.bar", "a foo/bar b", "a [foo/bar] b"),
      ("a \"a b\"", "a b", "[a b]"), ("b \"a b\"", "a b", "[a b]"),
    ] as [(String, String, String?)])
  func marks(query: String, text: String, expected: String?) {
    #expect(marked(query, text) == expected)
  }

  @Test func onlyTheSurroundingsAreShown() throws {
    let text =
      String(repeating: "before ", count: 100) + "needle " + String(repeating: "after ", count: 100)
    let snippet = try #require(self.snippet("needle", text))
    #expect(snippet.text.hasPrefix("…before before"))
    #expect(snippet.text.hasSuffix("…"))
    #expect(snippet.text.count <= SnippetMaker.longestText + 1)
    let match = try #require(snippet.matches.first)
    #expect(snippet.matches.count == 1)
    #expect(String(decoding: Array(snippet.text.utf8)[match], as: UTF8.self) == "needle")
  }

  @Test func promptBeforeAnswer() throws {
    let id = try fixture.begin(1)
    try fixture.turn(1, "a needle", "no", in: id)
    try fixture.turn(2, "no", "another needle", in: id)
    try fixture.turn(3, "needle", "thread", in: id)
    let store = fixture.store
    let row = try #require(try store.sessions(SessionQuery(words: "needle")).rows.first)
    #expect(row.snippet == SearchSnippet(role: .user, text: "needle", matches: [0..<6]))
    // The turn that holds most of the words.
    let both = try #require(try store.sessions(SessionQuery(words: "another needle")).rows.first)
    #expect(
      both.snippet
        == SearchSnippet(role: .assistant, text: "another needle", matches: [0..<7, 8..<14]))
    let named = try #require(try store.sessions(SessionQuery(words: "radar")).rows.first)
    #expect(named.snippet == nil)
    #expect(try store.sessions(SessionQuery()).rows.first?.snippet == nil)
  }

  /// Whatever is cut and marked lies within the text, on one line.
  @Test func anyTextsGiveValidRanges() {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed)
    let alphabet: [String] = [
      "a", "b", " ", "\n", "é", "e\u{301}", "码", "👩‍👩‍👧", "\u{200B}", "\u{301}", "ß", ".", "İ", "\u{0}",
    ]
    for _ in 0..<400 {
      let text = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? ""
      }.joined()
      let query = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? ""
      }.joined()
      guard let snippet = self.snippet(query, text) else { continue }
      var last = 0
      #expect(!snippet.matches.isEmpty, "seed \(SeededGenerator.testSeed)")
      for range in snippet.matches {
        #expect(range.lowerBound >= last && !range.isEmpty)
        last = range.upperBound
      }
      #expect(last <= snippet.text.utf8.count)
      #expect(!snippet.text.contains { $0.isNewline || $0 == "\u{200B}" })
    }
  }
}
