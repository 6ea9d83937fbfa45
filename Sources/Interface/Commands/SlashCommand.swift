/// The commands that a prompt may be.
enum SlashCommand: String, Hashable, Sendable, CaseIterable {
  case help, model, task, effort, thinking, `continue`, clear, login, status, cost, quit

  var summary: String {
    switch self {
    case .help: "the keys and commands"
    case .model: "choose a model, or name one: /model opus"
    case .task: "choose a task profile, or name one: /task review"
    case .effort: "how hard the model thinks: /effort high"
    case .thinking: "whether it thinks: /thinking on, off or a budget in tokens"
    case .continue: "go on with an answer that was stopped or cut"
    case .clear: "forget the conversation; costs stay"
    case .login: "sign in to AWS again, now"
    case .status: "model, credentials, tokens, costs"
    case .cost: "tokens and dollars of this session"
    case .quit: "leave"
    }
  }

  /// The command that `word` names: the whole name, or the beginning of one
  /// alone.
  init?(word: String) {
    if let exact = SlashCommand(rawValue: word) {
      self = exact
      return
    }
    let candidates = SlashCommand.allCases.filter { $0.rawValue.hasPrefix(word) }
    guard !word.isEmpty, candidates.count == 1, let only = candidates.first else { return nil }
    self = only
  }
}
