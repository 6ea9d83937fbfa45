internal import Engine

/// Finding the sessions that hold what is searched for.
extension SessionStore {
  /// Turns without an end that are read for a search, newest sessions first:
  /// those that run now and those that a crash cut off. They are not in the
  /// index yet.
  private static let mostOpenTurns = 32

  /// Every session that holds all terms, in its turns or its names, with a
  /// turn to show: one that holds as many of them as any.
  func find(_ terms: SearchTerms) throws(StoreError) -> [Int: TurnPlace?] {
    guard let first = terms.terms.first else { return [:] }
    let open = try openTurnHits(terms)
    var hits = try find(first, 0, open)
    for (index, term) in terms.terms.enumerated().dropFirst() where !hits.isEmpty {
      let others = try find(term, index, open)
      hits = hits.filter { others[$0.key] != nil }
        .merging(others) { known, other in known ?? other }
        .filter { hits[$0.key] != nil }
    }
    guard terms.terms.count > 1, !hits.isEmpty else { return hits }
    let together = terms.terms.map(\.expression).joined(separator: " AND ")
    try eachTurn(together) { place in if hits[place.session] != nil { hits[place.session] = place }
    }
    return hits
  }

  private func find(
    _ term: SearchTerms.Term, _ index: Int, _ open: [(TurnPlace, [Bool])]
  ) throws(StoreError) -> [Int: TurnPlace?] {
    var hits: [Int: TurnPlace?] = [:]
    try database.each("SELECT rowid FROM names WHERE names MATCH ?", [.text(term.expression)]) {
      hits.updateValue(nil, forKey: $0.integer(0))
    }
    try eachTurn(term.expression) { hits.updateValue($0, forKey: $0.session) }
    for (place, isFound) in open where isFound[index] {
      hits.updateValue(place, forKey: place.session)
    }
    return hits
  }

  /// The turns of the index that match, oldest sessions first.
  private func eachTurn(
    _ expression: String, _ body: (TurnPlace) -> Void
  ) throws(StoreError) {
    try throwIfInterrupted()
    try database.each("SELECT rowid FROM words WHERE words MATCH ?", [.text(expression)]) {
      body(TurnPlace(row: $0.integer(0)))
    }
  }

  /// What of the terms is in turns without an end.
  private func openTurnHits(_ terms: SearchTerms) throws(StoreError) -> [(TurnPlace, [Bool])] {
    var places: [TurnPlace] = []
    try database.each(
      """
      SELECT session, turn FROM turns WHERE last IS NULL
        ORDER BY session DESC, turn DESC LIMIT \(Self.mostOpenTurns)
      """
    ) { row in
      guard let place = TurnPlace(session: row.integer(0), turn: row.integer(1)) else { return }
      places.append(place)
    }
    var hits: [(TurnPlace, [Bool])] = []
    for place in places {
      try throwIfInterrupted()
      let text = try text(of: place)
      var matcher = TermMatcher(terms.terms)
      for part in [text.prompt, text.answer] {
        tokenizer.visit(SearchText.separated(SearchText.bounded(part))) { word, range in
          _ = matcher.take(word, at: range)
          return !matcher.hasAll
        }
      }
      hits.append((place, matcher.isFound))
    }
    return hits
  }
}
