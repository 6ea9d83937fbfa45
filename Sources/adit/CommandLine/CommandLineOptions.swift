internal import Engine

/// What the command line asked for.
struct CommandLineOptions: Equatable {
  /// What to do.
  enum Action: Equatable {
    /// The full-screen program, with a first prompt already typed or not.
    case interactive
    /// One answer on stdout. `nil`: the prompt comes from stdin alone.
    case headless(prompt: String?)
    /// The loopback Bedrock, until it is stopped.
    case emulator(EmulatorOptions)
    /// The registry as a table.
    case models
    case help
    case version
  }

  /// Forms of a headless answer.
  enum OutputFormat: String, Equatable {
    case text, json
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

  var action = Action.interactive
  var model: String?
  var api: ModelAPI?
  var streaming = true
  var maxTokens: Int?
  var temperature: Double?
  var effort: String?
  var system: String?
  var task: String?
  var region: String?
  var outputFormat = OutputFormat.text
  var demo = false
  var health = HealthOptions()
}

/// Why a command line cannot be understood: one sentence for people.
struct UsageError: Error, Equatable {
  var message: String
}
