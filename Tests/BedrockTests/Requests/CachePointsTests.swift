import Engine
import TestSupport
import Testing
import Wire

@testable import Bedrock

/// Where cache points stand, and that what one request writes the next reads.
@Suite struct CachePointsTests {
  private static let tools = [
    ToolDefinition(
      name: "read", description: "Reads a file.",
      inputSchema: ["type": "object", "properties": ["path": ["type": "string"]]]),
    ToolDefinition(name: "list", inputSchema: ["type": "object"]),
  ]

  private static func text(_ json: JSONValue) -> String {
    String(decoding: json.serialized(), as: UTF8.self)
  }

  private static let talk: [Message] = [
    Message(role: .user, content: [.text("a")]),
    Message(role: .assistant, content: [.text("b")], modelKey: "k"),
    Message(role: .user, content: [.text("c")]),
    Message(
      role: .assistant,
      content: [.toolUse(id: "t", name: "read", input: ["path": "x"])], modelKey: "k"),
    Message(
      role: .user, content: [.toolResult(toolUseID: "t", text: "r", isError: false)]),
  ]

  @Test func nativePointsStandOnTheLastBlocks() throws {
    let request = try SampleRequest.make(
      "claude-opus-4-8", system: "s", messages: Self.talk, caching: .on(.oneHour),
      tools: Self.tools)
    #expect(
      Self.text(MessagesBody.native(request)) == #"""
        {"anthropic_version":"bedrock-2023-05-31","max_tokens":16,"tools":[{"name":"read","description":"Reads a file.","input_schema":{"type":"object","properties":{"path":{"type":"string"}}}},{"name":"list","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral","ttl":"1h"}}],"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral","ttl":"1h"}}],"messages":[{"role":"user","content":[{"type":"text","text":"a"}]},{"role":"assistant","content":[{"type":"text","text":"b"}]},{"role":"user","content":[{"type":"text","text":"c","cache_control":{"type":"ephemeral","ttl":"1h"}}]},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"read","input":{"path":"x"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"r"}],"is_error":false,"cache_control":{"type":"ephemeral","ttl":"1h"}}]}]}
        """#)
  }

  @Test func conversePointsStandBehindTheLastBlocks() throws {
    let request = try SampleRequest.make(
      "claude-opus-4-8", api: .converse, system: "s", messages: Self.talk,
      caching: .on(.fiveMinutes), tools: [Self.tools[1]])
    #expect(
      Self.text(ConverseBody.make(request)) == #"""
        {"inferenceConfig":{"maxTokens":16},"toolConfig":{"tools":[{"toolSpec":{"name":"list","inputSchema":{"json":{"type":"object"}}}},{"toolSpec":{"name":"read","inputSchema":{"json":{"type":"object"}}}},{"cachePoint":{"type":"default"}}]},"system":[{"text":"s"},{"cachePoint":{"type":"default"}}],"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]},{"role":"user","content":[{"text":"c"},{"cachePoint":{"type":"default"}}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"read","input":{"path":"x"}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[{"text":"r"}],"status":"success"}},{"cachePoint":{"type":"default"}}]}]}
        """#)
  }

  /// Lifetime by model: an hour only where the model has such entries, nothing
  /// where it caches nothing or nobody wants it.
  @Test(
    arguments: [
      ("claude-opus-5-5", PromptCaching.on(.oneHour), #""ttl":"1h""#, true),
      ("claude-opus-5-5", .on(.fiveMinutes), "cache_control", true),
      ("claude-opus-5-5", .on(.fiveMinutes), "ttl", false),
      ("claude-opus-4-1", .on(.oneHour), "cache_control", true),
      ("claude-opus-4-1", .on(.oneHour), "ttl", false),
      ("claude-opus-5-5", .off, "cache_control", false),
      ("us.anthropic.claude-unheard-of-9", .on(.oneHour), "cache_control", false),
    ])
  func lifetimes(model: String, caching: PromptCaching, word: String, isThere: Bool) throws {
    let request = try SampleRequest.make(model, api: .invoke, system: "s", caching: caching)
    #expect(Self.text(MessagesBody.native(request)).contains(word) == isThere)
  }

  @Test func otherVendorsGetNoPoints() throws {
    let request = try SampleRequest.make("nova-pro", system: "s", caching: .standard)
    #expect(!Self.text(ConverseBody.make(request)).contains("cachePoint"))
  }

  // MARK: The prefix

  enum Surface: CaseIterable { case native, converse, messages }

  /// Request n up to its last cache point is the beginning of request n + 1,
  /// whatever was said between them.
  @Test(arguments: Surface.allCases)
  func whatOneRequestWritesTheNextOneReads(surface: Surface) throws {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed)
    for round in 0..<60 {
      var conversation: [Message] = []
      var earlier: [UInt8]?
      for turn in 0..<12 {
        let comment = Comment("seed \(SeededGenerator.testSeed), round \(round), turn \(turn)")
        conversation.append(Self.user(after: conversation.last, &generator))
        let request = try SampleRequest.make(
          "claude-sonnet-5-5", system: "system", messages: conversation, effort: "high",
          caching: .on(Bool.random(using: &generator) ? .oneHour : .fiveMinutes),
          tools: Self.tools)
        let body = Self.body(request, surface)
        let bytes = Self.withoutPoints(body).serialized()
        let cached = try #require(Self.cachedPrefix(body), comment)
        #expect(bytes.starts(with: cached), comment)
        if let earlier { #expect(bytes.starts(with: earlier), comment) }
        earlier = cached
        conversation.append(Self.answer(turn, &generator))
      }
    }
  }

  private static func body(_ request: ModelRequest, _ surface: Surface) -> JSONValue {
    switch surface {
    case .native: MessagesBody.native(request)
    case .messages: MessagesBody.messages(request, modelID: "m")
    case .converse: ConverseBody.make(request)
    }
  }

  /// The bytes up to the block that bears the last point, without points.
  private static func cachedPrefix(_ body: JSONValue) -> [UInt8]? {
    guard case .object(var cut) = body, var messages = body["messages"]?.array else { return nil }
    while let last = messages.popLast() {
      guard case .object(var message) = last, let content = message["content"]?.array,
        let end = content.lastIndex(where: isMarked)
      else { continue }
      message["content"] = .array(Array(content[...end]))
      cut["messages"] = .array(messages + [.object(message)])
      // Without the brackets that end the content, its message, the messages
      // and the body.
      return withoutPoints(.object(cut)).serialized().dropLast(4)
    }
    return nil
  }

  private static func isMarked(_ block: JSONValue) -> Bool {
    block["cache_control"] != nil || block["cachePoint"] != nil
  }

  private static func withoutPoints(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements):
      return .array(
        elements.filter { $0["cachePoint"] == nil }.map(withoutPoints))
    case .object(var object):
      object["cache_control"] = nil
      for member in object.members { object[member.name] = withoutPoints(member.value) }
      return .object(object)
    case .null, .bool, .number, .string: return value
    }
  }

  private static func user(
    after last: Message?, _ generator: inout SeededGenerator
  ) -> Message {
    var content: [ContentBlock] = []
    for case .toolUse(let id, _, _) in last?.content ?? [] {
      content.append(.toolResult(toolUseID: id, text: "result of \(id)", isError: false))
    }
    if content.isEmpty || Bool.random(using: &generator) {
      content.append(.text("and \(Int.random(in: 0...99, using: &generator))?"))
    }
    return Message(role: .user, content: content)
  }

  private static func answer(_ turn: Int, _ generator: inout SeededGenerator) -> Message {
    var content: [ContentBlock] = []
    if Bool.random(using: &generator) {
      content.append(
        .thinking(
          text: Bool.random(using: &generator) ? "" : "hm \(turn)", signature: "sig\(turn)",
          form: turn % 3 == 0 ? ["type": "thinking", "thinking": "", "kind": 1] : nil))
    }
    if turn % 4 == 1 { content.append(.redactedThinking(data: "ZGF0YQ==")) }
    if turn % 5 == 2 { content.append(.opaque(["type": "fallback", "n": 1])) }
    if turn % 3 == 2 || Bool.random(using: &generator) { content.append(.text("Answer \(turn).")) }
    for call in 0..<Int.random(in: 0...2, using: &generator) {
      content.append(
        .toolUse(id: "t\(turn)_\(call)", name: call == 0 ? "read" : "list", input: ["n": 1]))
    }
    if !content.contains(where: { if case .text = $0 { true } else { false } }) {
      content.append(.text("Done."))
    }
    return Message(role: .assistant, content: content, modelKey: "claude-sonnet-5-5")
  }
}
