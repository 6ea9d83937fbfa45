import Testing

@testable import Store

@Suite struct TermMatcherTests {
  /// What a matcher finds is what the index finds.
  @Test(arguments: [
    "one", "tw", "two ", "\"one two\"", "\"two thr", "one three", "\"one one two\"", "Ünö",
    "none", "one none", "\"three two\"", "漢字", "字漢",
  ])
  func findsWhatTheIndexFinds(query: String) throws {
    let fixture = try StoreFixture()
    let id = try fixture.begin(1, project: "/p")
    let text = "one one two, Three. uno 漢字"
    try fixture.turn(1, "-", text, in: id)
    let tokenizer = fixture.store.tokenizer
    let terms = SearchTerms(query, tokenizer: tokenizer)
    var matcher = TermMatcher(terms.terms)
    tokenizer.visit(SearchText.separated(text)) { word, range in
      _ = matcher.take(word, at: range)
      return true
    }
    let found = try fixture.store.find(terms, project: nil, limit: 1).hits.count == 1
    #expect(matcher.hasAll == found)
  }
}
