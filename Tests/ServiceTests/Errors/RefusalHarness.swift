import Bedrock
import Engine
import Synchronization
import TestSupport
import Testing
import Transport
import Wire

/// One turn over real HTTP against a server that refuses as a test says.
final class RefusalHarness: Sendable {
  /// What came of a turn.
  struct Result: Sendable {
    var outcome: TurnOutcome?
    var requests: [ScriptedServer.Request]
    var notices: [String]

    /// The failure that ended the turn.
    var failure: ModelFailure? {
      if case .failed(let failure, _)? = outcome { failure } else { nil }
    }
    /// Everything that a person reads about it.
    var text: String {
      [failure?.message, failure?.remedy].compactMap(\.self).joined(separator: " ")
    }
    /// The body of a request.
    func body(_ number: Int) -> JSONValue? {
      guard requests.indices.contains(number) else { return nil }
      return try? JSONValue(parsing: requests[number].body)
    }
  }

  let server: ScriptedServer
  let credentials: RenewableKeys
  private let transport = CurlTransport(
    configuration: TransportConfiguration(userAgent: "test", environment: [:]))

  init(_ replies: [ScriptedServer.Reply], renewals: Int = 0) throws {
    server = try ScriptedServer(replies: replies)
    credentials = RenewableKeys(renewals: renewals)
  }

  func client(
    memory: ServiceMemory? = nil, environment: [String: String] = [:],
    profiles: [String] = [], notice: @escaping @Sendable (String) -> Void = { _ in }
  ) -> BedrockClient {
    var variables = environment
    variables["AWS_REGION"] = variables["AWS_REGION"] ?? "eu-west-1"
    variables["AWS_ENDPOINT_URL"] = server.url
    variables["ANTHROPIC_BASE_URL"] = server.url
    variables["ANTHROPIC_API_KEY"] = "sk-ant-test"
    return BedrockClient(
      settings: ServiceSettings(environment: variables), bedrockCredentials: credentials,
      directCredentials: EnvironmentCredentialProvider(environment: variables, service: .direct),
      transport: transport, memory: memory ?? ServiceMemory(unixSeconds: { 1_795_235_525 }),
      listedProfiles: { profiles }, notice: notice)
  }

  /// Sends "Why?" under `settings` and waits for the end.
  func turn(
    _ settings: TurnSettings, client: BedrockClient? = nil, policy: RetryPolicy = RetryPolicy(),
    profiles: [String] = [], text: String = "Why?"
  ) async -> Result {
    let notices = Mutex<[String]>([])
    let (events, continuation) = AsyncStream.makeStream(of: EngineEvent.self)
    let client =
      client
      ?? self.client(profiles: profiles, notice: { text in notices.withLock { $0.append(text) } })
    let engine = Engine(client: client, clock: InstantClock(), seed: 1, policy: policy) {
      continuation.yield($0)
    }
    engine.send(.submit(TurnID(1), text: text, settings))
    var outcome: TurnOutcome?
    for await event in events {
      if case .notice(let text) = event { notices.withLock { $0.append(text) } }
      if case .turnEnded(_, let ending) = event {
        outcome = ending
        break
      }
    }
    await engine.shutdown()
    return Result(
      outcome: outcome, requests: server.requests, notices: notices.withLock { $0 })
  }
}

/// A clock on which every wait is over at once.
final class InstantClock: EngineClock {
  private let time = Mutex(MonotonicTime(nanoseconds: 0))
  func now() -> MonotonicTime { time.withLock { $0 } }
  func sleep(until moment: MonotonicTime) async throws {
    try Task.checkCancellation()
    time.withLock { $0 = max($0, moment) }
  }
}

/// Keys that can be given anew so many times.
final class RenewableKeys: CredentialProvider {
  private let state: Mutex<(given: Int, renewals: Int)>

  init(renewals: Int) { state = Mutex((0, renewals)) }

  func resolve() async throws(ModelFailure) -> ResolvedCredentials {
    let number = state.withLock { $0.given }
    return ResolvedCredentials(
      .keys(
        accessKeyID: "AKID\(number)", secretAccessKey: Secret("secret"), sessionToken: nil),
      facts: CredentialFacts(source: "profile corp", profile: "corp", account: "123456789012"))
  }

  func invalidate(_ used: ResolvedCredentials) async -> Bool {
    state.withLock { state in
      guard state.given < state.renewals else { return false }
      state.given += 1
      return true
    }
  }
}

enum Refusal {
  /// An error in AWS's shape.
  static func aws(
    _ status: Int, _ code: String, _ message: String,
    headers: [(name: String, value: String)] = []
  ) -> ScriptedServer.Reply {
    let body: JSONValue = ["message": .string(message)]
    return .json(
      String(decoding: body.serialized(), as: UTF8.self), status: status,
      headers: [
        (name: "x-amzn-requestid", value: "req-1"),
        (name: "x-amzn-errortype", value: code + ":http://internal.amazon.com/coral/"),
      ] + headers)
  }

  static func validation(_ message: String) -> ScriptedServer.Reply {
    aws(400, "ValidationException", message)
  }

  /// An error in the shape of the direct API and Mantle.
  static func messages(
    _ status: Int, _ type: String, _ message: String,
    headers: [(name: String, value: String)] = []
  ) -> ScriptedServer.Reply {
    let body: JSONValue = [
      "type": "error", "error": ["type": .string(type), "message": .string(message)],
    ]
    return .json(
      String(decoding: body.serialized(), as: UTF8.self), status: status, headers: headers)
  }

  static func vector(_ name: String) -> [UInt8] {
    TestData.read("\(TestData.packageRoot)/Tests/WireTests/Vectors/eventstream/\(name).bin") ?? []
  }

  /// A whole native answer.
  static var answer: ScriptedServer.Reply { stream(vector("native_full_stream")) }

  static func stream(
    _ body: [UInt8], type: String? = "application/vnd.amazon.eventstream"
  ) -> ScriptedServer.Reply {
    ScriptedServer.Reply(
      200, body, headers: type.map { [(name: "content-type", value: $0)] } ?? [])
  }
}

enum RefusedModel {
  static func settings(
    api: ModelAPI = .invoke, _ change: (inout TurnSettings) -> Void = { _ in }
  ) -> TurnSettings {
    var rules = ParameterRules(
      sampling: .both, thinking: .adaptiveOrBudget,
      effortLevels: ["low", "medium", "high", "xhigh", "max"], system: true)
    rules.cacheMinimum = 1
    rules.cachesForAnHour = true
    let model = ModelDescriptor(
      key: "claude-test", modelId: "anthropic.claude-test-v1", directId: "claude-test",
      displayName: "Claude Test", provider: "Anthropic", family: "test", released: "2026-01-01",
      contextWindow: 200_000, maxOutputTokens: 64_000, profiles: ["eu", "global"],
      preferredAPI: .invoke, rules: rules)
    var settings = TurnSettings(model: model, api: api, system: "Be brief.")
    change(&settings)
    return settings
  }
}
