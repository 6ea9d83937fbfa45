/// Moves of the caret by graphemes, words and logical lines. Visual rows are
/// in `EditBuffer+Display`.
extension EditBuffer {
  /// Puts the caret at `position` (elements from the start), bounded.
  public mutating func moveCaret(to position: Int) {
    moveGap(to: position)
    goalColumn = nil
    lastCommand = .other
  }

  /// Where the caret stands, with what moves depend on.
  public struct Place: Equatable, Sendable {
    var caret: Int
    var mark: Mark?
    var goalColumn: Int?
    var lastCommand: LastCommand
  }

  /// The caret's place, to come back to while the text stays the same.
  public var place: Place {
    get { Place(caret: caret, mark: mark, goalColumn: goalColumn, lastCommand: lastCommand) }
    set {
      moveGap(to: newValue.caret)
      mark = newValue.mark
      goalColumn = newValue.goalColumn
      lastCommand = newValue.lastCommand
    }
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

  /// To the end of the text.
  public mutating func moveToEnd() { moveCaret(to: count) }

  /// Where the word before the caret starts.
  var wordStart: Int { wordStart(from: caret) }

  /// Where the word behind the caret ends.
  var wordEnd: Int { wordEnd(from: caret) }

  /// Where the blank-separated word before the caret starts.
  var blankWordStart: Int {
    var position = caret
    while position > 0, self[position - 1].isWhitespace { position -= 1 }
    while position > 0, !self[position - 1].isWhitespace { position -= 1 }
    return position
  }
}
