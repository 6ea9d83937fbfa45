/// Moves of the caret by graphemes, words and logical lines. Visual rows are
/// in `EditBuffer+Display`.
extension EditBuffer {
  /// Puts the caret at `position` (elements from the start), bounded.
  public mutating func moveCaret(to position: Int) {
    moveGap(to: position)
    goalColumn = nil
    lastCommand = .other
  }

  /// One grapheme or chip to the left.
  public mutating func moveLeft() { moveCaret(to: caret - 1) }

  /// One grapheme or chip to the right.
  public mutating func moveRight() { moveCaret(to: caret + 1) }

  /// To the start of the word before the caret (Alt+B).
  public mutating func moveWordLeft() { moveCaret(to: wordStart) }

  /// To the end of the word behind the caret (Alt+F).
  public mutating func moveWordRight() { moveCaret(to: wordEnd) }

  /// To the start of the logical line (Ctrl+A).
  public mutating func moveToLineStart() { moveCaret(to: lineStart(of: caret)) }

  /// To the end of the logical line (Ctrl+E).
  public mutating func moveToLineEnd() { moveCaret(to: lineEnd(of: caret)) }

  /// To the start of the text.
  public mutating func moveToStart() { moveCaret(to: 0) }

  /// Where the word before the caret starts.
  var wordStart: Int {
    var position = caret
    while position > 0, !self[position - 1].isWord { position -= 1 }
    while position > 0, self[position - 1].isWord { position -= 1 }
    return position
  }

  /// Where the word behind the caret ends.
  var wordEnd: Int {
    var position = caret
    while position < count, !self[position].isWord { position += 1 }
    while position < count, self[position].isWord { position += 1 }
    return position
  }

  /// Where the blank-separated word before the caret starts.
  var blankWordStart: Int {
    var position = caret
    while position > 0, self[position - 1].isWhitespace { position -= 1 }
    while position > 0, !self[position - 1].isWhitespace { position -= 1 }
    return position
  }

  /// The first element of the logical line around `position`.
  func lineStart(of position: Int) -> Int {
    var start = position
    while start > 0, !isNewline(at: start - 1) { start -= 1 }
    return start
  }

  /// The newline that ends the logical line around `position`, or the end.
  func lineEnd(of position: Int) -> Int {
    var end = position
    while end < count, !isNewline(at: end) { end += 1 }
    return end
  }

  /// Told without a copy of the element: lines are searched for their ends
  /// with every key.
  private func isNewline(at index: Int) -> Bool {
    if index < before.count {
      if case .newline = before[index] { return true }
    } else if case .newline = after[after.count - 1 - (index - before.count)] {
      return true
    }
    return false
  }
}
