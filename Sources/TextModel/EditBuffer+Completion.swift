/// What completion looks at; it costs no more in a prompt of a megabyte.
extension EditBuffer {
  /// The line before the caret, back to the last newline or chip; `nil` if it
  /// has more than `limit` characters.
  public func lineBeforeCaret(limit: Int) -> String? {
    var characters: [Character] = []
    for element in before.reversed() {
      guard case .character(let character) = element else { break }
      guard characters.count < limit else { return nil }
      characters.append(character)
    }
    return String(characters.reversed())
  }

  /// What the text begins with; `nil`: nothing, a newline or a chip.
  public var firstCharacter: Character? {
    guard case .character(let character)? = before.first ?? after.last else { return nil }
    return character
  }

  /// Whether the caret stands at the end of a word: nothing, a blank, a newline
  /// or a chip is behind it.
  public var isAtWordEnd: Bool {
    switch after.last {
    case .character(let character): character.isWhitespace
    case .newline, .chip, nil: true
    }
  }
}
