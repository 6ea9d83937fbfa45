/// What a key can do to the text of the prompt. The raw value is its name in a configuration file.
public enum EditCommand: String, Hashable, Sendable, CaseIterable {
  case newline
  case moveLeft
  case moveRight
  case moveWordLeft
  case moveWordRight
  case moveToLineStart
  case moveToLineEnd
  case selectLeft
  case selectRight
  case selectWordLeft
  case selectWordRight
  case selectUp
  case selectDown
  case selectToLineStart
  case selectToLineEnd
  case setMark
  case copySelection
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
  case transposeWords
  case upcaseWord
  case downcaseWord
  case capitalizeWord
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
    case .moveToLineStart: "start of the line; twice: of the text"
    case .moveToLineEnd: "end of the line; twice: of the text"
    case .selectLeft: "select to the left"
    case .selectRight: "select to the right"
    case .selectWordLeft: "select a word to the left"
    case .selectWordRight: "select a word to the right"
    case .selectUp: "select upwards; in a prompt of one row: scroll up"
    case .selectDown: "select downwards; in a prompt of one row: scroll down"
    case .selectToLineStart: "select to the start of the line"
    case .selectToLineEnd: "select to the end of the line"
    case .setMark: "select from here on"
    case .copySelection: "copy what is selected"
    case .deleteBackward: "delete backward"
    case .deleteForward: "delete forward"
    case .killToLineEnd: "kill to the end of the line"
    case .killToLineStart: "kill to the start of the line"
    case .killWordBackward: "kill the word before"
    case .killWordForward: "kill the word behind"
    case .killToWhitespace: "kill what is selected, else back to a blank"
    case .yank: "put back what was killed"
    case .yankPop: "the kill before that"
    case .transpose: "exchange two characters"
    case .transposeWords: "exchange two words"
    case .upcaseWord: "capitals to the end of the word"
    case .downcaseWord: "small letters to the end of the word"
    case .capitalizeWord: "a capital, then small letters"
    case .undo: "undo"
    case .redo: "redo"
    case .expandPaste: "show a folded paste as text"
    }
  }
}
