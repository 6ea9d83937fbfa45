import Bedrock
import CSystem
import Emulator
import Engine
import TestSupport
import Testing
import Transport

/// Listing, counting and every kind of address, with real libcurl against the
/// emulator, which checks the signatures.
struct DiscoveryTests {
  private static let opusARN =
    "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/abc"

  /// An emulator and whoever speaks to it with keys.
  private final class Service {
    struct Keys: CredentialProvider {
      func resolve() async throws(ModelFailure) -> ResolvedCredentials {
        ResolvedCredentials(
          .keys(
            accessKeyID: EmulatorConfiguration.demoAccessKeyID,
            secretAccessKey: Secret(EmulatorConfiguration.demoSecret), sessionToken: nil),
          source: "the test")
      }
    }

    let server: EmulatorServer
    let settings: ServiceSettings
    let transport = CurlTransport(
      configuration: TransportConfiguration(userAgent: "test", environment: [:]))

    init(
      _ steps: [EmulatorScript.Step] = [],
      configure: (inout EmulatorConfiguration) -> Void = { _ in }
    ) throws {
      var configuration = EmulatorConfiguration()
      configuration.tokensPerSecond = 0
      configuration.script = EmulatorScript(steps)
      configuration.applicationProfiles = ["abc": "anthropic.claude-opus-4-5-20251101-v1:0"]
      configure(&configuration)
      server = EmulatorServer(configuration)
      let port = try server.start()
      settings = ServiceSettings(environment: [
        "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": "http://127.0.0.1:\(port)",
      ])
    }

    deinit { server.stop() }

    var discovery: ModelDiscovery {
      ModelDiscovery(
        settings: settings, credentials: Keys(), transport: transport, unixSeconds: Self.now)
    }

    var counter: TokenCounter {
      TokenCounter(
        settings: settings, bedrockCredentials: Keys(), directCredentials: Keys(),
        transport: transport, unixSeconds: Self.now)
    }

    var client: BedrockClient {
      BedrockClient(
        settings: settings, bedrockCredentials: Keys(), directCredentials: Keys(),
        transport: transport, unixSeconds: Self.now)
    }

    /// The emulator believes only signatures of the present.
    private static let now: @Sendable () -> Int = {
      Int(adit_wall_clock_nanoseconds() / 1_000_000_000)
    }

    func answer(_ request: ModelRequest) async throws -> String {
      let answer = try await client.open(request)
      var text = ""
      while let events = try await answer.next() {
        for case .textDelta(_, let more) in events { text += more }
      }
      return text
    }
  }

  private static let registry = ModelRegistry(
    builtIn: TestData.read("\(TestData.packageRoot)/config/aws-bedrock-models.json") ?? [])

  private static func model(_ name: String) throws -> ModelDescriptor {
    try #require(registry.resolve(name, today: "2026-11-21").model)
  }

  private static func request(
    _ name: String, _ api: ModelAPI, maxTokens: Int = 1_000
  ) throws -> ModelRequest {
    ModelRequest(
      model: try model(name), api: api, system: "Be brief.",
      messages: [Message(role: .user, content: [.text("hello hello")])], maxTokens: maxTokens)
  }

  @Test func everythingIsListed() async throws {
    let service = try Service()
    let listing = try #require(await service.discovery.refresh())
    let models = try #require(listing.models)
    #expect(models.contains { $0.id == "anthropic.claude-sonnet-5-5" && !$0.isOnDemand })
    #expect(listing.systemProfiles?.isEmpty == false)
    #expect(listing.applicationProfiles?.map(\.arn) == [Self.opusARN])
    let access = listing.accesses(of: Self.registry.models)
    #expect(
      access["claude-sonnet-5-5"] == .available(profile: "us.anthropic.claude-sonnet-5-5"))
    #expect(
      access["claude-opus-4-1"]
        == .legacy(profile: "us.anthropic.claude-opus-4-1-20250805-v1:0"))
    #expect(access["claude-sonnet-4"] == .unavailable("us-east-1 does not list it"))
    #expect(service.server.requests.allSatisfy { $0.status == 200 })
  }

  @Test func whatIsDeniedIsUnknown() async throws {
    let service = try Service { $0.deniesListing = true }
    #expect(await service.discovery.refresh() == nil)
    let arn = try Self.model(Self.opusARN)
    let described = await Self.registry.described(
      arn, listing: nil, discovery: service.discovery)
    #expect(described == arn)
  }

  /// A gateway for the models alone says nothing about the control plane: AWS
  /// is not called.
  @Test func nobodyIsAskedBesideAnEndpointOfTheUsersOwn() async throws {
    let server = try ScriptedServer(replies: [])
    defer { server.stop() }
    let discovery = ModelDiscovery(
      settings: ServiceSettings(environment: [
        "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": server.url,
      ]), credentials: Service.Keys(),
      transport: CurlTransport(
        configuration: TransportConfiguration(userAgent: "test", environment: [:])),
      unixSeconds: { 0 })
    #expect(!discovery.isPossible)
    #expect(await discovery.refresh() == nil)
  }

  /// The model behind an application's profile is asked for, and its profile
  /// called by its ARN with that model's rules.
  @Test func anApplicationsProfileIsDescribedAndCalled() async throws {
    let service = try Service([.init(.message(.init([.text("Here.")])))])
    let described = await Self.registry.described(
      try Self.model(Self.opusARN), listing: nil, discovery: service.discovery)
    let opus = try Self.model("claude-opus-4-5")
    #expect(described.rules == opus.rules && described.prices == opus.prices)
    #expect(described.pricingPrefix == "us")
    var request = try Self.request("claude-opus-4-5", .invoke)
    request.model = described
    #expect(try await service.answer(request) == "Here.")
    let sent = try #require(service.server.requests.last)
    #expect(
      sent.target.hasSuffix("application-inference-profile%2Fabc/invoke-with-response-stream"))
  }

  /// Every kind of address goes out as one segment and is signed as it is
  /// sent; the region of an ARN is the one that is signed for.
  @Test(arguments: [
    "arn:aws:bedrock:us-east-1:1:provisioned-model/abc",
    "arn:aws:bedrock:us-east-1:1:imported-model/abc",
    "arn:aws:bedrock:us-east-1:1:custom-model-deployment/abc",
    "arn:aws:bedrock:us-east-1:1:default-prompt-router/anthropic.claude:1",
    "arn:aws:bedrock:eu-west-1:1:application-inference-profile/xyz",
    "arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aprovisioned-model%2Fabc",
    "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-opus-5-5",
    "us.anthropic.claude-haiku-4-5-20251001-v1:0",
  ])
  func everyAddressIsCalled(name: String) async throws {
    let service = try Service([.init(.message(.init([.text("Here.")])))])
    #expect(try await service.answer(Self.request(name, .converse)) == "Here.")
    let path = try #require(service.server.requests.last?.target)
    #expect(path.split(separator: "/").count == 3 && !path.contains("%25"))
  }

  @Test(arguments: [ModelAPI.invoke, .converse, .mantle, .messages])
  func everySurfaceAnswers(api: ModelAPI) async throws {
    let service = try Service([.init(.message(.init([.text("Here.")])))])
    var request = try Self.request("claude-sonnet-5-5", api)
    request.thinking = .off
    if api == .messages {
      // The direct API takes no AWS keys.
      await #expect(throws: ModelFailure.self) { try await service.answer(request) }
      return
    }
    #expect(try await service.answer(request) == "Here.")
  }

  /// The runtime counts for bare ids, Mantle for models that are only profiles.
  @Test(arguments: [
    ("claude-haiku-4-5", ModelAPI.converse), ("claude-haiku-4-5", .invoke),
    ("claude-opus-5-5", .invoke), ("claude-opus-5-5", .mantle),
  ])
  func tokensAreCounted(name: String, api: ModelAPI) async throws {
    let service = try Service()
    let count = try await service.counter.countTokens(Self.request(name, api))
    #expect(count == 10)
  }

  @Test func whatIsNotCountedIsUnknown() async throws {
    let service = try Service()
    #expect(
      try await service.counter.countTokens(
        Self.request("mistral.mistral-large-2407-v1:0", .converse)) == nil)
  }
}
