/// The end of every demo reply: what the emulator received, as a list.
struct DemoFacts {
  /// Longer names are cut.
  private static let maximumNameScalars = 120

  let prompt: Prompt
  let facts: DemoTour.Facts

  var text: String {
    """
    ---

    What arrived over HTTP for this reply:

    - model `\(Self.plain(prompt.model.id))`, operation \(operation)
    - \(identity)
    - \(prompt.messages.count) message\(prompt.messages.count == 1 ? "" : "s")\
    \(prompt.system.isEmpty ? "" : " and a system prompt"), about \(facts.input) tokens
    - parameters: \(parameters)
    """
  }

  private var operation: String {
    switch facts.operation {
    case .invoke: "InvokeModel"
    case .invokeStream: "InvokeModelWithResponseStream"
    case .converse: "Converse"
    case .converseStream: "ConverseStream"
    case .messages: "Messages (direct API)"
    case .mantleMessages: "Messages (Mantle)"
    case .countTokens, .messagesCountTokens: "CountTokens"
    case .listModels: "ListFoundationModels"
    case .listProfiles: "ListInferenceProfiles"
    case .getProfile: "GetInferenceProfile"
    }
  }

  private var identity: String {
    switch facts.identity {
    case .signature(let key, let region, let service):
      "signature recomputed and found right: key `\(Self.plain(String(key.prefix(8))))…`, "
        + "region `\(Self.plain(region))`, service `\(Self.plain(service))`"
    case .bearer: "a Bedrock API key (no signature to check, no region)"
    case .apiKey: "an API key of the direct API"
    case nil: "nobody's signature was accepted, but checking is off"
    }
  }

  private var parameters: String {
    var parts: [String] = []
    if let value = prompt.maxTokens { parts.append("max_tokens \(value)") }
    if let value = prompt.temperature { parts.append("temperature \(value)") }
    if let value = prompt.topP { parts.append("top_p \(value)") }
    if let value = prompt.topK { parts.append("top_k \(value)") }
    if let value = prompt.effort { parts.append("effort \(Self.plain(value))") }
    switch prompt.thinking {
    case .adaptive: parts.append("thinking adaptive")
    case .enabled(let budget): parts.append("thinking with a budget of \(budget)")
    case .disabled: parts.append("thinking disabled")
    case .betweenTools: parts.append("thinking between tools")
    case nil: break
    }
    if !prompt.stopSequences.isEmpty {
      parts.append("\(prompt.stopSequences.count) stop sequences")
    }
    if !prompt.toolNames.isEmpty { parts.append("\(prompt.toolNames.count) tools") }
    if prompt.temperature == nil { parts.append("no temperature") }
    return parts.joined(separator: ", ")
  }

  /// Without anything that would end the code span it stands in.
  private static func plain(_ text: String) -> String {
    let kept = text.unicodeScalars.filter { $0 != "`" && $0.value >= 0x20 && $0.value != 0x7F }
    return String(String.UnicodeScalarView(kept.prefix(maximumNameScalars)))
  }
}
