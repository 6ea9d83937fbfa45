/// What readline does to words and lines beside killing them.
extension EditBuffer {
  /// What becomes of the letters of a word.
  public enum LetterCase: Hashable, Sendable { case upper, lower, capital }

  /// Changes the letters from the caret to the end of the word and steps over
  /// them (Alt+U, Alt+L, Alt+C).
  public mutating func changeWord(to letterCase: LetterCase) {
    let range = caret..<wordEnd
    guard !range.isEmpty else { return }
    var isFirst = true
    var changed: [EditElement] = []
    for element in elements(in: range) {
      changed += element.changed(to: letterCase, isFirst: isFirst && element.isWord)
      if element.isWord { isFirst = false }
    }
    edit(
      removing: range, inserting: bounded(changed, freeing: byteCount(of: range)), as: .other)
    lastCommand = .other
  }

  /// Exchanges the word before the caret for the one behind it, and steps
  /// over both; behind the last word the last two.
  public mutating func transposeWords() {
    lastCommand = .other
    let secondEnd = wordEnd(from: caret)
    let secondStart = wordStart(from: secondEnd)
    let firstStart = wordStart(from: secondStart)
    let firstEnd = wordEnd(from: firstStart)
    guard firstStart < secondStart, firstEnd <= secondStart else { return }
    let exchanged =
      elements(in: secondStart..<secondEnd) + elements(in: firstEnd..<secondStart)
      + elements(in: firstStart..<firstEnd)
    edit(removing: firstStart..<secondEnd, inserting: exchanged, as: .other)
  }

  /// Bytes of the elements of `range`.
  func byteCount(of range: Range<Int>) -> Int { range.reduce(0) { $0 + self[$1].byteCount } }

  /// Where the word before `position` starts.
  func wordStart(from position: Int) -> Int {
    var position = position
    while position > 0, !self[position - 1].isWord { position -= 1 }
    while position > 0, self[position - 1].isWord { position -= 1 }
    return position
  }

  /// Where the word behind `position` ends.
  func wordEnd(from position: Int) -> Int {
    var position = position
    while position < count, !self[position].isWord { position += 1 }
    while position < count, self[position].isWord { position += 1 }
    return position
  }
}

extension EditElement {
  /// The element with other letters: more than one where `ß` becomes `SS`.
  func changed(to letterCase: EditBuffer.LetterCase, isFirst: Bool) -> [EditElement] {
    guard case .character(let character) = self else { return [self] }
    switch letterCase {
    case .upper: return EditElement.elements(of: character.uppercased())
    case .lower: return EditElement.elements(of: character.lowercased())
    case .capital:
      return EditElement.elements(of: isFirst ? character.uppercased() : character.lowercased())
    }
  }

  /// The element with the other case of its letter.
  var withOtherCase: [EditElement] {
    guard case .character(let character) = self else { return [self] }
    return changed(to: character.isLowercase ? .upper : .lower, isFirst: true)
  }
}
