/// What a key can do to the text of the prompt. The raw value is its name in a configuration file.
public enum EditCommand: String, Hashable, Sendable, CaseIterable {
  case newline
  case moveLeft
  case moveRight
  case moveWordLeft
  case moveWordRight
  case moveToLineStart
  case moveToLineEnd
  case deleteBackward
  case deleteForward
  case killToLineEnd
  case killToLineStart
  case killWordBackward
  case killWordForward
  case killToWhitespace
  case yank
  case yankPop
  case transpose
  case undo
  case redo
  case expandPaste

  var summary: String {
    switch self {
    case .newline: "new line (also \\ before Enter)"
    case .moveLeft: "left"
    case .moveRight: "right"
    case .moveWordLeft: "word left"
    case .moveWordRight: "word right"
    case .moveToLineStart: "start of the line"
    case .moveToLineEnd: "end of the line"
    case .deleteBackward: "delete backward"
    case .deleteForward: "delete forward"
    case .killToLineEnd: "kill to the end of the line"
    case .killToLineStart: "kill to the start of the line"
    case .killWordBackward: "kill the word before"
    case .killWordForward: "kill the word behind"
    case .killToWhitespace: "kill back to a blank"
    case .yank: "put back what was killed"
    case .yankPop: "the kill before that"
    case .transpose: "exchange two characters"
    case .undo: "undo"
    case .redo: "redo"
    case .expandPaste: "show a folded paste as text"
    }
  }
}
