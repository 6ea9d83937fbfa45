import TextModel

/// The live key map and the commands as lines.
enum HelpText {
  static func lines(keyMap: KeyMap) -> [StyledLine] {
    var lines: [StyledLine] = []
    for (context, title) in [
      (KeyContext.prompt, "Writing"), (.anywhere, "Anywhere"), (.transcript, "Reading (Tab)"),
      (.find, "Searching while reading: / or ?, small letters find capitals too"),
      (.compare, "While two models answer (/compare), with an empty prompt"),
      (.list, "In a list: letters filter"),
      (.sessions, "In the list of sessions (/resume): letters search everything said"),
      (.question, "Answering a question: Esc declines"),
      (.signIn, "While a sign-in is shown: Esc cancels it"),
      (.confirmation, "Before a prompt that is dear to read: Esc keeps it"),
    ] {
      lines.append(heading(title))
      lines += rows(of: context, keyMap: keyMap)
      lines.append(StyledLine(""))
    }
    lines.append(heading("Commands"))
    for command in SlashCommand.allCases {
      lines.append(row("/" + command.rawValue, command.summary))
    }
    lines.append(row("@opus …", "first word: this turn only with that model or family"))
    lines.append(StyledLine(""))
    lines.append(heading("The status line"))
    lines.append(row("↑ ⟲ ↓", "tokens: input, read from the cache (+ written to it), output"))
    lines.append(row("$ Σ$", "this turn, the session"))
    lines.append(row("~ ≈ ≥ ≤", "estimate, estimated price, at least, at most (a stopped turn)"))
    lines.append(row("cache 87% until 14:07", "share of the prompt read from it; when it goes"))
    return lines
  }

  private static func heading(_ text: String) -> StyledLine {
    StyledLine(text, TextStyle(.heading, .bold))
  }

  /// One row a command, its keys together in the order of the map.
  private static func rows(of context: KeyContext, keyMap: KeyMap) -> [StyledLine] {
    var order: [KeyCommand] = []
    var keys: [KeyCommand: [String]] = [:]
    for binding in keyMap.bindings where binding.context == context {
      if keys[binding.command] == nil { order.append(binding.command) }
      keys[binding.command, default: []].append(binding.name)
    }
    return order.map { row(names(keys[$0, default: []]), $0.summary) }
  }

  /// As many names as the column holds; the common one stands first.
  private static func names(_ keys: [String]) -> String {
    var text = keys.first ?? ""
    for name in keys.dropFirst() where TextLayout.width(of: text + name) + 6 <= keyColumns {
      text += ", " + name
    }
    return text
  }

  /// Columns of the left side.
  private static let keyColumns = 30

  private static func row(_ left: String, _ right: String) -> StyledLine {
    let gap = max(2, keyColumns - TextLayout.width(of: left))
    return StyledLine(
      [
        StyledRun("  " + left, TextStyle(.accent)),
        StyledRun(String(repeating: " ", count: gap) + right),
      ], continuation: [StyledRun("    ")])
  }
}
