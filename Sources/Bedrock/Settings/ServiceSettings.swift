public import Engine

/// Everything that decides where and how requests are sent, from the
/// environment and the user's settings. Pure.
public struct ServiceSettings: Hashable, Sendable {
  /// What the user's own settings and flags say; each beats the environment.
  public struct Overrides: Hashable, Sendable {
    /// The region to call.
    public var region: String?
    /// A profile prefix (`us`, `global` …), or `none` for bare ids.
    public var profilePrefix: String?
    /// Base URL of the runtime endpoint.
    public var runtimeEndpoint: String?
    /// Base URL of the direct Messages API.
    public var directEndpoint: String?

    /// Nothing overridden, unless told.
    public init(
      region: String? = nil, profilePrefix: String? = nil, runtimeEndpoint: String? = nil,
      directEndpoint: String? = nil
    ) {
      self.region = region
      self.profilePrefix = profilePrefix
      self.runtimeEndpoint = runtimeEndpoint
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

  private var runtimeOverride: String?
  private var controlOverride: String?
  private var directOverride: String?
  private var mantleOverride: String?
  private var fips: Bool
  private var dualStack: Bool

  /// Reads `environment`; nothing in it can fail, only be reported.
  public init(environment: [String: String], overrides: Overrides = Overrides()) {
    let values = EnvironmentValues(environment)
    region = RegionChoice.choose(setting: overrides.region, environment: values)
    profilePrefix = overrides.profilePrefix
    let ignoresConfigured = values.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
    func configured(_ service: AWSService) -> String? {
      ignoresConfigured ? nil : values.first(of: service.endpointVariables)?.value
    }
    runtimeOverride = overrides.runtimeEndpoint ?? configured(.runtime)
    controlOverride = configured(.control)
    mantleOverride = configured(.mantle)
    directOverride = overrides.directEndpoint ?? values["ANTHROPIC_BASE_URL"]
    fips = values.flag("AWS_USE_FIPS_ENDPOINT")
    dualStack = values.flag("AWS_USE_DUALSTACK_ENDPOINT")
    defaultModel = values["BEDROCK_DEFAULT_MODEL"] ?? ModelRegistry.defaultModel
    timeoutMilliseconds = ServiceSettings.defaultTimeoutMilliseconds
    maximumRetries = ServiceSettings.defaultMaximumRetries
    var problems: [String] = []
    retry = RetrySettings(environment: values, problems: &problems)
    self.problems = problems
    readNumber(
      "BEDROCK_TIMEOUT_MS", of: values, within: 1...ServiceSettings.maximumTimeoutMilliseconds,
      into: \.timeoutMilliseconds)
    readNumber(
      "BEDROCK_MAX_RETRIES", of: values, within: 0...ServiceSettings.maximumMaximumRetries,
      into: \.maximumRetries)
    checkNames()
    checkEndpoints()
  }

  // MARK: Endpoints

  /// Where models are called, for requests in `region` (by default the chosen
  /// one; an ARN may name another).
  public func runtimeEndpoint(region name: String? = nil) throws(ModelFailure) -> Endpoint {
    do {
      return try AWSService.runtime.endpoint(
        region: name ?? region.name, override: runtimeOverride, fips: fips, dualStack: dualStack)
    } catch {
      throw ServiceSettings.failure(error, remedy: ServiceSettings.runtimeRemedy)
    }
  }

  /// Where models and profiles are listed.
  public func controlEndpoint() throws(ModelFailure) -> Endpoint {
    do {
      return try AWSService.control.endpoint(
        region: region.name, override: controlOverride, fips: fips, dualStack: dualStack)
    } catch {
      throw ServiceSettings.failure(
        error, remedy: "Check AWS_REGION, AWS_ENDPOINT_URL_BEDROCK and AWS_ENDPOINT_URL.")
    }
  }

  /// Where the Messages API on AWS is, without its path `/anthropic`.
  public func mantleEndpoint(region name: String? = nil) throws(ModelFailure) -> Endpoint {
    let region = name ?? region.name
    do throws(EndpointError) {
      if let mantleOverride { return try Endpoint(parsing: mantleOverride) }
      guard AWSRegion.isValid(region) else {
        throw EndpointError("\"\(region)\" is not the name of a region, such as us-east-1")
      }
      return Endpoint(secureHost: "\(AWSService.mantle.hostPrefix).\(region).api.aws")
    } catch {
      throw ServiceSettings.failure(
        error, remedy: "Check AWS_REGION, AWS_ENDPOINT_URL_BEDROCK_MANTLE and AWS_ENDPOINT_URL.")
    }
  }

  /// Where the direct Messages API is.
  public func directEndpoint() throws(ModelFailure) -> Endpoint {
    guard let directOverride else { return Endpoint(secureHost: "api.anthropic.com") }
    do {
      return try Endpoint(parsing: directOverride)
    } catch {
      throw ServiceSettings.failure(error, remedy: "Check ANTHROPIC_BASE_URL.")
    }
  }

  private static let runtimeRemedy =
    "Check AWS_REGION, AWS_ENDPOINT_URL_BEDROCK_RUNTIME and AWS_ENDPOINT_URL."

  private static func failure(_ error: EndpointError, remedy: String) -> ModelFailure {
    ModelFailure(
      kind: .invalidRequest, message: "No usable endpoint: \(error.reason).", remedy: remedy)
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
