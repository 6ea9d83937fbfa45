internal import Engine
internal import Wire

/// Shapes that the streamed and the whole answer of Converse share, and their
/// native counterparts (bedrock-wire 1.8, 4.12).
enum ConverseForm {
  /// The delta of `messageStop`, or of a whole answer.
  static func messageDelta(_ event: JSONValue) -> ModelEvent {
    .messageDelta(
      stopReason: event["stopReason"]?.string.map(StopReason.init(word:)),
      stopSequence: event["additionalModelResponseFields"]?["stop_sequence"]?.string,
      usage: .none)
  }

  /// Whether a tool call is for us to run; Bedrock marks those that it runs
  /// itself (`server_tool_use`).
  static func isClientTool(_ tool: JSONValue) -> Bool {
    let type = tool["type"]?.string
    return type == nil || type == "tool_use"
  }

  static func toolUseStart(_ tool: JSONValue) -> BlockStart {
    .toolUse(id: tool["toolUseId"]?.string ?? "", name: tool["name"]?.string ?? "")
  }

  /// `data` of the native block: Converse wraps its ASCII in Base64 once more.
  static func nativeRedactedData(_ encoded: String) -> String {
    guard let data = Base64.decode(Array(encoded.utf8)),
      data.allSatisfy({ (0x20..<0x7F).contains($0) })
    else { return encoded }
    return String(decoding: data, as: UTF8.self)
  }

  /// A held block with the JSON text that its deltas gave as the `input` of
  /// its one member.
  static func completed(_ object: JSONObject, input: String) -> JSONObject {
    guard let name = object.members.first?.name, case .object(var inner)? = object[name],
      let value = try? JSONValue(parsing: Array(input.utf8))
    else { return object }
    var completed = object
    inner["input"] = value
    completed[name] = .object(inner)
    return completed
  }

  /// A held `toolResult` block with more content.
  static func appending(_ results: [JSONValue], toResultIn object: JSONObject) -> JSONObject {
    guard case .object(var inner)? = object["toolResult"] else { return object }
    var extended = object
    inner["content"] = .array((inner["content"]?.array ?? []) + results)
    extended["toolResult"] = .object(inner)
    return extended
  }
}
