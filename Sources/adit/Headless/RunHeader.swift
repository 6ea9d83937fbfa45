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
  }

  /// Ids, the same ones for the same seed.
  func identifiers() -> RunIdentifiers { RunIdentifiers(seed: seed) }
}

/// Makes the ids of a run's events from its seed.
struct RunIdentifiers {
  private var state: UInt64
  let session: String

  init(seed: UInt64) {
    state = seed
    var generator = SplitMix(state: seed)
    session = Self.uuid(generator.next(), generator.next())
    state = generator.state
  }

  /// The next id (UUID, version 4 by its form).
  mutating func next() -> String {
    var generator = SplitMix(state: state)
    defer { state = generator.state }
    return Self.uuid(generator.next(), generator.next())
  }

  private static func uuid(_ high: UInt64, _ low: UInt64) -> String {
    let high = high & ~0xF000 | 0x4000
    let low = low & ~(3 << 62) | 1 << 63
    let digits = Hex.encode(
      [high, low].flatMap { word in
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
      })
    var out = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { out += "-" }
      out.append(digit)
    }
    return out
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
