import TextModel

/// The word of a `!` prompt that ends at the caret, as a shell reads it: a path
/// that Tab completes.
struct ShellWord: Hashable {
  /// What stands for the path, without quotation marks and backslashes.
  let text: String
  /// Elements of the prompt before the word, and in it.
  let start: Int
  let length: Int
  /// The quotation mark that is still open.
  let quote: Character?

  /// Characters of a line that are looked at: more than a long path.
  private static let maximumLineLength = 1_000
  /// What ends a word where it stands in no quotation marks.
  private static let separators: Set<Character> = ["|", "&", ";", "<", ">", "(", ")", "=", "`"]
  /// What a shell would take for something else.
  private static let specials = Set<Character>(" \t\\\"'`$&|;<>()*?[]{}#!~=")

  /// The word before the caret; `nil`: this is no prompt for a shell, or the
  /// caret stands within a word.
  init?(_ buffer: EditBuffer) {
    guard buffer.firstCharacter == "!", buffer.isAtWordEnd,
      let line = buffer.lineBeforeCaret(limit: Self.maximumLineLength), buffer.caret > 0
    else { return nil }
    let lead = line.count == buffer.caret ? 1 : 0
    var word = ""
    var begin = lead
    var quote: Character?
    var isEscaped = false
    for (index, character) in line.enumerated().dropFirst(lead) {
      if isEscaped {
        // Within quotation marks a backslash stays before most letters.
        if quote != nil, character != "\"", character != "\\" { word.append("\\") }
        word.append(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character.isWhitespace || Self.separators.contains(character) {
        word = ""
        begin = index + 1
      } else {
        word.append(character)
      }
    }
    text = word
    length = line.count - begin
    start = buffer.caret - length
    self.quote = quote
  }

  /// What is asked for: a path from the working directory on begins with `./`.
  var query: String {
    text.hasPrefix("/") || text.hasPrefix("~/") || text.hasPrefix("./") || text.hasPrefix("../")
      ? text : "./" + text
  }

  /// `path`, which was found for the query, as it stands in the prompt; `isWhole`:
  /// nothing is to follow.
  func insertion(_ path: String, isWhole: Bool) -> String {
    let shown = text.hasPrefix("./") || !path.hasPrefix("./") ? path : String(path.dropFirst(2))
    switch quote {
    case "'"?:
      return "'"
        + shown.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: #"'\''"#) + (isWhole ? "' " : "")
    case .some:
      let escaped = shown.reduce(into: "") { text, character in
        if "\"\\$`".contains(character) { text.append("\\") }
        text.append(character)
      }
      return "\"" + escaped + (isWhole ? "\" " : "")
    case nil:
      var result = ""
      for (index, character) in shown.enumerated() {
        let isHome = index == 0 && character == "~" && shown.hasPrefix("~/")
        if Self.specials.contains(character), !isHome { result.append("\\") }
        result.append(character)
      }
      return result + (isWhole ? " " : "")
    }
  }
}
