internal import Engine

/// What the command line asked for.
struct CommandLineOptions: Equatable {
  /// What to do.
  enum Action: Equatable {
    /// The full-screen program.
    case interactive
    /// One answer on stdout. `nil`: the prompt comes from stdin alone.
    case headless(prompt: String?)
    /// What was recorded earlier, once more on stdout.
    case replay(path: String)
    /// The loopback Bedrock, until it is stopped.
    case emulator
    /// The registry as a table or as JSON.
    case models
    /// Whether everything that a turn needs works.
    case health
    /// A sign-in by hand.
    case login
    /// What requests have cost.
    case cost
    /// Every setting with its value.
    case config
    /// Every key with its command.
    case keys
    /// The sessions that are kept.
    case sessions
    /// A script that completes this program's command line.
    case completions(CompletionScript.Shell)
    /// The manual page.
    case manual
    case help(ProgramCommand)
    case version
  }

  /// Forms of a headless answer.
  enum OutputFormat: String, Equatable, CaseIterable {
    /// The answer alone.
    case text
    /// One object at the end.
    case json
    /// An object for each event, as it comes.
    case streamJSON = "stream-json"
  }

  /// Options of `adit emulator`.
  struct EmulatorOptions: Equatable {
    /// 0: any free port.
    var port: UInt16 = 0
    var scriptPath: String?
    /// Tokens a second; 0: as fast as the socket takes them.
    var tokensPerSecond = 80
  }

  /// Options of `adit health`.
  struct HealthOptions: Equatable {
    /// The report as one JSON object.
    var asJSON = false
    /// Try prompt caching too, which costs two larger requests.
    var triesCaching = false
    /// The models to call, as their user names them; empty: the default one.
    var models: [String] = []
  }

  /// An earlier session as the command line names it.
  enum ResumedSession: Equatable {
    /// The project's latest.
    case latest
    /// The one with this beginning of its id, or these words.
    case words(String)
    /// The one that is picked on the screen.
    case picked
  }

  /// Options of `adit sessions`.
  struct SessionsOptions: Equatable {
    var verb = SessionVerb.list
    /// The session that is meant, or the file.
    var subject = ""
    /// What is searched for, or the new title.
    var words: [String] = []
    var format = SessionExportFormat.markdown
    /// `nil`: stdout.
    var outputPath: String?
    /// More than the latest ones.
    var showsAll = false
    /// Root of a project, as the user wrote it.
    var project: String?
  }

  /// Bounds of a headless run.
  struct Limits: Equatable {
    /// Most that it may cost.
    var cost: NanoDollars?
    /// Longest time, retries included.
    var milliseconds: Int?
    /// Most requests that are answered.
    var turns: Int?
  }

  var action = Action.interactive
  var model: String?
  var api: ModelAPI?
  var streaming = true
  var maxTokens: Int?
  var temperature: Double?
  var effort: String?
  /// `--thinking`: on, off or a budget of tokens.
  var thinking: ThinkingOption?
  var system: String?
  /// Added to the system prompt, whoever wrote that.
  var appendedSystem: String?
  /// No instructions of the project or the user's (`AGENTS.md`).
  var isBare = false
  /// Whether files that a headless prompt names go with it.
  var attachesFiles = true
  var task: String?
  var profile: String?
  var region: String?
  var outputFormat = OutputFormat.text
  /// Raw events of the stream among the `stream-json` ones.
  var includesPartialMessages = false
  /// A file's path, or the schema itself.
  var jsonSchema: String?
  var limits = Limits()
  var recordPath: String?
  /// Which earlier session goes on.
  var resumes: ResumedSession?
  /// Whether it goes on in a copy.
  var forks = false
  /// Whether what happens is kept.
  var saves = true
  /// No notes on stderr, errors alone.
  var isQuiet = false
  /// How much faster a recorded session plays than it happened; 0: at once;
  /// `nil`: as it happened on a screen, at once in print.
  var replaySpeed: Double?
  /// Whether `-p` was given beside `--replay`.
  var printsReplay = false
  var demo = false
  /// Lines instead of a screen.
  var isPlain = false
  var sessions = SessionsOptions()
  var emulator = EmulatorOptions()
  var health = HealthOptions()
  var cost = CostOptions()
  /// `--json` of a command.
  var printsJSON = false
  /// `adit config --origin`.
  var showsOrigin = false
  /// The first option given that a full-screen run has no use for.
  var headlessOption: String?
}

extension CommandLineOptions {
  /// With which session the run begins.
  var sessionStart: SessionStart {
    switch resumes {
    case .latest: .latest(asCopy: forks)
    case .words(let words): .matching(words, asCopy: forks)
    case .picked: .picker
    case nil: .new
    }
  }
}

/// What `--thinking` and the setting of that name say.
enum ThinkingOption: Equatable, Sendable {
  case on
  case off
  /// At most so many tokens.
  case budget(Int)

  /// The smallest budget that the service takes (bedrock-wire 4.4).
  static let smallestBudgetTokens = 1_024

  /// `on`, `off` or a number of tokens.
  init?(text: String) {
    switch text {
    case "on", "true": self = .on
    case "off", "false": self = .off
    default:
      guard let tokens = WholeNumber.parse(text),
        (Self.smallestBudgetTokens...OptionTable.mostTokens).contains(tokens)
      else { return nil }
      self = .budget(tokens)
    }
  }

  /// As it is written in options and files.
  var text: String {
    switch self {
    case .on: "on"
    case .off: "off"
    case .budget(let tokens): String(tokens)
    }
  }
}

/// Why a command line cannot be understood: one sentence for people.
struct UsageError: Error, Equatable {
  var message: String
  /// What a command ends with that can do nothing else.
  var code = ExitCode.usage
}
