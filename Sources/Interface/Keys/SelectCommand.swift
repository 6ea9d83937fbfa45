/// What a key can do to a selection in the transcript. The raw value is its
/// name in a configuration file.
public enum SelectCommand: String, Hashable, Sendable, CaseIterable {
  case left
  case right
  case up
  case down
  case nextWord
  case previousWord
  case wordEnd
  case lineStart
  case firstCharacter
  case lineEnd
  case top
  case end
  case previousParagraph
  case nextParagraph
  case halfPageUp
  case halfPageDown
  case pageUp
  case pageDown
  case swapEnds
  case finish

  var summary: String {
    switch self {
    case .left: "left"
    case .right: "right"
    case .up: "up a row"
    case .down: "down a row"
    case .nextWord: "next word"
    case .previousWord: "word before"
    case .wordEnd: "end of the word"
    case .lineStart: "start of the line"
    case .firstCharacter: "first character of the line"
    case .lineEnd: "end of the line"
    case .top: "to the beginning"
    case .end: "to the end"
    case .previousParagraph: "paragraph before"
    case .nextParagraph: "next paragraph"
    case .halfPageUp: "half a page up"
    case .halfPageDown: "half a page down"
    case .pageUp: "page up"
    case .pageDown: "page down"
    case .swapEnds: "the other end of the selection"
    case .finish: "no selection"
    }
  }
}
