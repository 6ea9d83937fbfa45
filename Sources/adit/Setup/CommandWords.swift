/// A command line as words, by the rules that people know from shells, without
/// one: blanks part words, quotes and backslashes keep them together. Nothing
/// is expanded.
enum CommandWords {
  /// The words of `text`; a quote that does not end holds up to the end.
  static func split(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isWord = false
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        // Within double quotes a backslash stands for itself before most.
        if quote == "\"", character != "\"", character != "\\" { word.append("\\") }
        word.append(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
        isWord = true
      } else if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        isWord = true
      } else if character == " " || character == "\t" {
        if isWord { words.append(word) }
        word = ""
        isWord = false
      } else {
        word.append(character)
        isWord = true
      }
    }
    if isEscaped { word.append("\\") }
    if isWord { words.append(word) }
    return words
  }
}
