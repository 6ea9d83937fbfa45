/// Titles and first words of sessions, made of the first prompt without asking
/// any model.
public enum SessionTitle {
  /// Fits a row of a list beside project, age and cost.
  static let longestAutomaticTitle = 60
  /// A person's own title is cut only where it would be no title any more.
  static let longestGivenTitle = 200
  /// Characters of the first words that lists show.
  public static let longestFirstWords = 200
  /// A shorter first sentence (`Hi.`, `Please help!`) says too little.
  private static let shortestSentence = 16
  /// No title needs more of a long prompt than this (UTF-8 bytes).
  private static let longestLookBytes = 4_096

  /// The first sentence of `prompt`, or its first line.
  public static func automatic(_ prompt: String) -> String {
    var isFenced = false
    var fallback = ""
    for line in start(of: prompt).split(whereSeparator: \.isNewline) {
      let text = collapsed(line)
      if text.hasPrefix("```") || text.hasPrefix("~~~") {
        isFenced.toggle()
        continue
      }
      let plain = withoutMarks(text)
      guard plain.contains(where: { $0.isLetter || $0.isNumber }) else { continue }
      if isFenced {
        // Code is a title only where there is nothing else.
        if fallback.isEmpty { fallback = plain }
        continue
      }
      return cut(sentence(of: plain), limit: longestAutomaticTitle)
    }
    return cut(fallback, limit: longestAutomaticTitle)
  }

  /// What the store makes of a title that a person gives.
  public static func given(_ text: String) -> String { line(text, limit: longestGivenTitle) }

  /// `text` on one line, cut at a word.
  public static func line(_ text: String, limit: Int) -> String {
    cut(collapsed(start(of: text)), limit: limit)
  }

  private static func start(of text: String) -> Substring {
    text.utf8.count <= longestLookBytes ? text[...] : text.prefix(longestLookBytes)
  }

  /// One space for every run of white space; control characters count as such.
  private static func collapsed(_ text: Substring) -> String {
    var result = ""
    var isGap = false
    for character in text {
      if character.isWhitespace || character.isControl {
        isGap = true
        continue
      }
      if isGap, !result.isEmpty { result.append(" ") }
      isGap = false
      result.append(character)
    }
    return result
  }

  /// Without the marks of headings, quotes, lists, emphasis and code; what
  /// stands within words (`snake_case`, `a*b`, `./path`) stays.
  private static func withoutMarks(_ line: String) -> String {
    var rest = line[...]
    while let first = rest.first, "#>-*+".contains(first) {
      let marks = rest.prefix { $0 == first }
      guard rest.dropFirst(marks.count).first == " " else { break }
      rest = rest.dropFirst(marks.count + 1)
    }
    for task in ["[ ] ", "[x] "] where rest.hasPrefix(task) { rest = rest.dropFirst(task.count) }
    return String(rest.replacing("**", with: "").replacing("`", with: ""))
  }

  /// Up to the first end of a sentence.
  private static func sentence(of text: String) -> Substring {
    var length = 0
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      length += 1
      let next = text.index(after: index)
      if "。！？".contains(character) { return text[..<next] }
      if ".!?".contains(character), length >= shortestSentence, next < text.endIndex,
        text[next] == " ", !endsInAbbreviation(text[..<index])
      {
        return character == "." ? text[..<index] : text[..<next]
      }
      index = next
    }
    return text.last == "." && text.dropLast().last != "." ? text.dropLast() : text[...]
  }

  /// `e.g`, `i.e`, `v1`, `No`: one or two characters behind a space or a full
  /// stop end no sentence.
  private static func endsInAbbreviation(_ text: Substring) -> Bool {
    let word = text.reversed().prefix { $0 != " " && $0 != "." }
    return word.count <= 2
  }

  /// At most `limit` characters, cut behind a word.
  private static func cut(_ text: some StringProtocol, limit: Int) -> String {
    guard text.count > limit else { return String(text) }
    let head = text.prefix(limit - 1)
    // A word that is nearly everything (a path, a text without spaces) is cut
    // in its middle.
    if let space = head.lastIndex(of: " "), head[..<space].count >= limit / 2 {
      return head[..<space] + "…"
    }
    return head + "…"
  }
}

extension Character {
  fileprivate var isControl: Bool {
    unicodeScalars.allSatisfy {
      $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
    }
  }
}
