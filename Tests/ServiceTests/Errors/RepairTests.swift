import Bedrock
import Engine
import FuzzEntry
import TestSupport
import Testing
import Wire

/// What bedrock-wire 7.2 and aws-auth-and-http 3.8 say can be mended, over
/// HTTP: refused once, asked differently, answered.
@Suite struct RepairTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var refusals: [ScriptedServer.Reply]
    var settings: TurnSettings
    /// Stands in a notice; `nil`: none is said.
    var notice: String?
    /// Members of the last body, by path; `nil`: not there.
    var members: [(path: [String], value: JSONValue?)] = []
    /// Stands in the last target.
    var target: String?
    var profiles: [String] = []
    var renewals = 0

    init(
      _ name: String, _ refusals: ScriptedServer.Reply..., settings: TurnSettings = plain,
      notice: String?, members: [(path: [String], value: JSONValue?)] = [],
      target: String? = nil, profiles: [String] = [], renewals: Int = 0
    ) {
      testDescription = name
      self.refusals = refusals
      self.settings = settings
      self.notice = notice
      self.members = members
      self.target = target
      self.profiles = profiles
      self.renewals = renewals
    }
  }

  static let plain = RefusedModel.settings()
  static let bare = RefusedModel.settings { $0.model.profiles = [] }
  static let onDemand = Refusal.validation(
    "Invocation of model ID anthropic.claude-test-v1 with on-demand throughput isn\u{2019}t"
      + " supported. Retry your request with the ID or ARN of an inference profile that contains"
      + " this model.")
  static let invalidID = Refusal.validation("The provided model identifier is invalid.")

  static let addresses: [Row] = [
    Row(
      "a bare id that needs a profile", onDemand, settings: bare, notice: "eu.anthropic",
      target: "/model/eu.anthropic.claude-test-v1/"),
    Row(
      "the account's own list of profiles decides", onDemand, settings: bare,
      notice: "global.anthropic", target: "/model/global.anthropic.claude-test-v1/",
      profiles: ["global.anthropic.claude-test-v1", "eu.anthropic.other"]),
    Row(
      "a prefix that the region does not know", invalidID, notice: "any commercial region",
      target: "/model/global.anthropic.claude-test-v1/",
      profiles: ["global.anthropic.claude-test-v1"]),
    Row(
      "as an exception in the first frame",
      Refusal.stream(
        FrameBuilder.exception(
          "validationException", #"{"message":"The provided model identifier is invalid."}"#)),
      settings: plain, notice: "global.anthropic", target: "/model/global.",
      profiles: ["global.anthropic.claude-test-v1"]),
  ]

  static let lengths: [Row] = [
    Row(
      "max_tokens over the limit, Bedrock's words",
      Refusal.validation(
        "The maximum tokens you requested exceeds the model limit of 10000. Try again with a"
          + " maximum tokens value that is lower than 10000."),
      notice: "at most 10000", members: [(["max_tokens"], 10_000)]),
    Row(
      "max_tokens over the limit, the model's words",
      Refusal.validation(
        "max_tokens: 16384 > 8192, which is the maximum allowed number of output tokens for x"),
      notice: "at most 8192", members: [(["max_tokens"], 8_192)]),
    Row(
      "wrapped by Converse",
      Refusal.validation(
        "The model returned the following errors: max_tokens: 16384 > 8192, which is the maximum"
          + " allowed number of output tokens for x"),
      settings: RefusedModel.settings(api: .converse), notice: "at most 8192",
      members: [(["inferenceConfig", "maxTokens"], 8_192)]),
    Row(
      "input and answer together",
      Refusal.validation(
        "input length and `max_tokens` exceed context limit: 190000 + 16384 > 200000, decrease"
          + " input length or `max_tokens` and try again"),
      notice: "10000 tokens", members: [(["max_tokens"], 10_000)]),
  ]

  static let parameters: [Row] = [
    Row(
      "extra inputs", Refusal.validation("output_config: Extra inputs are not permitted"),
      settings: RefusedModel.settings { $0.effort = "high" }, notice: "output_config",
      members: [(["output_config"], nil)]),
    Row(
      "extra inputs below a variant's name",
      Refusal.validation("output_config.plain.effort: Extra inputs are not permitted"),
      settings: RefusedModel.settings { $0.effort = "high" }, notice: "effort",
      members: [(["output_config"], nil)]),
    Row(
      "cache points on a message",
      Refusal.validation("messages.0.content.0.text.cache_control: Extra inputs are not permitted"),
      notice: "does not cache", members: [(["system"], [["type": "text", "text": "Be brief."]])]),
    Row(
      "cache points of Converse",
      Refusal.validation(
        "Malformed input request: #/system/1: extraneous key [cachePoint] is not permitted, please"
          + " reformat your input and try again."),
      settings: RefusedModel.settings(api: .converse), notice: "does not cache",
      members: [(["system"], [["text": "Be brief."]])]),
    Row(
      "the lifetime of cache points",
      Refusal.validation("system.0.cache_control.ttl: Extra inputs are not permitted"),
      settings: RefusedModel.settings { $0.caching = .on(.oneHour) }, notice: "five minutes",
      members: [
        (
          ["system"],
          [["type": "text", "text": "Be brief.", "cache_control": ["type": "ephemeral"]]]
        )
      ]),
    Row(
      "an extraneous key",
      Refusal.validation(
        "Malformed input request: #: extraneous key [output_config] is not permitted, please"
          + " reformat your input and try again."),
      settings: RefusedModel.settings { $0.effort = "high" }, notice: "output_config",
      members: [(["output_config"], nil)]),
    Row(
      "an extraneous key of Converse's additional fields",
      Refusal.validation("#: extraneous key [output_config] is not permitted"),
      settings: RefusedModel.settings(api: .converse) { $0.effort = "high" },
      notice: "output_config", members: [(["additionalModelRequestFields"], nil)]),
    Row(
      "a beta flag", Refusal.validation("invalid beta flag"),
      settings: RefusedModel.settings {
        $0.effort = "low"
        $0.model.rules.effortBeta = "effort-2025-11-24"
      }, notice: "beta", members: [(["anthropic_beta"], nil)]),
    Row(
      "an effort level, with the list",
      Refusal.validation(
        "This model does not support effort level 'xhigh'. Supported levels: high, low, medium."),
      settings: RefusedModel.settings { $0.effort = "xhigh" }, notice: "high is used",
      members: [(["output_config", "effort"], "high")]),
    Row(
      "an effort level, without a list",
      Refusal.validation("This model does not support effort level 'max'."),
      settings: RefusedModel.settings { $0.effort = "max" }, notice: "xhigh is used",
      members: [(["output_config", "effort"], "xhigh")]),
    Row(
      "thinking with a budget where it is adaptive",
      Refusal.validation(
        "\"thinking.type.enabled\" is not supported for this model. Use"
          + " \"thinking.type.adaptive\" and \"output_config.effort\" to control thinking behavior."
      ), settings: RefusedModel.settings { $0.thinking = .on(budget: 2_000) },
      notice: "another form", members: [(["thinking", "type"], "adaptive")]),
    Row(
      "adaptive thinking where it takes a budget",
      Refusal.validation("adaptive thinking is not supported on this model"),
      settings: RefusedModel.settings { $0.thinking = .on(budget: nil) },
      notice: "another form", members: [(["thinking", "type"], "enabled")]),
    Row(
      "a budget over the answer",
      Refusal.validation("max_tokens must be greater than thinking.budget_tokens"),
      settings: RefusedModel.settings { $0.thinking = .on(budget: 2_000) },
      notice: "without thinking", members: [(["thinking"], nil)]),
    Row(
      "temperature beside thinking",
      Refusal.validation("`temperature` may only be set to 1 when thinking is enabled"),
      settings: RefusedModel.settings { $0.temperature = 0.5 }, notice: "temperature",
      members: [(["temperature"], nil)]),
    Row(
      "a system prompt", Refusal.validation("This model doesn't support system messages."),
      notice: "no system prompt", members: [(["system"], nil)]),
    Row(
      "the direct API's words",
      Refusal.messages(400, "invalid_request_error", "temperature: not supported"),
      settings: RefusedModel.settings(api: .messages) {
        $0.temperature = 0.5
        $0.streaming = false
      }, notice: "temperature", members: [(["temperature"], nil)]),
  ]

  static let identity: [Row] = [
    Row(
      "an expired token",
      Refusal.aws(
        403, "ExpiredTokenException", "The security token included in the request is expired"),
      notice: nil, renewals: 1),
    Row(
      "an unknown token",
      Refusal.aws(
        403, "UnrecognizedClientException",
        "The security token included in the request is invalid."), notice: nil, renewals: 1),
    Row(
      "an expired API key",
      Refusal.aws(
        403, "AccessDeniedException",
        "Authentication failed: Please make sure your API Key is valid."),
      notice: nil, renewals: 1),
    Row(
      "a clock that is slow, by the Date header",
      Refusal.aws(
        403, "InvalidSignatureException",
        "Signature not yet current: 20261121T100000Z is still later than 20261121T095000Z",
        headers: [(name: "date", value: "Sat, 21 Nov 2026 04:00:00 GMT")]),
      notice: "clock is"),
    Row(
      "a clock that is slow, by the message",
      Refusal.aws(
        403, "InvalidSignatureException",
        "Signature expired: 20261121T035205Z is now earlier than 20261121T043500Z"
          + " (20261121T044000Z - 5 min.)"), notice: "behind AWS's"),
    Row(
      "a time too far off",
      Refusal.aws(
        403, "RequestTimeTooSkewed", "The difference is too large.",
        headers: [(name: "date", value: "Sat, 21 Nov 2026 06:00:00 GMT")]),
      notice: "clock is"),
  ]

  @Test(arguments: addresses + lengths + parameters + identity)
  func isMendedOnce(row: Row) async throws {
    let answer =
      row.settings.api == .converse
      ? Refusal.stream(Refusal.vector("converse_full_text_stream"))
      : row.settings.streaming ? Refusal.answer : Self.document
    let harness = try RefusalHarness(row.refusals + [answer], renewals: row.renewals)
    defer { harness.server.stop() }
    let result = await harness.turn(row.settings, profiles: row.profiles)
    guard case .completed? = result.outcome else {
      Issue.record("\(result.text) \(result.requests.map(\.target))")
      return
    }
    #expect(result.requests.count == row.refusals.count + 1)
    if let target = row.target { #expect(result.requests.last?.target.contains(target) == true) }
    let last = result.body(row.refusals.count)
    for (path, value) in row.members {
      #expect(path.reduce(last) { $0?[$1] } == value, "\(path)")
    }
    if let notice = row.notice {
      #expect(result.notices.contains { $0.contains(notice) }, "\(result.notices)")
    } else {
      #expect(result.notices == [])
    }
  }

  private static let document = ScriptedServer.Reply.json(
    #"{"id":"m","type":"message","role":"assistant","model":"x","content":[{"type":"text","text":"So."}],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":2}}"#
  )

  /// Every attempt is signed with what is known by then.
  @Test func asksWithNewKeysAndTheServicesTime() async throws {
    let skewed = Refusal.aws(
      403, "InvalidSignatureException", "Signature expired: x is now earlier than y",
      headers: [(name: "date", value: "Sun, 22 Nov 2026 00:00:00 GMT")])
    let expired = Refusal.aws(403, "ExpiredTokenException", "expired")
    let harness = try RefusalHarness([skewed, expired, Refusal.answer], renewals: 1)
    defer { harness.server.stop() }
    let result = await harness.turn(Self.plain)
    #expect(result.requests.count == 3)
    #expect(result.requests.last?.header("x-amz-date") == "20261122T000000Z")
    #expect(result.requests.last?.header("authorization")?.contains("AKID1/20261122") == true)
  }

  /// The second failure of the same kind is told in full.
  @Test func whatIsRefusedTwiceIsFinal() async throws {
    let harness = try RefusalHarness([Self.onDemand])
    defer { harness.server.stop() }
    let result = await harness.turn(Self.bare)
    #expect(result.requests.count == 2)
    #expect(result.text.contains("inference profile"))
  }

  @Test func profilesAndARNsOfTheUserAreNotRewritten() async throws {
    for id in ["us.anthropic.claude-test-v1", "arn:aws:bedrock:eu-west-1:1:inference-profile/us.x"]
    {
      let harness = try RefusalHarness([Self.invalidID])
      defer { harness.server.stop() }
      let settings = RefusedModel.settings {
        $0.model.modelId = id
        $0.model.profiles = []
      }
      let result = await harness.turn(settings)
      #expect(result.requests.count == 1)
      #expect(result.text.contains(id))
    }
  }

  @Test func thinkingOfAnotherConversationIsLeftOut() async throws {
    let harness = try RefusalHarness([
      Refusal.validation("messages.1.content.0: Invalid `signature` in `thinking` block"),
      Refusal.answer,
    ])
    defer { harness.server.stop() }
    let settings = Self.plain
    let request = ModelRequest(
      model: settings.model, api: .invoke,
      messages: [
        Message(role: .user, content: [.text("a")]),
        Message(
          role: .assistant, content: [.thinking(text: "Hm", signature: "c2ln"), .text("b")],
          modelKey: "claude-test"),
        Message(role: .user, content: [.text("c")]),
      ], maxTokens: 100)
    let client = harness.client()
    do throws(ModelFailure) {
      _ = try await client.open(request)
      Issue.record("not refused")
    } catch {
      guard case .repaired(let repair) = error.retry else {
        Issue.record("\(error)")
        return
      }
      #expect(repair.id == "replayedThinking")
    }
    _ = try await client.open(request)
    let kinds = harness.server.requests.map { request in
      (try? JSONValue(parsing: request.body))?["messages"]?[1]?["content"]?.array?
        .compactMap { $0["type"]?.string }
    }
    #expect(kinds == [["thinking", "text"], ["text"]])
  }

  /// Learnt in one run, known in the next, forgotten after a week.
  @Test func isRememberedAcrossRuns() async throws {
    let storage = FakeStorage()
    let start = 1_795_235_525
    var counts: [Int] = []
    for now in [start, start + 6 * 86_400, start + 15 * 86_400] {
      let harness = try RefusalHarness(
        now == start + 6 * 86_400 ? [Refusal.answer] : [Self.onDemand, Refusal.answer])
      defer { harness.server.stop() }
      // Another port would be another endpoint: the path alone is compared.
      storage.rewrite(origin: harness.server.url)
      let memory = ServiceMemory(storage: storage, unixSeconds: { now })
      let result = await harness.turn(Self.bare, client: harness.client(memory: memory))
      counts.append(result.requests.count)
      #expect(result.requests.last?.target.contains("/eu.anthropic") == true)
    }
    #expect(counts == [2, 1, 2])
  }
}
