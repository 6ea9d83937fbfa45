internal import Engine
internal import Store

/// Which session the user means.
extension SessionLibrary {
  /// What was found.
  enum Found: Equatable {
    case one(SessionID, asCopy: Bool)
    /// Nothing was asked for.
    case nothing
    /// More than one holds these words; a sentence with some of them.
    case several(String, sentence: String)
    /// There is none; a sentence.
    case none(String)
  }

  /// Near matches that a sentence names.
  private static let mostNamed = 5

  /// The session of `start`; throws a sentence if there is not exactly one.
  func find(_ start: SessionStart, _ access: inout Reader) throws(UsageError) -> Found {
    do throws(StoreError) {
      return try access.use { store throws(StoreError) in
        switch start {
        case .new, .picker: return .nothing
        case .latest(let asCopy):
          // The latest may be the one that is open here.
          let query = SessionQuery(project: facts.project, limit: 2)
          let rows = try store.sessions(query).rows
          guard let latest = rows.first(where: { $0.id != journal.place.id }) else {
            return .none("There is no earlier session of this project.")
          }
          return .one(latest.id, asCopy: asCopy)
        case .matching(let words, let asCopy): return try find(words, asCopy: asCopy, store)
        }
      }
    } catch {
      throw UsageError(message: "No session was opened. \(error.message)")
    }
  }

  private func find(
    _ words: String, asCopy: Bool, _ store: any SessionReading
  ) throws(StoreError) -> Found {
    var candidates: [SessionSummary] = []
    if Self.isPrefix(words) { candidates = try store.sessions(beginningWith: words.lowercased()) }
    var isWhole = true
    if candidates.isEmpty {
      let query = SessionQuery(words: words, limit: Self.mostNamed + 1)
      (candidates, isWhole) = try store.sessions(query)
    }
    if candidates.count == 1, isWhole, let only = candidates.first {
      return .one(only.id, asCopy: asCopy)
    }
    guard !candidates.isEmpty else { return .none(try nothing(for: words, store)) }
    let sentence =
      "More than one session matches '\(words.prefix(40))': \(Self.list(candidates)). "
      + "Give more of the id, or choose with adit --resume."
    return asCopy ? .none(sentence) : .several(words, sentence: sentence)
  }

  /// A sentence with what there is instead.
  private func nothing(
    for words: String, _ store: any SessionReading
  ) throws(StoreError) -> String {
    let latest = try store.sessions(SessionQuery(limit: Self.mostNamed)).rows
    let instead = latest.isEmpty ? "" : " The latest are \(Self.list(latest))."
    return "No session matches '\(words.prefix(40))'.\(instead)"
  }

  /// Whether `words` can be the beginning of an id.
  private static func isPrefix(_ words: String) -> Bool {
    !words.isEmpty && words.utf8.allSatisfy { $0 == UInt8(ascii: "-") || isHexDigit($0) }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  private static func list(_ sessions: [SessionSummary]) -> String {
    let names = sessions.prefix(mostNamed).map { "\($0.id.short) (\($0.title.prefix(30)))" }
    return names.joined(separator: ", ") + (sessions.count > mostNamed ? " …" : "")
  }
}
