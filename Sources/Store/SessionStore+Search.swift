internal import Engine

/// Finding the sessions that hold what is searched for.
extension SessionStore {
  /// Turns without an end that are read for a search, newest sessions first:
  /// those that run now and those that a crash cut off. They are not in the
  /// index yet.
  private static let mostOpenTurns = 32

  /// Sessions among which is looked first: a common word is in so many of them
  /// that the rest need not be read.
  private static let firstPart = 512
  /// By how much each part is larger than the one before: a rare word is
  /// looked for in few parts.
  private static let partGrowth = 8

  /// A session with a turn to show: one that holds as many of the terms as
  /// any; `nil`: only its names hold them.
  typealias Hit = (session: Int, place: TurnPlace?)

  /// Sessions of a list that hold all terms in their turns or names, the one
  /// with the latest event first; `isWhole`: there are no more than these.
  func find(
    _ terms: SearchTerms, project: String?, limit: Int
  ) throws(StoreError) -> (hits: [Hit], isWhole: Bool) {
    let listed = try listedSessions(project)
    let open = try openTurnHits(terms)
    var hits: [Hit] = []
    var start = 0
    var size = Self.firstPart
    while start < listed.count {
      let part = listed[start..<min(start + size, listed.count)]
      let found = try find(terms, in: SessionPart(part), open)
      for session in part {
        guard let place = found[session] else { continue }
        guard hits.count < limit else { return (hits, false) }
        hits.append((session, place))
      }
      start += part.count
      size *= Self.partGrowth
    }
    return (hits, true)
  }

  /// What a list without a search shows, in its order.
  private func listedSessions(_ project: String?) throws(StoreError) -> [Int] {
    var sessions: [Int] = []
    try database.each(
      "SELECT number FROM sessions WHERE is_deleted = 0\(project == nil ? "" : " AND project = ?")"
        + " ORDER BY updated DESC", project.map { [.text($0)] } ?? []
    ) { sessions.append($0.integer(0)) }
    return sessions
  }

  private func find(
    _ terms: SearchTerms, in part: SessionPart, _ open: [(TurnPlace, [Bool])]
  ) throws(StoreError) -> [Int: TurnPlace?] {
    guard let first = terms.terms.first else { return [:] }
    var hits = try find(first, 0, in: part, open)
    for (index, term) in terms.terms.enumerated().dropFirst() where !hits.isEmpty {
      let others = try find(term, index, in: part, open)
      for (session, place) in hits {
        guard let other = others[session] else {
          hits.removeValue(forKey: session)
          continue
        }
        hits.updateValue(place ?? other, forKey: session)
      }
    }
    guard terms.terms.count > 1, !hits.isEmpty else { return hits }
    let together = terms.terms.map(\.expression).joined(separator: " AND ")
    try eachTurn(together, in: part) { place in
      if hits[place.session] != nil { hits.updateValue(place, forKey: place.session) }
    }
    return hits
  }

  private func find(
    _ term: SearchTerms.Term, _ index: Int, in part: SessionPart, _ open: [(TurnPlace, [Bool])]
  ) throws(StoreError) -> [Int: TurnPlace?] {
    var hits: [Int: TurnPlace?] = [:]
    for range in part.ranges {
      try database.each(
        "SELECT rowid FROM names WHERE names MATCH ? AND rowid BETWEEN ? AND ?",
        [.text(term.expression), .integer(range.lowerBound), .integer(range.upperBound)]
      ) { row in
        guard part.contains(row.integer(0)) else { return }
        hits.updateValue(nil, forKey: row.integer(0))
      }
    }
    try eachTurn(term.expression, in: part) { hits.updateValue($0, forKey: $0.session) }
    for (place, isFound) in open where isFound[index] && part.contains(place.session) {
      hits.updateValue(place, forKey: place.session)
    }
    return hits
  }

  /// The turns of the index that match, oldest first.
  private func eachTurn(
    _ expression: String, in part: SessionPart, _ body: (TurnPlace) -> Void
  ) throws(StoreError) {
    for range in part.ranges {
      try throwIfInterrupted()
      let rows = TurnPlace.rows(of: range)
      try database.each(
        "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?",
        [.text(expression), .integer(rows.lowerBound), .integer(rows.upperBound)]
      ) { row in
        let place = TurnPlace(row: row.integer(0))
        if part.contains(place.session) { body(place) }
      }
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
