import Pattern

/// A regular expression that is looked for, as its text; capitals count only
/// where it has one.
struct FindPattern: Hashable, Sendable {
  let text: String

  /// `nil` of an empty text.
  init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    self.text = text
  }

  func compiled() throws(PatternProblem) -> RegularExpression {
    try RegularExpression(text, letters: .smart)
  }

  /// What a text must hold to have a match.
  var requiredWords: RequiredWords? { RequiredWords(of: text, letters: .smart) }

  /// What is wrong with it.
  var problem: PatternProblem? {
    do throws(PatternProblem) {
      _ = try RegularExpression(text, letters: .smart, machineCode: false)
      return nil
    } catch {
      return error
    }
  }
}
