import TestSupport

/// Texts with a vocabulary as people's is: a few words are everywhere, most
/// are rare.
struct StoreCorpus {
  private static let vocabulary = 20_000

  /// The most frequent ones first.
  let words: [String]
  private var generator = SeededGenerator(seed: 1)

  init() {
    var generator = SeededGenerator(seed: 7)
    let syllables = "ba ke li mo nu ra se ti vo zu dra fle gri sto pla".split(separator: " ")
    words = (0..<Self.vocabulary).map { number in
      (0..<Int.random(in: 2...4, using: &generator)).map { _ in
        String(syllables.randomElement(using: &generator) ?? "a")
      }.joined() + (number < 100 ? "" : String(number % 10))
    }
  }

  /// The same words in another order.
  func of(_ seed: Int) -> StoreCorpus {
    var other = self
    other.generator = SeededGenerator(seed: UInt64(seed))
    return other
  }

  mutating func text(bytes: Int) -> String {
    var text = ""
    while text.utf8.count < bytes {
      // The product of two even numbers leans to the small ones.
      let share = Double.random(in: 0..<1, using: &generator)
      let place = Int(share * share * share * share * Double(words.count))
      text += words[min(place, words.count - 1)]
      text += " "
    }
    return text
  }
}
