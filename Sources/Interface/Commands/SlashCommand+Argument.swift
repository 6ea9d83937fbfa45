extension SlashCommand {
  /// What may be written behind it, for the menu; empty: nothing.
  var argumentHint: String {
    switch self {
    case .model, .task, .theme: "NAME"
    case .effort: "LEVEL"
    case .thinking: "on|off|TOKENS"
    case .compare: "MODEL MODEL PROMPT"
    case .resume: "WORDS"
    case .rename: "TITLE"
    case .export: "FORMAT|PATH"
    case .cost: "PERIOD"
    case .copy: "last|code N|all"
    case .write: "PATH"
    case .budget: "PERIOD $N"
    case .help, .outline, .continue, .clear, .new, .fork, .rewind, .print, .raw, .links, .drop,
      .login, .status,
      .vi, .quit:
      ""
    }
  }

  var takesArgument: Bool { !argumentHint.isEmpty }
}
