import Wire

/// Reads a body of Converse. Shape first, then meaning.
struct ConverseBody {
  let body: JSONValue

  /// How Converse words a refusal that the model's own API made.
  static let wrapper = "The model returned the following errors: "

  func prompt(for model: NamedModel) throws(ServiceFailure) -> Prompt {
    try ConverseShape.request.check(body, at: "#")
    var prompt = Prompt(model: model)
    let inference = body["inferenceConfig"]
    prompt.maxTokens = inference?["maxTokens"]?.int
    prompt.temperature = inference?["temperature"]?.double
    prompt.topP = inference?["topP"]?.double
    prompt.stopSequences = (inference?["stopSequences"]?.array ?? []).compactMap(\.string)
    readTools(into: &prompt)
    prompt.system = try (body["system"]?.array ?? []).map(block)
    prompt.messages = try (body["messages"]?.array ?? []).map {
      (message) throws(ServiceFailure) in
      try Prompt.Message(
        role: message["role"]?.string.flatMap(Prompt.Role.init) ?? .user,
        blocks: (message["content"]?.array ?? []).map(block))
    }
    try readAdditionalFields(into: &prompt)
    prompt.effort = body["outputConfig"]?["effort"]?.string ?? prompt.effort
    try checkConversation(prompt)
    return prompt
  }

  private func readTools(into prompt: inout Prompt) {
    for tool in body["toolConfig"]?["tools"]?.array ?? [] {
      if let point = tool["cachePoint"] {
        prompt.tools.append(.cachePoint(isLong: point["ttl"] == "1h"))
      } else {
        prompt.tools.append(.text(String(decoding: tool.serialized(), as: UTF8.self)))
        if let name = tool["toolSpec"]?["name"]?.string { prompt.toolNames.append(name) }
      }
    }
    let choice = body["toolConfig"]?["toolChoice"]
    prompt.forcesTool = choice?["any"] != nil || choice?["tool"] != nil
  }

  private func block(_ block: JSONValue) throws(ServiceFailure) -> Prompt.Block {
    guard let member = block.object?.members.first else {
      return .attachment(kind: "", bytes: 0, tokens: 0)
    }
    let value = member.value
    switch member.name {
    case "text": return .text(value.string ?? "")
    case "cachePoint": return .cachePoint(isLong: value["ttl"] == "1h")
    case "toolUse":
      return .toolUse(
        id: value["toolUseId"]?.string ?? "", name: value["name"]?.string ?? "",
        input: value["input"] ?? .null)
    case "toolResult":
      return .toolResult(
        id: value["toolUseId"]?.string ?? "", bytes: value["content"]?.serialized().count ?? 0)
    case "reasoningContent":
      if let text = value["reasoningText"] {
        return .thinking(text: text["text"]?.string ?? "", signature: text["signature"]?.string)
      }
      return .redactedThinking(value["redactedContent"]?.string ?? "")
    case "image", "document":
      let file = try SentFile(converse: member.name, value)
      return .attachment(kind: member.name, bytes: file.bytes, tokens: file.tokens)
    default:
      return .attachment(
        kind: member.name, bytes: value.serialized().count,
        tokens: TokenEstimate.tokensPerAttachment)
    }
  }

  /// What Converse merges into the native body.
  private func readAdditionalFields(into prompt: inout Prompt) throws(ServiceFailure) {
    guard let fields = body["additionalModelRequestFields"], !prompt.model.isForeign else { return }
    for member in fields.object?.members ?? [] {
      switch member.name {
      case "thinking", "reasoning_config": prompt.thinking = try thinking(member.value)
      case "output_config": prompt.effort = member.value["effort"]?.string
      case "top_k": prompt.topK = member.value.int
      case "tool_choice", "anthropic_beta", "anthropic_version", "context_management", "metadata",
        "max_tokens", "safeguards":
        break
      default:
        throw .validation(
          Self.wrapper + "\(member.name): Extra inputs are not permitted")
      }
    }
  }

  private func thinking(_ value: JSONValue) throws(ServiceFailure) -> Prompt.Thinking {
    switch value["type"]?.string {
    case "adaptive": return .adaptive
    case "disabled": return .disabled
    case "between_tools": return .betweenTools
    case "enabled":
      guard let budget = value["budget_tokens"]?.int, budget >= 1024 else {
        throw .validation(
          Self.wrapper + "thinking.enabled.budget_tokens: Input should be greater than or equal "
            + "to 1024")
      }
      return .enabled(budget: budget)
    default:
      throw .validation(Self.wrapper + "thinking.type: Input should be 'adaptive' or 'enabled'")
    }
  }

  /// Rules that Converse checks itself, in its own words.
  private func checkConversation(_ prompt: Prompt) throws(ServiceFailure) {
    guard let first = prompt.messages.first else {
      throw .validation("The messages field is required. Add messages and try again.")
    }
    guard first.role == .user else {
      throw .validation(
        "A conversation must start with a user message. Try again with a conversation that "
          + "starts with a user message.")
    }
    for (index, message) in prompt.messages.enumerated() {
      if message.blocks.isEmpty {
        throw .validation(
          "The content field in the Message object at messages.\(index) is empty. "
            + "Add a ContentBlock object to the content field and try again.")
      }
      for (position, block) in message.blocks.enumerated() {
        let place = "messages.\(index).content.\(position)"
        if case .text(let text) = block, text.allSatisfy(\.isWhitespace) {
          throw .validation(
            "The text field in the ContentBlock object at \(place) is blank. "
              + "Add text to the text field, and try again.")
        }
        if case .attachment("video", _, _) = block, !prompt.model.isForeign {
          throw .validation(
            "This model doesn't support the video content block that you provided. "
              + "Update the content block and try again.")
        }
      }
    }
    let blocks = prompt.messages.flatMap(\.blocks)
    let usesTools = blocks.contains { block in
      switch block {
      case .toolUse, .toolResult: true
      case .text, .thinking, .redactedThinking, .attachment, .cachePoint: false
      }
    }
    if usesTools, body["toolConfig"] == nil {
      throw .validation(
        "The toolConfig field must be defined when using toolUse and toolResult content blocks.")
    }
    for (index, pair) in zip(prompt.messages, prompt.messages.dropFirst()).enumerated()
    where pair.0.role == pair.1.role {
      throw .validation(
        "A conversation must alternate between user and assistant roles. Make sure the "
          + "conversation alternates between user and assistant roles and try again. "
          + "(messages.\(index + 1))")
    }
  }
}
