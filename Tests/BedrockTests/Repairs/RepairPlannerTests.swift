import Engine
import Testing
import Wire

@testable import Bedrock

@Suite struct RepairPlannerTests {
  private static func request(_ change: (inout ModelRequest) -> Void = { _ in }) -> ModelRequest {
    var rules = ParameterRules(
      sampling: .both, thinking: .adaptiveOrBudget,
      effortLevels: ["low", "medium", "high", "xhigh", "max"], system: true)
    rules.cacheMinimum = 1
    rules.cachesForAnHour = true
    let model = ModelDescriptor(
      key: "test", modelId: "anthropic.claude-test-v1", directId: "claude-test",
      displayName: "Claude Test", provider: "Anthropic", family: "test", released: "2026-01-01",
      contextWindow: 200_000, maxOutputTokens: 64_000, profiles: ["eu", "global"],
      preferredAPI: .invoke, rules: rules)
    var request = ModelRequest(
      model: model, api: .invoke, system: "Be brief.",
      messages: [Message(role: .user, content: [.text("hi")])], maxTokens: 16_000,
      caching: .on(.oneHour))
    change(&request)
    return request
  }

  private static func planner(
    _ request: ModelRequest, _ adjustments: RequestAdjustments = RequestAdjustments(),
    listed: [String] = [], prefix: String? = nil
  ) throws -> RepairPlanner {
    var settings = ServiceSettings(environment: ["AWS_REGION": "eu-west-1"])
    settings.profilePrefix = prefix
    return RepairPlanner(
      original: request, adjustments: adjustments,
      prepared: try PreparedRequest(request, settings: settings, adjustments: adjustments),
      settings: settings, listedProfiles: listed)
  }

  private static func error(
    _ message: String, status: Int = 400, code: String = "ValidationException"
  ) -> ServiceError {
    ServiceError(status: status, code: code, message: message)
  }

  private static func adjustments(
    _ change: (inout RequestAdjustments) -> Void
  ) -> RequestAdjustments {
    var adjustments = RequestAdjustments()
    change(&adjustments)
    return adjustments
  }

  // MARK: profiles

  private static let onDemand = "with on-demand throughput isn\u{2019}t supported"
  private static let invalid = "The provided model identifier is invalid."

  @Test func aBareIDGetsAProfile() throws {
    let bare = Self.request { $0.model.profiles = [] }
    let plan = try Self.planner(bare).plan(for: Self.error(Self.onDemand))
    #expect(
      plan
        == .ask(
          Self.adjustments { $0.modelID = "eu.anthropic.claude-test-v1" },
          Repair(
            id: "profile",
            notice: "anthropic.claude-test-v1 answers only through an inference profile:"
              + " eu.anthropic.claude-test-v1 is called from now on.")))
    let listed = try Self.planner(bare, listed: ["jp.anthropic.claude-test-v1", "eu.other"])
    guard case .ask(let changed, _) = listed.plan(for: Self.error(Self.onDemand)) else {
      Issue.record("no plan")
      return
    }
    #expect(changed.modelID == "jp.anthropic.claude-test-v1")
  }

  /// Where the profile is not known here, by the status and whether the account
  /// lists it.
  @Test(
    arguments: [
      (400, "ValidationException", invalid, ["global.anthropic.claude-test-v1"], true),
      (400, "ValidationException", invalid, [], false),
      (404, "ResourceNotFoundException", "No such profile.", [], false),
      (
        404, "ResourceNotFoundException", "No such profile.", ["global.anthropic.claude-test-v1"],
        true
      ),
      (
        404, "ResourceNotFoundException", "No such profile.", ["eu.anthropic.claude-test-v1"], false
      ),
      (
        404, "ResourceNotFoundException", "This model version has reached the end of its life.",
        ["global.x"], false
      ),
      (404, "UnknownOperationException", "", [], false),
      (403, "AccessDeniedException", "You don't have access to the model", [], false),
      (
        403, "AccessDeniedException", "You don't have access to the model",
        ["global.anthropic.claude-test-v1"], true
      ),
      (403, "AccessDeniedException", "x is not authorized to perform: y", ["global.x"], false),
      (403, "AccessDeniedException", "with an explicit deny in a policy", ["global.x"], false),
      (403, "AccessDeniedException", "INVALID_PAYMENT_INSTRUMENT:x", ["global.x"], false),
      (
        403, "AccessDeniedException", "Please make sure your API Key is valid.", ["global.x"], false
      ),
      (403, "ExpiredTokenException", "expired", ["global.x"], false),
      (500, "InternalServerException", "oops", ["global.x"], false),
    ] as [(Int, String, String, [String], Bool)])
  func aWrongPrefixOfOurs(
    status: Int, code: String, message: String, listed: [String], isMended: Bool
  ) throws {
    let error = Self.error(message, status: status, code: code)
    let plan = try Self.planner(Self.request(), listed: listed).plan(for: error)
    guard isMended else {
      #expect(plan == nil)
      return
    }
    guard case .ask(let changed, let repair)? = plan else {
      Issue.record("\(String(describing: plan))")
      return
    }
    #expect(changed.modelID == "global.anthropic.claude-test-v1")
    #expect(repair.id == "profile.global")
    #expect(repair.notice?.hasSuffix("in any commercial region.") == true)
    // The user's own prefix, and the user's own id, stay.
    #expect(
      try Self.planner(Self.request(), listed: listed, prefix: "eu").plan(for: error) == nil)
    let named = Self.request {
      $0.model.modelId = "eu.anthropic.claude-test-v1"
      $0.model.profiles = []
    }
    #expect(try Self.planner(named, listed: listed).plan(for: error) == nil)
  }

  @Test func whatIsWrongToTheLastIsForgotten() throws {
    let learnt = Self.adjustments { $0.modelID = "global.anthropic.claude-test-v1" }
    #expect(
      try Self.planner(Self.request(), learnt).plan(for: Self.error(Self.invalid))
        == .forget(RequestAdjustments()))
  }

  // MARK: lengths

  @Test func lengthsAreClampedOrAskedForOnce() throws {
    let limit = "max_tokens: 16000 > 8192, which is the maximum allowed number of output tokens"
    #expect(
      try Self.planner(Self.request()).plan(for: Self.error(limit))
        == .ask(
          Self.adjustments { $0.maximumOutputTokens = 8_192 },
          Repair(
            id: "outputLimit",
            notice: "Claude Test gives at most 8192 output tokens; no more are asked for from now"
              + " on.")))
    // The same request would be refused again.
    let learnt = Self.adjustments { $0.maximumOutputTokens = 8_192 }
    #expect(try Self.planner(Self.request(), learnt).plan(for: Self.error(limit)) == nil)
    let sum = "input length and `max_tokens` exceed context limit: 190000 + 16000 > 200000"
    #expect(
      try Self.planner(Self.request()).plan(for: Self.error(sum))
        == .once(
          Repair(
            id: "answerLength",
            notice: "The conversation leaves room for 10000 tokens: this answer can get no longer.",
            maxTokens: 10_000)))
    let full = "input length and `max_tokens` exceed context limit: 199500 + 16000 > 200000"
    #expect(try Self.planner(Self.request()).plan(for: Self.error(full)) == nil)
  }

  // MARK: parameters

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var message: String
    var id: String
    var request: @Sendable (inout ModelRequest) -> Void
    var change: @Sendable (inout RequestAdjustments) -> Void

    init(
      _ message: String, _ id: String,
      _ request: @escaping @Sendable (inout ModelRequest) -> Void,
      _ change: @escaping @Sendable (inout RequestAdjustments) -> Void
    ) {
      testDescription = id
      self.message = message
      self.id = id
      self.request = request
      self.change = change
    }
  }

  static let rows: [Row] = [
    Row("output_config: Extra inputs are not permitted", "members", { $0.effort = "high" }) {
      $0.omittedMembers = ["output_config"]
    },
    Row("temperature: not supported", "sampling", { $0.temperature = 0.5 }) {
      $0.sampling = ParameterRules.Sampling.none
      $0.omittedMembers = ["top_p", "top_k", "inferenceConfig.topP"]
    },
    Row(
      "This model does not support effort level 'max'. Supported levels: high, low.", "effort",
      { $0.effort = "max" }
    ) { $0.effortLevels = ["low", "high"] },
    Row(
      "`tool_choice` forces tool use, which this model does not support.", "forcedTool",
      {
        $0.tools = [ToolDefinition(name: "t", inputSchema: ["type": "object"])]
        $0.requiredTool = "t"
      }
    ) { $0.refusesForcedTools = true },
    Row(
      "adaptive thinking is not supported on this model", "thinking",
      { $0.thinking = .on(budget: nil) }
    ) { $0.thinking = .budget },
    Row(
      "max_tokens must be greater than thinking.budget_tokens", "thinkingOff",
      { $0.thinking = .on(budget: 2_000) }
    ) { $0.omitsThinking = true },
    Row(
      "This model does not support assistant message prefill. The conversation must end with a user"
        + " message.", "prefill",
      { $0.messages.append(Message(role: .assistant, content: [.text("So")])) }
    ) { $0.endsWithUser = true },
    Row("This model doesn't support system messages.", "system", { _ in }) {
      $0.omitsSystem = true
    },
    Row("cache_control.ttl: 1h is not supported", "cacheTTL", { _ in }) {
      $0.caching = .withoutTTL
    },
    Row("cache_control is not supported for this model", "caching", { _ in }) {
      $0.caching = .off
    },
  ]

  @Test(arguments: rows)
  func parameters(row: Row) throws {
    let plan = try Self.planner(Self.request(row.request)).plan(for: Self.error(row.message))
    guard case .ask(let changed, let repair)? = plan else {
      Issue.record("\(String(describing: plan))")
      return
    }
    #expect(changed == Self.adjustments(row.change))
    #expect(repair.id == row.id)
    #expect(repair.notice?.hasPrefix("Claude Test") != false)
  }

  /// A refusal of what was not sent is not mended: the request would be the
  /// same.
  @Test(arguments: [
    "`temperature` and `top_p` cannot both be specified for this model. Please use only one.",
    "temperature: not supported", "invalid beta flag",
    "service_tier: Extra inputs are not permitted",
    "messages: Extra inputs are not permitted", "Something new", "",
  ])
  func whatCannotBeMended(message: String) throws {
    #expect(try Self.planner(Self.request()).plan(for: Self.error(message)) == nil)
    #expect(
      try Self.planner(Self.request()).plan(for: Self.error(message, status: 500)) == nil)
  }
}
