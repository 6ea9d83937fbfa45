/// What an account may list in a region: foundation models and inference
/// profiles (bedrock-wire 1.11). Every list may be missing, because listing
/// can be denied where calling works; missing means unknown.
public struct ModelListing: Hashable, Sendable {
  /// A foundation model.
  public struct FoundationModel: Hashable, Sendable {
    /// `anthropic.claude-…`.
    public var id: String
    /// Whether it can be called by its own id. Everything else needs a profile.
    public var isOnDemand: Bool
    /// The service's word for a model near its end.
    public var isLegacy: Bool

    /// A model.
    public init(id: String, isOnDemand: Bool, isLegacy: Bool = false) {
      self.id = id
      self.isOnDemand = isOnDemand
      self.isLegacy = isLegacy
    }
  }

  /// An inference profile.
  public struct Profile: Hashable, Sendable {
    /// `us.anthropic.claude-…`; of an application's profile a random word.
    public var id: String
    /// Its ARN.
    public var arn: String
    /// Its name for people.
    public var name: String
    /// Whether it is one of the account's own.
    public var isApplication: Bool
    /// ARNs of the models behind it, one for each region.
    public var models: [String]

    /// A profile.
    public init(id: String, arn: String, name: String, isApplication: Bool, models: [String]) {
      self.id = id
      self.arn = arn
      self.name = name
      self.isApplication = isApplication
      self.models = models
    }

    /// The foundation model's id; `nil`: not told.
    public var modelID: String? { models.first.map { ModelAddress($0).bareID } }

    /// The prefix whose price holds: that of the profile's own id, otherwise
    /// what the models' regions tell; `nil`: the base price.
    public var pricingPrefix: String? {
      if !isApplication { return ModelAddress(id).prefix }
      let regions = Set(models.compactMap { BedrockARN($0)?.region })
      if regions.contains("") { return "global" }
      guard regions.count > 1, let region = regions.min() else { return nil }
      return region.hasPrefix("us-gov-") ? "us-gov" : ProfileChoice.preferred(region: region).first
    }
  }

  /// Where this was listed; see `key(endpoint:region:account:)`.
  public var key: String
  /// The region that was asked.
  public var region: String
  /// Seconds since 1970.
  public var listedAt: Int
  /// `nil`: unknown.
  public var models: [FoundationModel]?
  /// `nil`: unknown.
  public var systemProfiles: [Profile]?
  /// `nil`: unknown.
  public var applicationProfiles: [Profile]?

  /// A listing.
  public init(
    key: String, region: String, listedAt: Int, models: [FoundationModel]?,
    systemProfiles: [Profile]?, applicationProfiles: [Profile]?
  ) {
    self.key = key
    self.region = region
    self.listedAt = listedAt
    self.models = models
    self.systemProfiles = systemProfiles
    self.applicationProfiles = applicationProfiles
  }

  /// How long a listing is taken at its word; older ones are shown until a new
  /// one has come.
  public static let lifetimeSeconds = 86_400

  /// Whether it need not be asked for again at `unixSeconds`. A date in the
  /// future is that of a clock that was wrong.
  public func isFresh(at unixSeconds: Int) -> Bool {
    let age = unixSeconds.subtractingReportingOverflow(listedAt)
    return !age.overflow && (0..<ModelListing.lifetimeSeconds).contains(age.partialValue)
  }

  /// Ids of every profile that is listed.
  public var profileIDs: [String] { profiles.map(\.id) }

  private var profiles: [Profile] { (systemProfiles ?? []) + (applicationProfiles ?? []) }

  /// The profile with that id, ARN or name.
  public func profile(named name: String) -> Profile? {
    let arn = ModelAddress(name).decodedText
    return profiles.first { $0.id == name || $0.arn == arn }
      ?? applicationProfiles?.first { $0.name == name }
  }
}
