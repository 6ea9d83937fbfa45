import Wire

/// Reads a body of the Messages API, native on Bedrock or direct, as strictly
/// as the service: unknown members are refused, errors name the path.
struct NativeBody {
  /// Which surface the body came in on; they differ in the top-level members.
  enum Surface: Hashable {
    case bedrock
    /// Direct API and Mantle; counting has no `max_tokens`.
    case messages(counts: Bool)
  }

  /// Accepted on every surface (bedrock-wire 1.5).
  private static let commonMembers: Set<String> = [
    "max_tokens", "messages", "system", "stop_sequences", "temperature", "top_p", "top_k", "tools",
    "tool_choice", "thinking", "metadata", "output_config", "context_management", "safeguards",
  ]

  let body: JSONValue
  let surface: Surface

  func prompt(for model: NamedModel) throws(ServiceFailure) -> Prompt {
    guard let object = body.object else {
      throw .validation("Malformed input request, please reformat your input and try again.")
    }
    try checkMembers(object)
    var prompt = Prompt(model: model)
    prompt.maxTokens = try integer("max_tokens", minimum: 1)
    prompt.temperature = try fraction("temperature")
    prompt.topP = try fraction("top_p")
    prompt.topK = try integer("top_k", minimum: 0)
    prompt.stopSequences = try stopSequences()
    prompt.streams = body["stream"]?.bool ?? false
    try readTools(into: &prompt)
    prompt.thinking = try thinking()
    prompt.effort = body["output_config"]?["effort"]?.string
    prompt.system = try blocks(body["system"] ?? .array([]), at: "system")
    try readMessages(into: &prompt)
    return prompt
  }

  private func checkMembers(_ object: JSONObject) throws(ServiceFailure) {
    var known = Self.commonMembers
    var required = ["max_tokens", "messages"]
    switch surface {
    case .bedrock:
      known.formUnion(["anthropic_version", "anthropic_beta"])
      required.insert("anthropic_version", at: 0)
    case .messages(let counts):
      known.formUnion([
        "model", "stream", "service_tier", "container", "mcp_servers", "cache_control",
      ])
      required = counts ? ["model", "messages"] : ["model"] + required
    }
    for name in required where object[name] == nil {
      throw .validation("\(name): Field required")
    }
    for member in object.members where !known.contains(member.name) {
      throw .validation("\(member.name): Extra inputs are not permitted")
    }
    if surface == .bedrock, object["anthropic_version"] != "bedrock-2023-05-31" {
      throw .validation("anthropic_version: Input should be 'bedrock-2023-05-31'")
    }
  }

  private func integer(_ name: String, minimum: Int) throws(ServiceFailure) -> Int? {
    guard let value = body[name] else { return nil }
    guard let number = value.int else {
      throw .validation("\(name): Input should be a valid integer")
    }
    guard number >= minimum else {
      throw .validation("\(name): Input should be greater than or equal to \(minimum)")
    }
    return number
  }

  private func fraction(_ name: String) throws(ServiceFailure) -> Double? {
    guard let value = body[name] else { return nil }
    guard let number = value.double else {
      throw .validation("\(name): Input should be a valid number")
    }
    guard number >= 0, number <= 1 else { throw .validation("\(name): range: 0..1") }
    return number
  }

  private func stopSequences() throws(ServiceFailure) -> [String] {
    guard let value = body["stop_sequences"] else { return [] }
    guard let list = value.array else {
      throw .validation("stop_sequences: Input should be a valid list")
    }
    var out: [String] = []
    for (index, item) in list.enumerated() {
      guard let text = item.string else {
        throw .validation("stop_sequences.\(index): Input should be a valid string")
      }
      guard !text.allSatisfy(\.isWhitespace) else {
        throw .validation("stop_sequences: each stop sequence must contain non-whitespace")
      }
      out.append(text)
    }
    return out
  }

  private func thinking() throws(ServiceFailure) -> Prompt.Thinking? {
    guard let value = body["thinking"] else { return nil }
    switch value["type"]?.string {
    case "adaptive": return .adaptive
    case "disabled": return .disabled
    case "between_tools": return .betweenTools
    case "enabled":
      guard let budget = value["budget_tokens"]?.int else {
        throw .validation("thinking.enabled.budget_tokens: Field required")
      }
      guard budget >= 1024 else {
        throw .validation(
          "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024")
      }
      return .enabled(budget: budget)
    default:
      throw .validation(
        "thinking: Input tag '\(value["type"]?.string ?? "")' found using 'type' does not match "
          + "any of the expected tags: 'adaptive', 'disabled', 'enabled'")
    }
  }

  private func readTools(into prompt: inout Prompt) throws(ServiceFailure) {
    for (index, tool) in (body["tools"]?.array ?? []).enumerated() {
      guard let name = tool["name"]?.string else {
        throw .validation("tools.\(index).custom.name: Field required")
      }
      guard
        tool["input_schema"]?.object != nil || tool["type"]?.string.map({ $0 != "custom" }) ?? false
      else { throw .validation("tools.\(index).custom.input_schema: Field required") }
      guard ToolName.isValid(name) else {
        throw .validation(
          "tools.\(index).custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'")
      }
      guard !prompt.toolNames.contains(name) else {
        throw .validation("tools: Tool names must be unique.")
      }
      prompt.toolNames.append(name)
      var definition = tool.object
      definition?["cache_control"] = nil
      prompt.tools.append(
        .text(
          String(decoding: (definition.map(JSONValue.object) ?? tool).serialized(), as: UTF8.self)))
      try appendCachePoint(of: tool, at: "tools.\(index).custom", to: &prompt.tools)
    }
    guard let choice = body["tool_choice"] else { return }
    switch choice["type"]?.string {
    case "auto", "none": break
    case "any": prompt.forcesTool = true
    case "tool":
      guard let name = choice["name"]?.string, prompt.toolNames.contains(name) else {
        throw .validation("Tool '\(choice["name"]?.string ?? "")' not found in provided tools")
      }
      prompt.forcesTool = true
    default:
      throw .validation(
        "tool_choice: Input tag '\(choice["type"]?.string ?? "")' found using 'type' does not match "
          + "any of the expected tags: 'any', 'auto', 'none', 'tool'")
    }
    guard !prompt.toolNames.isEmpty else {
      throw .validation("tool_choice: tool_choice may only be specified while providing tools.")
    }
  }

  private func readMessages(into prompt: inout Prompt) throws(ServiceFailure) {
    guard let list = body["messages"]?.array else {
      throw .validation("messages: Input should be a valid list")
    }
    for (index, message) in list.enumerated() {
      let path = "messages.\(index)"
      for member in message.object?.members ?? []
      where member.name != "role" && member.name != "content" {
        throw .validation("\(path).\(member.name): Extra inputs are not permitted")
      }
      guard let role = message["role"]?.string.flatMap(Prompt.Role.init), role != .system else {
        throw .validation("\(path).role: Input should be 'user' or 'assistant'")
      }
      guard let content = message["content"] else {
        throw .validation("\(path).content: Field required")
      }
      prompt.messages.append(
        Prompt.Message(role: role, blocks: try blocks(content, at: "\(path).content")))
    }
  }
}

/// Names of tools on Bedrock.
enum ToolName {
  static func isValid(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
