/// What the program can be asked to do, by its first word.
enum ProgramCommand: String, CaseIterable, Sendable {
  /// Without a word: the chat, on a screen or, with `-p`, on stdout.
  case chat = ""
  case models, health, login, sessions, cost, config, keys, completions, man, emulator

  /// One line for people.
  var summary: String {
    switch self {
    case .chat: "chat on the whole screen, or with -p one answer on stdout"
    case .models: "the registry: keys, ids, limits, prices"
    case .health: "checks credentials, region, network and models"
    case .login: "signs in at IAM Identity Center with a code for any browser"
    case .sessions: "the sessions that are kept: list, show, export, import, name, delete"
    case .cost: "what requests have cost, by model, day, project, session or task"
    case .config: "every setting and where its value comes from"
    case .keys: "every key with its command, and which are your own"
    case .completions: "prints a completion script: bash, zsh or fish"
    case .man: "prints the manual page (adit man | man -l -)"
    case .emulator: "a loopback Bedrock for development"
    }
  }

  /// How it is called, without the program's name.
  var usage: [String] {
    switch self {
    case .chat: ["[options]", "-p \"prompt\" [options]", "[-p] --replay FILE [options]"]
    case .models: ["models [--json]"]
    case .health: ["health [--json] [--caching] [MODEL …] [options]"]
    case .login: ["login [--profile NAME]"]
    case .sessions:
      [
        "sessions [list] [WORD …] [--project PATH] [--all] [--json]",
        "sessions show ID", "sessions export ID [--format FORMAT] [--output FILE]",
        "sessions import FILE", "sessions rename ID TITLE", "sessions delete|restore ID",
      ]
    case .cost:
      ["cost [--since TIME] [--until TIME] [--by GROUP] [--json|--csv]", "cost --rows [options]"]
    case .config: ["config [--origin] [--json] [options]"]
    case .keys: ["keys [--json]"]
    case .completions: ["completions bash|zsh|fish"]
    case .man: ["man"]
    case .emulator: ["emulator [--port N] [--script FILE] [--rate N]"]
    }
  }

  /// `adit`, `adit models` …
  var fullName: String { self == .chat ? "adit" : "adit \(rawValue)" }

  /// Those that are words.
  static var words: [String] { allCases.map(\.rawValue).filter { !$0.isEmpty } }
}
