internal import Engine

/// Everything that decides where and how requests are sent, from the
/// environment and the user's settings. Pure.
public struct ServiceSettings: Hashable, Sendable {
  /// What the user's own settings and flags say; each beats the environment.
  public struct Overrides: Hashable, Sendable {
    /// The region to call.
    public var region: String?
    /// The profile of the shared configuration.
    public var profile: String?
    /// The model that is asked for; an ARN names a region.
    public var model: String?
    /// A profile prefix (`us`, `global` …), or `none` for bare ids.
    public var profilePrefix: String?
    /// Base URL of the runtime endpoint.
    public var runtimeEndpoint: String?
    /// Base URL of the Mantle endpoint.
    public var mantleEndpoint: String?
    /// Base URL of the direct Messages API.
    public var directEndpoint: String?

    /// Nothing overridden, unless told.
    public init(
      region: String? = nil, profile: String? = nil, model: String? = nil,
      profilePrefix: String? = nil, runtimeEndpoint: String? = nil, mantleEndpoint: String? = nil,
      directEndpoint: String? = nil
    ) {
      self.region = region
      self.profile = profile
      self.model = model
      self.profilePrefix = profilePrefix
      self.runtimeEndpoint = runtimeEndpoint
      self.mantleEndpoint = mantleEndpoint
      self.directEndpoint = directEndpoint
    }
  }

  /// Longest gap between bytes when `BEDROCK_TIMEOUT_MS` is not set: long
  /// thinking can be silent for minutes, and Bedrock sends no pings.
  public static let defaultTimeoutMilliseconds = 300_000
  /// A day; keeps sums of times from overflow.
  private static let maximumTimeoutMilliseconds = 86_400_000
  /// Retries after the first try when `BEDROCK_MAX_RETRIES` is not set.
  public static let defaultMaximumRetries = 5
  /// More would only be a loop.
  private static let maximumMaximumRetries = 100

  /// The region that is called, unless an ARN names another.
  public var region: RegionChoice
  /// The profile of the shared configuration, and who named it.
  public var profile: ProfileSelection
  /// Where every service of AWS is called.
  public var endpoints: ServiceEndpoints
  /// The profile's `ca_bundle`; variables beat it.
  public var certificateBundle: CertificateBundle?
  /// `us`, `global` … instead of the region's own; `none` for bare ids.
  public var profilePrefix: String?
  /// Longest gap between bytes, and wait for the first one.
  public var timeoutMilliseconds: Int
  /// Retries after the first try.
  public var maximumRetries: Int
  /// How long to wait between tries.
  public var retry: RetrySettings
  /// The model that the environment asks for, or `sonnet`.
  public var defaultModel: String
  /// Sentences about settings that were not usable.
  public var problems: [String]

  let directOverride: String?

  /// Reads `environment` and the selected profile of `configuration`; nothing
  /// in them can fail, only be reported.
  public init(
    environment: [String: String], configuration: SharedConfiguration = SharedConfiguration(),
    overrides: Overrides = Overrides()
  ) {
    let values = EnvironmentValues(environment)
    let profile = ProfileSelection(setting: overrides.profile, environment: values)
    self.profile = profile
    let section = configuration.profiles[profile.name]
    let endpoints = ServiceEndpoints(
      environment: values, profile: profile.name, configuration: configuration,
      overrides: [.runtime: overrides.runtimeEndpoint, .mantle: overrides.mantleEndpoint]
        .compactMapValues { $0 })
    self.endpoints = endpoints
    defaultModel = values["BEDROCK_DEFAULT_MODEL"] ?? ModelRegistry.defaultModel
    region = RegionChoice.choose(
      [(overrides.region, .setting)]
        + ["AWS_REGION", "AWS_DEFAULT_REGION"].map { (values[$0], .environment($0)) } + [
          (section?["region"], .profile(profile.name)),
          (ServiceSettings.keyRegion(values, profile: profile), .apiKey),
          (BedrockARN(overrides.model ?? defaultModel)?.region, .modelARN),
          (endpoints.namedRegion(of: .runtime), .endpoint),
        ])
    certificateBundle = section?["ca_bundle"].map {
      CertificateBundle(
        path: ConfigurationLocations.expanded($0.trimmed, home: values["HOME"]) ?? $0.trimmed,
        setting: "ca_bundle of profile \"\(profile.name)\"")
    }
    profilePrefix = overrides.profilePrefix
    directOverride = overrides.directEndpoint ?? values["ANTHROPIC_BASE_URL"]
    timeoutMilliseconds = ServiceSettings.defaultTimeoutMilliseconds
    maximumRetries = ServiceSettings.defaultMaximumRetries
    var problems = configuration.problems
    retry = RetrySettings(environment: values, problems: &problems)
    self.problems = problems
    readNumber(
      "BEDROCK_TIMEOUT_MS", of: values, within: 1...ServiceSettings.maximumTimeoutMilliseconds,
      into: \.timeoutMilliseconds)
    if values["BEDROCK_MAX_RETRIES"] == nil {
      readNumber(
        "AWS_MAX_ATTEMPTS", of: values, within: 1...ServiceSettings.maximumMaximumRetries + 1,
        into: \.maximumAttempts)
    }
    readNumber(
      "BEDROCK_MAX_RETRIES", of: values, within: 0...ServiceSettings.maximumMaximumRetries,
      into: \.maximumRetries)
    checkNames()
    checkEndpoints()
  }

  /// The region of the environment's API key; a profile that the user's own
  /// settings name is used instead of the key.
  private static func keyRegion(_ values: EnvironmentValues, profile: ProfileSelection) -> String? {
    guard profile.source != .setting, let key = values["AWS_BEARER_TOKEN_BEDROCK"] else {
      return nil
    }
    return APIKeyFacts(APIKeyFacts.normalized(key)).region
  }

  /// AWS counts the first try too.
  private var maximumAttempts: Int {
    get { maximumRetries + 1 }
    set { maximumRetries = newValue - 1 }
  }

  // MARK: Checks

  private mutating func readNumber(
    _ name: String, of values: EnvironmentValues, within range: ClosedRange<Int>,
    into target: WritableKeyPath<ServiceSettings, Int>
  ) {
    guard let text = values[name] else { return }
    if let number = WholeNumberText.value(text), range.contains(number) {
      self[keyPath: target] = number
    } else {
      problems.append(
        "\(name)=\(text) is not a whole number from \(range.lowerBound) to \(range.upperBound);"
          + " \(self[keyPath: target]) is used.")
    }
  }

  private mutating func checkNames() {
    if let prefix = profilePrefix, prefix != ProfileChoice.bareID,
      !ModelAddress.profilePrefixes.contains(prefix)
    {
      let known = ModelAddress.profilePrefixes.joined(separator: ", ")
      problems.append("The profile prefix \"\(prefix)\" is none of \(known), none.")
    }
  }

  private mutating func checkEndpoints() {
    if let named = endpoints.namedRegion(of: .runtime), named != region.name {
      problems.append(
        "The endpoint of bedrock-runtime is in \(named), but requests are signed for"
          + " \(region.name) (\(region.sourceText)), which the service refuses.")
    }
    do throws(ModelFailure) {
      _ = try runtimeEndpoint()
    } catch {
      problems.append(error.message)
    }
    do throws(ModelFailure) {
      _ = try directEndpoint()
    } catch {
      problems.append(error.message)
    }
  }
}
