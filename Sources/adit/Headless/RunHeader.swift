internal import Engine
internal import Wire

/// What a headless run knows before anything happens. All of it goes into a
/// recording; nothing in it is a secret.
struct RunHeader: Equatable, Sendable {
  /// Where the ids of the run come from.
  var seed: UInt64
  /// Milliseconds since 1970, UTC.
  var startedAt: Int
  var version: String
  var workingDirectory: String
  /// The registry's key, and the id that is called.
  var modelKey: String, modelID: String
  var contextWindow: Int, maxOutputTokens: Int
  /// Where an API key comes from; `none`: from AWS credentials.
  var apiKeySource: String
  var request: Request
  var limits: CommandLineOptions.Limits
  /// What the answer has to be valid against.
  var schema: JSONValue?
  /// What reading the prompt costs, about; `nil`: price unknown.
  var estimatedCost: NanoDollars?
  /// Id of the earlier session that goes on; `nil`: the run has its own.
  var earlierSession: String?

  /// The settings of the request.
  struct Request: Equatable, Sendable {
    var prompt: String
    var system: String?
    var api: ModelAPI
    var streaming: Bool
    var maxTokens: Int
    var temperature: Double?
    var effort: String?
    var thinking = ThinkingChoice.modelDefault
    var caching = PromptCaching.standard
    /// What went with the prompt; of a recording's reader nothing more is
    /// needed.
    var files: [File] = []
  }

  /// A file that went with the prompt, without what it holds.
  struct File: Equatable, Sendable {
    var path: String
    /// `text`, `directory`, `image`, `pdf`.
    var kind: String
    /// Of what went along of it.
    var bytes: Int
  }

  /// Ids, the same ones for the same seed.
  func identifiers() -> RunIdentifiers { RunIdentifiers(seed: seed, session: earlierSession) }
}

/// Makes the ids of a run's events from its seed.
struct RunIdentifiers {
  private var state: UInt64
  let session: String

  /// `session`: instead of an id of the run's own.
  init(seed: UInt64, session: String? = nil) {
    state = seed
    var generator = SplitMix(state: seed)
    let own = Self.uuid(generator.next(), generator.next())
    self.session = session ?? own
    state = generator.state
  }

  /// The next id (UUID, version 4 by its form).
  mutating func next() -> String {
    var generator = SplitMix(state: state)
    defer { state = generator.state }
    return Self.uuid(generator.next(), generator.next())
  }

  private static func uuid(_ high: UInt64, _ low: UInt64) -> String {
    SessionID(random: high, low).text
  }
}

/// SplitMix64, as in the engine's jitter; not for secrets.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
