/// A hint that a prompt looks like another task than the current one.
/// Conservative: a hint that is wrong costs more trust than one that is
/// missing.
public struct TaskSuggestion: Hashable, Sendable {
  /// The task that the prompt looks like.
  public var profile: TaskProfile
  /// Why, a clause for people: `the prompt says "unit tests"`.
  public var reason: String

  /// Words of a prompt that are looked at; what is asked stands in front,
  /// and pasted text behind it says little.
  static let wordsRead = 400
  /// Least score: a phrase, a word that opens the prompt, or two words.
  static let leastScore = 2
  /// By how much a task must beat the current one and every other.
  static let leastLead = 1
  /// Keywords named in the reason.
  private static let keywordsNamed = 2

  /// The task among `profiles` that `prompt` clearly looks like, if it is not
  /// the one named `current`.
  public static func suggest(
    for prompt: String, current: String?, among profiles: [TaskProfile]
  ) -> TaskSuggestion? {
    let words = words(of: prompt, limit: wordsRead)
    var best: (profile: TaskProfile, match: Match)?
    var rival = 0
    for profile in profiles {
      let match = Match(profile.keywords, in: words)
      if match.score > best?.match.score ?? 0 {
        rival = best?.match.score ?? 0
        best = (profile, match)
      } else {
        rival = max(rival, match.score)
      }
    }
    guard let best, best.profile.name != current, best.match.score >= leastScore,
      best.match.score - rival >= leastLead
    else { return nil }
    let named = best.match.keywords.prefix(keywordsNamed).map { "\"\($0)\"" }
    return TaskSuggestion(
      profile: best.profile, reason: "the prompt says " + named.joined(separator: " and "))
  }

  /// What speaks for a task.
  private struct Match {
    var score = 0
    var keywords: [String] = []

    init(_ candidates: [String], in words: [String]) {
      var found: [(phrase: [String], keyword: String, score: Int)] = []
      for keyword in candidates {
        let phrase = TaskSuggestion.words(of: keyword, limit: words.count + 1)
        guard let place = Match.firstPlace(of: phrase, in: words) else { continue }
        // A phrase says more than a word, and the first word names the deed.
        found.append((phrase, keyword, phrase.count > 1 || place == 0 ? 2 : 1))
      }
      for match in found {
        // "tests" within "unit tests" is not a second reason.
        let isPart = found.contains { other in
          other.phrase.count > match.phrase.count
            && Match.firstPlace(of: match.phrase, in: other.phrase) != nil
        }
        if isPart { continue }
        score += match.score
        keywords.append(match.keyword)
      }
    }

    static func firstPlace(of phrase: [String], in words: [String]) -> Int? {
      guard let first = phrase.first, phrase.count <= words.count else { return nil }
      return (0...words.count - phrase.count).first { start in
        words[start] == first && words[start..<start + phrase.count].elementsEqual(phrase)
      }
    }
  }

  /// The words of `text`, in lower case, without what stands between them.
  static func words(of text: String, limit: Int) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word += scalar.properties.lowercaseMapping
      } else if !word.isEmpty {
        words.append(word)
        word = ""
        if words.count == limit { return words }
      }
    }
    if !word.isEmpty, words.count < limit { words.append(word) }
    return words
  }
}
