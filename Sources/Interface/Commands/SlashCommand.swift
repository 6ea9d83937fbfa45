/// The commands that a prompt may be.
enum SlashCommand: String, Hashable, Sendable, CaseIterable {
  case help, outline, model, task, effort, thinking, `continue`, compare, clear, resume, new, fork
  case rename, rewind, export, copy, write, print, raw, links, drop, theme, login, status, cost
  case budget, vi, quit

  /// Other names, as people know them from elsewhere.
  private static let aliases: [String: SlashCommand] = ["sessions": .resume]

  var summary: String {
    switch self {
    case .help: "the keys and commands"
    case .outline: "prompts, headings, errors, bookmarks: look, filter, go there"
    case .model: "choose a model, or name one: /model opus"
    case .task: "choose a task profile, or name one: /task review"
    case .effort: "how hard the model thinks: /effort high"
    case .thinking: "whether it thinks: /thinking on, off or a budget in tokens"
    case .continue: "go on with an answer that was stopped or cut"
    case .compare: "one prompt to two models at once: /compare opus haiku PROMPT"
    case .clear: "forget the conversation; costs stay, /rewind brings it back"
    case .resume: "the sessions: look, search, open (also /sessions); /resume last"
    case .new: "begin a new session; this one is kept"
    case .fork: "go on in a copy of this session"
    case .rename: "name this session: /rename TITLE"
    case .rewind: "go back to an earlier prompt, or to another branch (Esc Esc)"
    case .export: "write the session to a file: /export html, or a PATH"
    case .theme: "choose the colours of the screen, or name them: /theme light"
    case .copy: "copy the last answer; /copy code 2, /copy prompt, /copy all"
    case .write: "write the transcript as Markdown: /write PATH"
    case .print: "print the transcript to the terminal's own scrollback"
    case .raw: "show the source without decoration, or not any longer"
    case .links: "the links of the answer: open one"
    case .drop: "keep a command's output out of the next prompt"
    case .login: "sign in to AWS again, now"
    case .status: "model, credentials, tokens, costs"
    case .cost: "tokens and dollars: /cost, /cost today, /cost 7d by day"
    case .budget: "what may be spent: /budget session $5, /budget day off"
    case .vi: "edit the prompt as in vi, or no longer"
    case .quit: "leave"
    }
  }

  /// The command that `word` names: the whole name, or the beginning of one
  /// alone.
  init?(word: String) {
    if let exact = SlashCommand(rawValue: word) ?? Self.aliases[word] {
      self = exact
      return
    }
    let others = Self.aliases.filter { $0.key.hasPrefix(word) }.map(\.value)
    let candidates = Set(SlashCommand.allCases.filter { $0.rawValue.hasPrefix(word) } + others)
    guard !word.isEmpty, candidates.count == 1, let only = candidates.first else { return nil }
    self = only
  }
}
