/// What the service accepts from a model's callers: a table of the emulator's
/// own, apart from the client's registry (bedrock-wire 4.4, 4.5, 5.1).
struct ModelRules: Hashable, Sendable {
  enum Sampling: Hashable, Sendable { case both, either, none }

  struct Thinking: OptionSet, Hashable, Sendable {
    var rawValue: Int
    static let enabled = Thinking(rawValue: 1)
    static let adaptive = Thinking(rawValue: 2)
    static let disabled = Thinking(rawValue: 4)
    static let betweenTools = Thinking(rawValue: 8)
  }

  /// First-party name without date and version, as replies carry it.
  var name: String
  /// Date and version that the Bedrock id ends with.
  var suffix = ""
  var contextTokens = 1_000_000
  var maximumOutputTokens = 128_000
  var sampling = Sampling.none
  var thinking: Thinking = [.adaptive, .disabled]
  var efforts = ["low", "medium", "high", "xhigh", "max"]
  var acceptsPrefill = false
  var acceptsForcedTool = true
  var needsProfile = true
  var isRetired = false
  /// Near its end; still answers.
  var isLegacy = false
  /// Highest effort with which thinking may be off or reduced.
  var highestEffortWithoutThinking: String?
  /// Shortest prefix that is cached.
  var minimumCacheTokens = 512

  var bedrockID: String { "anthropic.\(name)\(suffix)" }
  /// Newer models return the cache writes by their lifetime.
  var splitsCacheWrites: Bool { !name.hasPrefix("claude-3") && name != "claude-sonnet-4" }

  static let all: [ModelRules] = [
    ModelRules(name: "claude-opus-5-5", thinking: .adaptive, acceptsForcedTool: false),
    ModelRules(
      name: "claude-sonnet-5-5", thinking: [.adaptive, .betweenTools], acceptsForcedTool: false,
      highestEffortWithoutThinking: "high"),
    ModelRules(name: "claude-haiku-5-5"),
    ModelRules(name: "claude-fable-5-1", thinking: .adaptive, acceptsForcedTool: false),
    ModelRules(name: "claude-mythos-5-1", thinking: .adaptive, acceptsForcedTool: false),
    ModelRules(name: "claude-fable-5", thinking: .adaptive),
    ModelRules(name: "claude-mythos-5", thinking: .adaptive),
    ModelRules(name: "claude-opus-5", highestEffortWithoutThinking: "high"),
    ModelRules(name: "claude-sonnet-5", minimumCacheTokens: 1024),
    ModelRules(name: "claude-opus-4-8", minimumCacheTokens: 1024),
    ModelRules(name: "claude-opus-4-7", minimumCacheTokens: 2048),
    ModelRules(
      name: "claude-opus-4-6", suffix: "-v1", sampling: .either,
      thinking: [.adaptive, .enabled, .disabled], efforts: ["low", "medium", "high", "max"],
      minimumCacheTokens: 4096),
    ModelRules(
      name: "claude-sonnet-4-6", sampling: .either, thinking: [.adaptive, .enabled, .disabled],
      efforts: ["low", "medium", "high", "max"], minimumCacheTokens: 2048),
    ModelRules(
      name: "claude-opus-4-5", suffix: "-20251101-v1:0", contextTokens: 200_000,
      maximumOutputTokens: 64_000, sampling: .either, thinking: [.enabled, .disabled],
      efforts: ["low", "medium", "high"], acceptsPrefill: true, minimumCacheTokens: 4096),
    older("claude-sonnet-4-5", "-20250929-v1:0", output: 64_000, sampling: .either),
    older("claude-haiku-4-5", "-20251001-v1:0", output: 64_000, sampling: .either, cache: 4096),
    older("claude-opus-4-1", "-20250805-v1:0", output: 32_000, sampling: .either, isLegacy: true),
    older("claude-sonnet-4", "-20250514-v1:0", output: 64_000, isRetired: true),
    older("claude-opus-4", "-20250514-v1:0", output: 32_000, isRetired: true),
    older("claude-3-7-sonnet", "-20250219-v1:0", output: 64_000, isRetired: true),
    older("claude-3-5-sonnet", "-20241022-v2:0", output: 8192, isRetired: true),
    older("claude-3-5-haiku", "-20241022-v1:0", output: 8192, cache: 2048),
    older("claude-3-haiku", "-20240307-v1:0", output: 4096, needsProfile: false, isLegacy: true),
  ]

  private static func older(
    _ name: String, _ suffix: String, output: Int, sampling: Sampling = .both,
    isRetired: Bool = false, needsProfile: Bool = true, isLegacy: Bool = false, cache: Int = 1024
  ) -> ModelRules {
    ModelRules(
      name: name, suffix: suffix, contextTokens: 200_000, maximumOutputTokens: output,
      sampling: sampling, thinking: [.enabled, .disabled], efforts: [], acceptsPrefill: true,
      needsProfile: needsProfile, isRetired: isRetired, isLegacy: isLegacy,
      minimumCacheTokens: cache)
  }
}

/// A model id as a caller gave it, taken apart.
struct NamedModel: Hashable, Sendable {
  /// As given.
  var id: String
  /// `nil`: no Claude, or behind an ARN that does not tell.
  var rules: ModelRules?
  /// Whether it is another vendor's model.
  var isForeign = false

  /// First-party name for replies.
  var name: String { rules?.name ?? id }

  /// Vendors besides Anthropic whose models are let through Converse.
  private static let vendors = [
    "ai21.", "amazon.", "cohere.", "deepseek.", "google.", "meta.", "minimax.", "mistral.",
    "moonshot.", "moonshotai.", "nvidia.", "openai.", "qwen.", "writer.", "zai.",
  ]
  /// Profile prefix → what the calling region's name begins with.
  private static let profiles: [(prefix: String, regions: [String])] = [
    ("global.", [""]), ("us-gov.", ["us-gov-"]), ("us.", ["us-", "ca-"]), ("eu.", ["eu-"]),
    ("apac.", ["ap-"]), ("jp.", ["ap-northeast-"]), ("au.", ["ap-southeast-"]),
    ("ca.", ["ca-"]),
  ]

  /// A model on `bedrock-runtime`. `region` is that of the signature;
  /// `applications`: application profile id → model id.
  init(
    bedrockID id: String, region: String?, applications: [String: String] = [:]
  ) throws(ServiceFailure) {
    self.id = id
    var bare = Substring(id)
    if id.hasPrefix("arn:") {
      guard let slash = id.firstIndex(of: "/") else { throw .invalidModel }
      let kind = id[..<slash].split(separator: ":").last ?? ""
      bare = id[id.index(after: slash)...]
      if kind == "application-inference-profile", let model = applications[String(bare)] {
        rules = ModelRules.all.first { $0.bedrockID == model }
        return
      }
      // Only these two kinds tell the model by their name.
      guard kind == "inference-profile" || kind == "foundation-model" else { return }
    }
    var hasProfile = false
    if let profile = Self.profiles.first(where: { bare.hasPrefix($0.prefix) }) {
      bare = bare.dropFirst(profile.prefix.count)
      hasProfile = true
      if let region, !profile.regions.contains(where: { region.hasPrefix($0) }) {
        throw .invalidModel
      }
    }
    guard let rules = ModelRules.all.first(where: { $0.bedrockID == bare }) else {
      isForeign = Self.vendors.contains { bare.hasPrefix($0) }
      guard isForeign else { throw .invalidModel }
      return
    }
    if rules.isRetired {
      throw ServiceFailure(
        404, "ResourceNotFoundException",
        "This model version has reached the end of its life. "
          + "Please refer to the AWS documentation for more details.")
    }
    if rules.needsProfile, !hasProfile {
      throw .validation(
        "Invocation of model ID \(id) with on-demand throughput isn\u{2019}t supported. "
          + "Retry your request with the ID or ARN of an inference profile "
          + "that contains this model.")
    }
    self.rules = rules
  }

  /// A model of the direct API or, with `anthropic.` in front, of Mantle.
  init(messagesID id: String) throws(ServiceFailure) {
    self.id = id
    let bare = id.hasPrefix("anthropic.") ? id.dropFirst("anthropic.".count) : id[...]
    let found = ModelRules.all.first {
      bare == $0.name
        || (bare.hasPrefix($0.name + "-20") && $0.suffix.hasPrefix(bare.dropFirst($0.name.count)))
    }
    guard let found, !found.isRetired else {
      throw ServiceFailure(404, "ResourceNotFoundException", "model: \(id)")
    }
    rules = found
  }
}
