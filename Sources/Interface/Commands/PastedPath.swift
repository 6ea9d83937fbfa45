import Engine

/// A paste that is nothing but paths, as terminals write them when files are
/// dropped on them: as they are, in quotation marks, with backslashes before
/// their blanks, or as `file://`; several with blanks or line ends between
/// them.
struct PastedPath: Hashable {
  /// Words of one paste; nobody drops more pictures at once.
  static let maximumWords = 20

  /// A word of the paste.
  struct Word: Hashable {
    /// As it stands in the paste.
    var source: String
    /// The path that it stands for.
    var path: String
  }

  /// The paste without blanks around it.
  let text: String
  let words: [Word]

  /// `nil`: something else was pasted.
  init?(_ paste: String) {
    guard paste.utf8.count <= DraftAttachments.maximumPathBytes else { return nil }
    var rest = paste.replacing("\r\n", with: "\n").replacing("\r", with: "\n")[...]
    while rest.last?.isWhitespace == true { rest.removeLast() }
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    text = String(rest)
    var words: [Word] = []
    for source in Self.split(text) {
      guard words.count < Self.maximumWords, let path = Self.path(in: source) else {
        // Blanks that nothing protects may belong to one path.
        guard text.contains(" "), !text.contains("\n"), Self.beginsLikePath(text[...]) else {
          return nil
        }
        words = []
        break
      }
      words.append(Word(source: String(source), path: path))
    }
    self.words = words
    if words.isEmpty, text.isEmpty { return nil }
  }

  /// The files that it may name: the whole of it as it stands, then its words.
  var mentions: [MentionedFile] {
    let whole = words.count == 1 ? [] : [text]
    return (whole + words.map(\.path)).map { MentionedFile(path: $0, isCertain: true) }
  }

  /// Pieces between blanks that no quotation mark or backslash protects.
  private static func split(_ text: String) -> [Substring] {
    var pieces: [Substring] = []
    var start: String.Index?
    var quote: Character?
    var isEscaped = false
    for index in text.indices {
      let character = text[index]
      if isEscaped {
        isEscaped = false
      } else if character == "\\", quote == nil {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil }
      } else if (character == "'" || character == "\""), start == nil {
        quote = character
      } else if character.isWhitespace {
        if let begin = start { pieces.append(text[begin..<index]) }
        start = nil
        continue
      }
      start = start ?? index
    }
    if let start { pieces.append(text[start...]) }
    return pieces
  }

  /// The path that a word stands for; `nil`: it is none.
  private static func path(in source: Substring) -> String? {
    var word = source
    if let first = word.first, first == "'" || first == "\"", word.count > 2, word.last == first {
      word = word.dropFirst().dropLast()
    } else {
      word = unescaped(word)[...]
    }
    if word.hasPrefix("file://") {
      let rest = word.dropFirst(7)
      guard let slash = rest.firstIndex(of: "/"), let path = percentDecoded(rest[slash...]) else {
        return nil
      }
      word = path[...]
    }
    return isPath(word) ? String(word) : nil
  }

  private static func isPath(_ word: Substring) -> Bool {
    word.count > 1 && (beginsLikePath(word) || hasImageName(word))
  }

  private static func beginsLikePath(_ word: Substring) -> Bool {
    ["/", "~/", "./", "../"].contains { word.hasPrefix($0) }
  }

  private static func hasImageName(_ word: Substring) -> Bool {
    let name = word.lowercased()
    return [".png", ".jpg", ".jpeg", ".gif", ".webp"].contains { name.hasSuffix($0) }
  }

  private static func unescaped(_ word: Substring) -> String {
    var result = ""
    var isEscaped = false
    for character in word {
      if !isEscaped, character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
        isEscaped = false
      }
    }
    return result
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
