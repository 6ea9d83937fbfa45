import Engine
import Testing

@testable import Bedrock

@Suite struct ModelListingTests {
  private static func system(_ id: String) -> ModelListing.Profile {
    let bareID = ModelAddress(id).bareID
    return ModelListing.Profile(
      id: id, arn: "arn:aws:bedrock:eu-west-1:1:inference-profile/\(id)", name: id,
      isApplication: false, models: ["arn:aws:bedrock:eu-west-1::foundation-model/\(bareID)"])
  }

  static func application(_ id: String, regions: [String]) -> ModelListing.Profile {
    ModelListing.Profile(
      id: id, arn: "arn:aws:bedrock:eu-west-1:1:application-inference-profile/\(id)",
      name: "team", isApplication: true,
      models: regions.map { "arn:aws:bedrock:\($0)::foundation-model/anthropic.claude-opus-5-5" })
  }

  private static let listing = ModelListing(
    key: "k", region: "eu-west-1", listedAt: 1_000,
    models: [
      ModelListing.FoundationModel(id: "anthropic.claude-sonnet-5-5", isOnDemand: false),
      ModelListing.FoundationModel(id: "anthropic.claude-opus-5-5", isOnDemand: false),
      ModelListing.FoundationModel(
        id: "anthropic.claude-opus-4-1-20250805-v1:0", isOnDemand: false, isLegacy: true),
      ModelListing.FoundationModel(id: "anthropic.claude-haiku-5-5", isOnDemand: false),
      ModelListing.FoundationModel(id: "mistral.mistral-large-2407-v1:0", isOnDemand: true),
    ],
    systemProfiles: [
      system("global.anthropic.claude-sonnet-5-5"), system("eu.anthropic.claude-sonnet-5-5"),
      system("global.anthropic.claude-opus-5-5"),
      system("eu.anthropic.claude-opus-4-1-20250805-v1:0"),
      system("jp.anthropic.claude-opus-5"),
    ],
    applicationProfiles: [application("abc", regions: ["eu-west-1", "eu-central-1"])])

  @Test(
    arguments: [
      ("claude-sonnet-5-5", nil, ModelAccess.available(profile: "eu.anthropic.claude-sonnet-5-5")),
      (
        "claude-sonnet-5-5", "global",
        .available(profile: "global.anthropic.claude-sonnet-5-5")
      ),
      ("claude-opus-5-5", nil, .available(profile: "global.anthropic.claude-opus-5-5")),
      ("claude-opus-5-5", "eu", .available(profile: "global.anthropic.claude-opus-5-5")),
      (
        "claude-opus-4-1", nil,
        .legacy(profile: "eu.anthropic.claude-opus-4-1-20250805-v1:0")
      ),
      ("claude-haiku-5-5", nil, .unavailable("no inference profile of it is listed in eu-west-1")),
      ("claude-opus-5", nil, .available(profile: "jp.anthropic.claude-opus-5")),
      ("claude-sonnet-5", nil, .unavailable("eu-west-1 does not list it")),
      ("mistral.mistral-large-2407-v1:0", nil, .available(profile: nil)),
      (
        "us.anthropic.claude-sonnet-5-5", nil,
        .unavailable("eu-west-1 does not list the profile us.anthropic.claude-sonnet-5-5")
      ),
      (
        "arn:aws:bedrock:eu-west-1:1:application-inference-profile/abc", nil,
        .available(profile: "abc")
      ),
      ("arn:aws:bedrock:eu-west-1:1:application-inference-profile/other", nil, nil),
    ] as [(String, String?, ModelAccess?)])
  func access(model: String, preferred: String?, access: ModelAccess?) throws {
    let model = try BuiltInRegistry.model(model)
    #expect(Self.listing.access(of: model, preferring: preferred) == access)
  }

  /// What may not be listed is unknown, not missing.
  @Test func deniedListsTellNothing() throws {
    let sonnet = try BuiltInRegistry.model("claude-sonnet-5-5")
    var listing = Self.listing
    listing.systemProfiles = nil
    #expect(listing.access(of: sonnet) == nil)
    listing = Self.listing
    listing.models = nil
    #expect(
      listing.access(of: sonnet) == .available(profile: "eu.anthropic.claude-sonnet-5-5"))
    let large = try BuiltInRegistry.model("mistral.mistral-large-2407-v1:0")
    #expect(listing.access(of: large) == nil)
    let accesses = Self.listing.accesses(of: [sonnet, large])
    #expect(Set(accesses.keys) == [sonnet.key, large.key])
  }

  @Test(
    arguments: [
      (["eu-west-1", "eu-central-1"], "eu"), (["us-east-1"], nil), ([""], "global"),
      (["us-gov-west-1", "us-gov-east-1"], "us-gov"), ([], nil),
    ] as [([String], String?)])
  func theRegionsTellThePrice(regions: [String], prefix: String?) {
    #expect(Self.application("x", regions: regions).pricingPrefix == prefix)
  }

  /// An application's profile keeps its ARN and gets the rules and prices of
  /// the model behind it; encoded ARNs are the same ARNs.
  @Test(arguments: [
    "arn:aws:bedrock:eu-west-1:1:application-inference-profile/abc",
    "arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Aapplication-inference-profile%2Fabc",
  ])
  func profilesOfTheAccountAreDescribed(arn: String) throws {
    let plain = try BuiltInRegistry.model(arn)
    let opus = try BuiltInRegistry.model("claude-opus-5-5")
    let profile = try #require(Self.listing.profile(named: arn))
    let model = BuiltInRegistry.registry.describing(plain, as: profile)
    #expect(model.modelId == arn && model.profiles == [])
    #expect(model.rules == opus.rules && model.prices == opus.prices)
    #expect(model.maxOutputTokens == opus.maxOutputTokens && model.preferredAPI == .invoke)
    #expect(model.displayName == "Claude Opus 5.5 (team)")
    let prepared = try PreparedRequest(
      ModelRequest(
        model: model, api: .invoke, messages: [Message(role: .user, content: [.text("hi")])],
        maxTokens: 16),
      settings: ServiceSettings(environment: ["AWS_REGION": "us-east-1"]))
    #expect(prepared.profilePrefix == "eu" && prepared.region == "eu-west-1")
    #expect(
      prepared.path
        == "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Aapplication-inference-profile%2Fabc"
        + "/invoke-with-response-stream")
    let offered = BuiltInRegistry.registry.models(ofApplicationsIn: Self.listing)
    #expect(offered.map(\.aliases) == [["team"]])
    #expect(offered.map(\.rules) == [opus.rules])
  }

  @Test func filesKeepWhatWasListed() throws {
    let bytes = Self.listing.cached
    #expect(ModelListing(cached: bytes, key: "k") == Self.listing)
    #expect(ModelListing(cached: bytes, key: "other") == nil)
    #expect(ModelListing(cached: Array(bytes.dropLast(9)), key: "k") == nil)
    #expect(ModelListing(cached: Array("{}".utf8), key: "k") == nil)
    var denied = Self.listing
    denied.models = nil
    #expect(ModelListing(cached: denied.cached, key: "k") == denied)
  }

  @Test(arguments: [(1_000, true), (87_399, true), (87_400, false), (999, false), (.min, false)])
  func listingsAreGoodForADay(now: Int, isFresh: Bool) {
    #expect(Self.listing.isFresh(at: now) == isFresh)
  }
}
