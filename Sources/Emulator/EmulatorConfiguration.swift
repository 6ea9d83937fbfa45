/// How the emulator listens, whom it knows and how it answers.
public struct EmulatorConfiguration: Sendable {
  /// A key pair the emulator knows.
  public struct AccessKey: Hashable, Sendable {
    /// The secret access key.
    public var secret: String
    /// The session token that must come with it; `nil`: none, and one that is
    /// sent is ignored.
    public var sessionToken: String?
    /// Answered with `ExpiredTokenException`.
    public var isExpired: Bool

    /// A key pair.
    public init(secret: String, sessionToken: String? = nil, isExpired: Bool = false) {
      self.secret = secret
      self.sessionToken = sessionToken
      self.isExpired = isExpired
    }
  }

  /// The secret that goes with every key id while `accessKeys` is `nil`.
  public static let demoSecret = "adit-demo-secret-not-a-real-one"
  /// A key id for the demo.
  public static let demoAccessKeyID = "ADITDEMOKEY"
  /// AWS accepts signatures five minutes around its own clock
  /// (aws-auth-and-http 1.2).
  public static let serviceClockSkewSeconds = 300
  /// The demo's pace; about what today's larger models do.
  public static let demoTokensPerSecond = 80

  /// `127.0.0.1` or `::1`; anything else is refused.
  public var host = "127.0.0.1"
  /// 0: the system chooses.
  public var port: UInt16 = 0
  /// Key id → key. `nil`: any key id, with `demoSecret`.
  public var accessKeys: [String: AccessKey]?
  /// Bedrock API keys that are accepted; `nil`: any that is not empty.
  public var bearerTokens: Set<String>?
  /// Keys of the direct API (`x-api-key`); `nil`: any that is not empty.
  public var apiKeys: Set<String>?
  /// `false`: signatures are recorded but never refused.
  public var verifiesSignatures = true
  /// Largest difference between the signing time and our clock, in seconds.
  public var clockSkewSeconds = EmulatorConfiguration.serviceClockSkewSeconds
  /// Pace of streams whose script does not say; 0: as fast as possible.
  public var tokensPerSecond = EmulatorConfiguration.demoTokensPerSecond
  /// What is answered before the demo tour takes over.
  public var script = EmulatorScript()
  /// The account's application profiles: id → id of the model behind it,
  /// without prefix. Others may be called too, but nothing is known of them.
  public var applicationProfiles: [String: String] = [:]
  /// Whether listing models and profiles is refused (403), as policies may.
  public var deniesListing = false
  /// Whether bodies are checked as the service checks them.
  public var validatesRequests = true

  /// The demo's configuration: any key, a free port, the tour.
  public init() {}
}
