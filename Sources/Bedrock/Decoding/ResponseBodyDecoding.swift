public import Engine
internal import Wire

/// Whole answers, of InvokeModel, Converse and the Messages API without
/// streaming, as the events that a stream would have brought.
public enum ResponseBodyDecoding {
  /// The body of InvokeModel or of the Messages API. Throws
  /// `.protocolViolation` for anything but a Messages or text completion
  /// answer, `.service` for an error in a body of status 200.
  public static func native(_ body: [UInt8]) throws(ModelFailure) -> [ModelEvent] {
    let message = try tree(body)
    if message["type"]?.string == "error" { throw StreamFault.messagesError(message) }
    if message["completion"] != nil {
      return try completion(body)
    }
    guard let content = message["content"]?.array else {
      throw StreamFault.violation("it is not in Claude's native form")
    }
    let usage = UsageUpdate(native: message["usage"])
    var events: [ModelEvent] = [
      .messageStart(id: message["id"]?.string, model: message["model"]?.string, usage: usage)
    ]
    for (index, block) in content.enumerated() {
      events += native(block, at: index)
      events.append(.blockStop(index: index))
    }
    events.append(
      .messageDelta(
        stopReason: message["stop_reason"]?.string.map(StopReason.init(word:)),
        stopSequence: message["stop_sequence"]?.string, usage: usage))
    events.append(.messageStop(usage: .none))
    return events
  }

  /// The body of Converse. Throws `.protocolViolation` for anything else.
  public static func converse(_ body: [UInt8]) throws(ModelFailure) -> [ModelEvent] {
    let answer = try tree(body)
    guard let content = answer["output"]?["message"]?["content"]?.array else {
      throw StreamFault.violation("it holds no message")
    }
    var events: [ModelEvent] = [.messageStart(id: nil, model: nil, usage: .none)]
    for (index, block) in content.enumerated() {
      events += converse(block, at: index)
      events.append(.blockStop(index: index))
    }
    events.append(ConverseForm.messageDelta(answer))
    events.append(.messageStop(usage: UsageUpdate(converse: answer["usage"])))
    return events
  }

  private static func native(_ block: JSONValue, at index: Int) -> [ModelEvent] {
    switch block["type"]?.string {
    case "text":
      let citations = block["citations"]?.array ?? []
      return text(block["text"]?.string ?? "", citations: citations, at: index)
    case "thinking":
      return thinking(
        block["thinking"]?.string ?? "", signature: block["signature"]?.string ?? "",
        form: block.object?.thinkingForm, at: index)
    case "redacted_thinking":
      return [
        .blockStart(index: index, .redactedThinking(data: block["data"]?.string ?? ""))
      ]
    case "tool_use":
      let start = BlockStart.toolUse(
        id: block["id"]?.string ?? "", name: block["name"]?.string ?? "")
      return toolUse(start, input: block["input"], at: index)
    default: return [.blockStart(index: index, .opaque(block))]
    }
  }

  private static func converse(_ block: JSONValue, at index: Int) -> [ModelEvent] {
    if let words = block["text"]?.string { return text(words, citations: [], at: index) }
    if let tool = block["toolUse"], ConverseForm.isClientTool(tool) {
      return toolUse(ConverseForm.toolUseStart(tool), input: tool["input"], at: index)
    }
    if let reasoning = block["reasoningContent"] {
      if let encoded = reasoning["redactedContent"]?.string {
        let data = ConverseForm.nativeRedactedData(encoded)
        return [.blockStart(index: index, .redactedThinking(data: data))]
      }
      let words = reasoning["reasoningText"]
      return thinking(
        words?["text"]?.string ?? "", signature: words?["signature"]?.string ?? "", at: index)
    }
    if let cited = block["citationsContent"] {
      let words = (cited["content"]?.array ?? []).compactMap { $0["text"]?.string }
      return text(words.joined(), citations: cited["citations"]?.array ?? [], at: index)
    }
    return [.blockStart(index: index, .opaque(block))]
  }

  private static func text(_ text: String, citations: [JSONValue], at index: Int) -> [ModelEvent] {
    var events = [ModelEvent.blockStart(index: index, .text(initial: ""))]
    events += citations.map { .citation(index: index, $0) }
    if !text.isEmpty { events.append(.textDelta(index: index, text)) }
    return events
  }

  private static func thinking(
    _ text: String, signature: String, form: JSONObject? = nil, at index: Int
  ) -> [ModelEvent] {
    var events = [ModelEvent.blockStart(index: index, .thinking)]
    if let form { events.append(.thinkingForm(index: index, form)) }
    if !text.isEmpty { events.append(.thinkingDelta(index: index, text)) }
    if !signature.isEmpty { events.append(.signatureDelta(index: index, signature)) }
    return events
  }

  private static func toolUse(
    _ start: BlockStart, input: JSONValue?, at index: Int
  ) -> [ModelEvent] {
    let json = (input ?? [:]).serialized()
    return [
      .blockStart(index: index, start),
      .toolInputDelta(index: index, String(decoding: json, as: UTF8.self)),
    ]
  }

  private static func completion(_ body: [UInt8]) throws(ModelFailure) -> [ModelEvent] {
    var reducer = MessagesEventReducer()
    var events: [ModelEvent] = []
    try reducer.read(body[...], into: &events)
    guard reducer.isComplete else {
      throw StreamFault.violation("it is a text completion without an end")
    }
    return events
  }

  private static func tree(_ body: [UInt8]) throws(ModelFailure) -> JSONValue {
    do throws(JSONError) {
      return try JSONValue(parsing: body)
    } catch {
      throw StreamFault.violation(error, in: "the body")
    }
  }
}
