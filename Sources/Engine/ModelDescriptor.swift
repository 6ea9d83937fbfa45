/// A model as the registry describes it: everything that the engine and the
/// picker need to know, as plain values.
public struct ModelDescriptor: Hashable, Sendable {
  /// Key in the registry, unique (`claude-sonnet-5-5`).
  public var key: String
  /// Bedrock's id without a profile prefix, or an ARN as the user gave it.
  public var modelId: String
  /// Id on the direct Anthropic API, where it is served there.
  public var directId: String?
  /// Id on Bedrock Mantle, where it differs from `modelId`.
  public var mantleId: String?
  /// Name for people (`Claude Sonnet 4.5`).
  public var displayName: String
  /// `Anthropic`, `Amazon`, `Meta` …
  public var provider: String
  /// `sonnet`, `opus`, `nova` …
  public var family: String
  /// `YYYY-MM-DD` or `YYYY-MM`; "newest" compares these.
  public var released: String
  /// `YYYY-MM-DD` of the end of life, where known.
  public var endOfLife: String?
  /// The registry's word for where the model stands: `active`, `legacy`.
  public var lifecycle: String?
  /// Other names by which a user may ask for it.
  public var aliases: [String]
  /// Free words from the registry: `vision`, `tools`, `thinking` …
  public var capabilities: [String]
  /// What it is recommended for, in a few words.
  public var recommendedFor: [String]
  /// Tokens.
  public var contextWindow: Int, maxOutputTokens: Int
  /// Regions named by the registry; empty: not restricted.
  public var regions: [String]
  /// Profile prefixes that exist (`us`, `eu`, `global` …); empty: the bare id
  /// is called.
  public var profiles: [String]
  /// The operation family used unless the user asks otherwise.
  public var preferredAPI: ModelAPI
  /// Which parameters it accepts.
  public var rules: ParameterRules
  /// `nil`: price unknown.
  public var prices: PriceList?
  /// The profile prefix whose price holds where the id does not tell one (an
  /// application's own profile); `nil`: the base price.
  public var pricingPrefix: String?

  /// A model.
  public init(
    key: String, modelId: String, directId: String? = nil, displayName: String, provider: String,
    family: String, released: String, endOfLife: String? = nil, aliases: [String] = [],
    capabilities: [String] = [], recommendedFor: [String] = [], contextWindow: Int,
    maxOutputTokens: Int, regions: [String] = [], profiles: [String] = [],
    preferredAPI: ModelAPI, rules: ParameterRules = ParameterRules(), prices: PriceList? = nil
  ) {
    self.key = key
    self.modelId = modelId
    self.directId = directId
    self.displayName = displayName
    self.provider = provider
    self.family = family
    self.released = released
    self.endOfLife = endOfLife
    self.aliases = aliases
    self.capabilities = capabilities
    self.recommendedFor = recommendedFor
    self.contextWindow = contextWindow
    self.maxOutputTokens = maxOutputTokens
    self.regions = regions
    self.profiles = profiles
    self.preferredAPI = preferredAPI
    self.rules = rules
    self.prices = prices
  }
}

/// The families of operations through which a model can be called.
public enum ModelAPI: String, Hashable, Sendable, CaseIterable {
  /// InvokeModel and InvokeModelWithResponseStream with the native body.
  case invoke
  /// Converse and ConverseStream.
  case converse
  /// The direct Anthropic Messages API.
  case messages
  /// The Messages API on AWS (`bedrock-mantle`).
  case mantle
}

/// Which parameters a model accepts (bedrock-wire 4.4).
public struct ParameterRules: Hashable, Sendable {
  /// Sampling parameters.
  public enum Sampling: String, Hashable, Sendable, CaseIterable {
    /// `temperature` and `top_p` together.
    case both
    /// One of the two.
    case one
    /// None: anything but the default is refused.
    case none
  }

  /// What the `thinking` member may say.
  public enum Thinking: String, Hashable, Sendable, CaseIterable {
    /// The model does not think.
    case unsupported
    /// `enabled` with a budget.
    case budget
    /// `adaptive`, off unless asked for.
    case adaptive
    /// `adaptive`, or `enabled` with a budget; off unless asked for.
    case adaptiveOrBudget
    /// `adaptive`, on unless disabled.
    case adaptiveDefaultOn
    /// On, cannot be turned off.
    case always
  }

  /// How thinking is turned off where it is on by default.
  public enum ThinkingOff: String, Hashable, Sendable, CaseIterable {
    /// `disabled`.
    case disabled
    /// `between_tools`: less, not nothing.
    case betweenTools
  }

  /// Whether an answer can be made to call a tool.
  public enum ForcedTool: String, Hashable, Sendable, CaseIterable {
    /// Yes.
    case allowed
    /// Only without a thinking budget.
    case withoutBudget
    /// No.
    case never
  }

  /// Which sampling parameters may be sent.
  public var sampling: Sampling
  /// How thinking is asked for.
  public var thinking: Thinking
  /// How thinking is turned off; `nil`: it cannot be, or is off anyway.
  public var thinkingOff: ThinkingOff?
  /// The highest effort at which it can be turned off; `nil`: at any.
  public var thinkingOffEffort: String?
  /// Beta flag that goes with a thinking budget.
  public var budgetBeta: String?
  /// Effort levels accepted, lowest first; empty: the member must not be sent.
  public var effortLevels: [String]
  /// Beta flag that goes with an effort.
  public var effortBeta: String?
  /// Whether an answer can be made to call a tool.
  public var forcedTool: ForcedTool
  /// Tokens of the shortest prefix that the service caches; `nil`: cache
  /// points must not be sent.
  public var cacheMinimum: Int?
  /// Whether cache entries can live for an hour.
  public var cachesForAnHour: Bool
  /// Whether the service holds answers to a JSON schema (not on Mantle).
  public var structuredOutput: Bool
  /// Whether the last message may be the assistant's.
  public var prefill: Bool
  /// Whether system prompts are accepted (Titan: no).
  public var system: Bool
  /// UTF-8 bytes per token, in hundredths, for estimates: 350 for the
  /// tokenizer up to Claude 4.6, 270 for later ones (bedrock-wire 5.3).
  public var bytesPerTokenHundredths: Int

  /// Rules.
  public init(
    sampling: Sampling = .both, thinking: Thinking = .unsupported, effortLevels: [String] = [],
    prefill: Bool = false, system: Bool = true, bytesPerTokenHundredths: Int = 350,
    thinkingOff: ThinkingOff? = nil, thinkingOffEffort: String? = nil, budgetBeta: String? = nil,
    effortBeta: String? = nil, forcedTool: ForcedTool = .allowed, cacheMinimum: Int? = nil,
    cachesForAnHour: Bool = false, structuredOutput: Bool = false
  ) {
    self.sampling = sampling
    self.thinking = thinking
    self.effortLevels = effortLevels
    self.prefill = prefill
    self.system = system
    self.bytesPerTokenHundredths = bytesPerTokenHundredths
    self.thinkingOff = thinkingOff
    self.thinkingOffEffort = thinkingOffEffort
    self.budgetBeta = budgetBeta
    self.effortBeta = effortBeta
    self.forcedTool = forcedTool
    self.cacheMinimum = cacheMinimum
    self.cachesForAnHour = cachesForAnHour
    self.structuredOutput = structuredOutput
  }
}
