import Bedrock
import Engine
import TestSupport
import Testing
import Wire

/// Refusals that depend on the conversation, its tools and its cache points
/// (bedrock-wire 4.1, 4.3, 4.5, 4.7, 7.2), over HTTP: one request, its refusal,
/// and the request that follows.
@Suite struct ConversationRepairTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var refusal: ScriptedServer.Reply
    /// Of the repair; `nil`: it is final.
    var id: String?
    /// Stands in what a person reads when it is final.
    var told = ""
    /// Members of the next body, by path; `nil`: not there.
    var members: [(path: [String], value: JSONValue?)] = []
    var request: ModelRequest
  }

  private static func request(
    api: ModelAPI = .invoke, _ change: (inout ModelRequest) -> Void = { _ in }
  ) -> ModelRequest {
    let settings = RefusedModel.settings(api: api)
    var request = ModelRequest(
      model: settings.model, api: api, system: "Be brief.",
      messages: [Message(role: .user, content: [.text("a")])], maxTokens: 100,
      caching: .on(.oneHour))
    change(&request)
    return request
  }

  private static let toolCall = [
    Message(role: .user, content: [.text("a")]),
    Message(
      role: .assistant, content: [.toolUse(id: "toolu_1", name: "list", input: [:])],
      modelKey: "claude-test"),
    Message(
      role: .user, content: [.toolResult(toolUseID: "toolu_1", text: "x", isError: false)]),
  ]
  private static let thought = [
    Message(role: .user, content: [.text("a")]),
    Message(
      role: .assistant,
      content: [
        .thinking(text: "Hm", signature: "c2ln"), .redactedThinking(data: "eA=="), .text("b"),
      ],
      modelKey: "claude-test"),
    Message(role: .user, content: [.text("c")]),
  ]
  private static let lastBlock = ["messages", "0", "content", "0"]

  static let mended: [Row] = [
    Row(
      testDescription: "prefill",
      refusal: Refusal.validation(
        "This model does not support assistant message prefill. The conversation must end with a"
          + " user message."),
      id: "prefill", members: [(["messages", "2", "role"], "user")],
      request: request {
        $0.messages.append(Message(role: .assistant, content: [.text("So")]))
      }),
    Row(
      testDescription: "a lifetime of cache entries",
      refusal: Refusal.validation(
        "system.0.cache_control.ephemeral.ttl: Extra inputs are not permitted"),
      id: "cacheTTL",
      members: [
        (["system", "0", "cache_control"], ["type": "ephemeral"]),
        (lastBlock + ["cache_control"], ["type": "ephemeral"]),
      ], request: request()),
    Row(
      testDescription: "cache points",
      refusal: Refusal.validation("system.0.cache_control: Extra inputs are not permitted"),
      id: "caching",
      members: [(["system", "0", "cache_control"], nil), (lastBlock + ["cache_control"], nil)],
      request: request()),
    Row(
      testDescription: "prompt caching, as a denial",
      refusal: Refusal.aws(
        403, "AccessDeniedException",
        "You invoked an unsupported model or your request did not allow prompt caching."),
      id: "caching", members: [(["system", "1"], nil)],
      request: request(api: .converse)),
    Row(
      testDescription: "a tool that must be called",
      refusal: Refusal.validation("tool_choice forces tool use, which is not supported."),
      id: "forcedTool", members: [(["tool_choice"], nil), (["tools", "0", "name"], "t")],
      request: request {
        $0.tools = [ToolDefinition(name: "t", inputSchema: ["type": "object"])]
        $0.requiredTool = "t"
      }),
    Row(
      testDescription: "thinking that was changed",
      refusal: Refusal.validation(
        "messages.1.content.0: `thinking` or `redacted_thinking` blocks in the latest assistant"
          + " message cannot be modified. These blocks must remain as they were in the original"
          + " response."),
      id: "replayedThinking",
      members: [
        (["messages", "1", "content", "0", "type"], "text"),
        (["messages", "1", "content", "1"], nil),
      ], request: request { $0.messages = thought }),
  ]

  static let final: [Row] = [
    Row(
      testDescription: "calls without results",
      refusal: Refusal.validation(
        "messages.2: `tool_use` ids were found without `tool_result` blocks immediately after:"
          + " toolu_1"), told: "tool calls of the conversation do not match",
      request: request { $0.messages = toolCall }),
    Row(
      testDescription: "results without calls",
      refusal: Refusal.validation(
        "messages.2.content.0: unexpected `tool_use_id` found in `tool_result` blocks: toolu_1"),
      told: "/clear", request: request { $0.messages = toolCall }),
    Row(
      testDescription: "results, in Converse's words",
      refusal: Refusal.validation(
        "Expected toolResult blocks at messages.2.content for the following Ids: toolu_1"),
      told: "/clear", request: request(api: .converse) { $0.messages = toolCall }),
    Row(
      testDescription: "Converse without tools",
      refusal: Refusal.validation(
        "The toolConfig field must be defined when using toolUse and toolResult content blocks."),
      told: "/clear", request: request(api: .converse) { $0.messages = toolCall }),
    Row(
      testDescription: "temperature and top_p, where one of them was sent",
      refusal: Refusal.validation(
        "`temperature` and `top_p` cannot both be specified for this model. Please use only one."),
      told: "sampling", request: request { $0.temperature = 0.5 }),
    Row(
      testDescription: "a service tier that was not asked for",
      refusal: Refusal.validation("The service tier priority is not supported for this model."),
      told: "service tier", request: request()),
    Row(
      testDescription: "an image that is too large",
      refusal: Refusal.validation(
        "messages.0.content.1.image.source.base64: image exceeds 5 MB maximum: 6000000 bytes"),
      told: "smaller", request: request()),
    Row(
      testDescription: "an image with too many pixels",
      refusal: Refusal.validation("image dimensions exceed max allowed size: 8000 pixels"),
      told: "smaller", request: request()),
    Row(
      testDescription: "an image that is none",
      refusal: Refusal.validation("Could not process image"), told: "Remove the image",
      request: request()),
    Row(
      testDescription: "empty text",
      refusal: Refusal.validation("messages: text content blocks must be non-empty"),
      told: "/clear", request: request()),
    Row(
      testDescription: "empty text, in Converse's words",
      refusal: Refusal.validation(
        "The text field in the ContentBlock object at messages.0.content.0 is blank."),
      told: "/clear", request: request(api: .converse)),
  ]

  @Test(arguments: mended + final)
  func afterARefusal(row: Row) async throws {
    let harness = try RefusalHarness([
      row.refusal,
      row.request.api == .converse
        ? Refusal.stream(Refusal.vector("converse_full_text_stream")) : Refusal.answer,
    ])
    defer { harness.server.stop() }
    let client = harness.client()
    let failure = await failure(of: row.request, client)
    guard let id = row.id else {
      #expect(failure?.retry == .never)
      let text = [failure?.message, failure?.remedy].compactMap(\.self).joined(separator: " ")
      #expect(text.contains(row.told), "\(text)")
      return
    }
    guard case .repaired(let repair)? = failure?.retry else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(repair.id == id)
    #expect(await self.failure(of: row.request, client) == nil)
    let body = try #require(
      harness.server.requests.last.flatMap { try? JSONValue(parsing: $0.body) })
    for (path, value) in row.members {
      #expect(Self.member(path, of: body) == value, "\(path)")
    }
  }

  private func failure(
    of request: ModelRequest, _ client: BedrockClient
  ) async -> ModelFailure? {
    do throws(ModelFailure) {
      _ = try await client.open(request)
      return nil
    } catch { return error }
  }

  private static func member(_ path: [String], of value: JSONValue) -> JSONValue? {
    path.reduce(value) { value, name in
      guard let place = Int(name) else { return value?[name] }
      guard let array = value?.array, array.indices.contains(place) else { return nil }
      return array[place]
    }
  }

  /// Empty texts never leave the program, whatever the conversation holds.
  @Test func emptyTextIsNotSent() async throws {
    let harness = try RefusalHarness([Refusal.answer])
    defer { harness.server.stop() }
    let request = Self.request {
      $0.messages = [Message(role: .user, content: [.text(""), .text("a")])]
    }
    _ = try await harness.client().open(request)
    let body = try JSONValue(parsing: harness.server.requests[0].body)
    #expect(body["messages"]?[0]?["content"]?.array?.count == 1)
  }

  /// A profile that we chose and the account does not list (wire 4.11).
  @Test(arguments: [
    (404, "ResourceNotFoundException", "No such profile."),
    (
      403, "AccessDeniedException",
      "You don't have access to the model with the specified model ID."
    ),
  ])
  func aPrefixThatTheAccountDoesNotList(
    status: Int, code: String, message: String
  ) async throws {
    let harness = try RefusalHarness([Refusal.aws(status, code, message), Refusal.answer])
    defer { harness.server.stop() }
    let result = await harness.turn(
      RefusedModel.settings(), profiles: ["global.anthropic.claude-test-v1"])
    #expect(result.failure == nil, "\(result.text)")
    #expect(
      result.requests.map { $0.target.contains("/global.anthropic.claude-test-v1/") }
        == [false, true])
    #expect(result.notices.contains { $0.contains("any commercial region") })
  }
}
