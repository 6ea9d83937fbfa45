import Engine
import TextModel

/// What is being typed, as far as it can be completed.
enum CompletionContext: Hashable {
  /// `/mo`: the name of a command.
  case command(typed: String)
  /// `/model so`: what stands behind one.
  case argument(SlashCommand, typed: String)
  /// `@src/ma`, anywhere in the text.
  case mention(FileMention)
  /// `!ls src/ma`, once Tab was pressed behind it.
  case path(ShellWord)

  /// Characters of a line that are looked at: more than a long path.
  private static let maximumLineLength = 1_000

  /// `pathStart`: where the word of a command begins that is to be completed.
  init?(_ buffer: EditBuffer, pathStart: Int?) {
    guard buffer.firstCharacter != "!" else {
      guard let word = ShellWord(buffer), word.start == pathStart else { return nil }
      self = .path(word)
      return
    }
    guard buffer.isAtWordEnd,
      let line = buffer.lineBeforeCaret(limit: Self.maximumLineLength)
    else { return nil }
    let isFirstLine = line.count == buffer.caret
    if isFirstLine, line.hasPrefix("/") {
      guard buffer.isAtEnd else { return nil }
      let word = line.dropFirst().prefix { !$0.isWhitespace }
      if word.count == line.count - 1 {
        guard !word.contains("/") else { return nil }
        self = .command(typed: String(word))
        return
      }
      if let command = SlashCommand(word: String(word)), command != .compare {
        let argument = line.dropFirst(word.count + 2)
        guard !argument.contains(where: \.isWhitespace) else { return nil }
        self = .argument(command, typed: String(argument))
        return
      }
    }
    guard let mention = FileMention(endOf: line, isFirstLine: isFirstLine) else { return nil }
    self = .mention(mention)
  }
}

/// A file that is being named: an at sign at the beginning of a word, and the
/// path behind it, in quotation marks where it has blanks.
struct FileMention: Hashable {
  /// What is typed of the path.
  var typed: String
  var isQuoted: Bool
  /// Whether it is the first word of the prompt, where models are named too.
  var isFirst: Bool
  /// Elements from the at sign to the caret.
  var length: Int

  /// Begins with `./`: a file, whatever model is called so.
  var isForced: Bool { typed.hasPrefix("./") }

  /// The path as it is looked for.
  var query: String { isForced ? String(typed.dropFirst(2)) : typed }

  /// What may stand before an at sign that names a file.
  private static let openers: Set<Character> = ["(", "[", "{", "\"", "'", "`", ",", ";", ":", "="]

  /// The mention at the end of `line`; `nil`: there is none.
  init?(endOf line: String, isFirstLine: Bool) {
    var best: FileMention?
    var index = line.startIndex
    var before: Character?
    while index < line.endIndex {
      let character = line[index]
      let behind = line.index(after: index)
      if character == "@", before.map({ $0.isWhitespace || Self.openers.contains($0) }) ?? true,
        let mention = FileMention(
          line[behind...], isFirst: isFirstLine && index == line.startIndex)
      {
        best = mention
        // What stands in quotation marks names nothing else.
        if mention.isQuoted { break }
      }
      before = character
      index = behind
    }
    guard let best else { return nil }
    self = best
  }

  private init?(_ rest: Substring, isFirst: Bool) {
    self.isFirst = isFirst
    if rest.first == "\"" {
      guard let text = PathText.unquotedPrefix(rest) else { return nil }
      typed = text
      isQuoted = true
    } else {
      guard !rest.contains(where: \.isWhitespace), !rest.contains("\"") else { return nil }
      typed = String(rest)
      isQuoted = false
    }
    length = rest.count + 1
  }

  /// What the mention is when `path` is chosen for it.
  func insertion(_ path: String, isDirectory: Bool, isModel: Bool) -> String {
    let forced = isForced || (isFirst && isModel) ? "./" + path : path
    let whole = isDirectory ? forced + "/" : forced
    guard isQuoted || !MentionScanner.isPlain(whole) else {
      return isDirectory ? "@\(whole)" : "@\(whole) "
    }
    // A directory goes on: its quotation mark stays open.
    return isDirectory ? "@\"\(PathText.escaped(whole))" : "@\"\(PathText.escaped(whole))\" "
  }
}

/// Paths as they are written behind an at sign.
enum PathText {
  /// `path` as it stands between quotation marks.
  static func escaped(_ path: String) -> String {
    var text = ""
    for character in path {
      if character == "\"" || character == "\\" { text.append("\\") }
      text.append(character)
    }
    return text
  }

  /// What stands behind an opening quotation mark up to the end of `text`;
  /// `nil` if the closing one comes before.
  static func unquotedPrefix(_ text: Substring) -> String? {
    var path = ""
    var isEscaped = false
    for character in text.dropFirst() {
      if isEscaped {
        path.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        return nil
      } else {
        path.append(character)
      }
    }
    return path
  }
}
