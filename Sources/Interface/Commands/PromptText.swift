import Engine

/// What a written prompt is: a command, a prompt for one model, or a prompt.
enum PromptText: Hashable {
  case empty
  case command(SlashCommand, argument: String)
  /// Begins like a command, but none is called so.
  case unknownCommand(String)
  /// A command with text behind it that it does not take.
  case commandBeforeText(SlashCommand)
  /// For the user's shell; may be empty.
  case shell(String)
  /// `modelKey`: the model asked for with `@name` as the first word.
  case prompt(String, modelKey: String?)

  /// Characters looked at to find a first word; no name is longer.
  private static let maximumWordLength = 100

  /// Reads `text` as written. A first blank sends a slash, an at sign or an
  /// exclamation mark as it is; so does what can be no command's name: a path
  /// with a second slash, a comment.
  init(_ text: String, lookup: ModelLookup) {
    let kept = PromptText.trimmingEnd(text)
    let word = kept.prefix(Self.maximumWordLength).prefix { !$0.isWhitespace }
    guard kept.contains(where: { !$0.isWhitespace }) else {
      self = .empty
      return
    }
    if word.hasPrefix("!") {
      self = .shell(String(kept.dropFirst().drop { $0.isWhitespace }))
      return
    }
    let name = word.dropFirst().lowercased()
    if word.hasPrefix("/"), name.first?.isLetter == true,
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
    {
      guard let command = SlashCommand(word: name) else {
        self = .unknownCommand(String(word.dropFirst()))
        return
      }
      let argument = kept.dropFirst(word.count).drop { $0.isWhitespace }
      let isWhole =
        command == .compare
        || (command.takesArgument ? !argument.contains(where: \.isNewline) : argument.isEmpty)
      self =
        isWhole ? .command(command, argument: String(argument)) : .commandBeforeText(command)
      return
    }
    if word.hasPrefix("@"), let model = lookup.resolve(String(word.dropFirst())) {
      let rest = kept.dropFirst(word.count).drop { $0.isWhitespace }
      self = rest.isEmpty ? .empty : .prompt(String(rest), modelKey: model.key)
      return
    }
    self = .prompt(kept, modelKey: nil)
  }

  /// `text` without blanks and line ends at its end.
  private static func trimmingEnd(_ text: String) -> String {
    guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(text[...last])
  }
}
