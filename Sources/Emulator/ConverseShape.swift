import Wire

/// A shape of AWS's service model, as far as requests of Converse need it, and
/// the check of a body against it. Strict: the models' unions and structures
/// have no other members.
indirect enum ConverseShape: Sendable {
  case string(ClosedRange<Int>)
  case word([String])
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  case boolean
  /// Any JSON.
  case document
  /// Base64 text.
  case blob
  case list(ConverseShape, ClosedRange<Int>)
  case structure(required: [String], [String: ConverseShape])
  /// Exactly one member.
  case union([String: ConverseShape])
  case map(maximum: Int)

  /// Longer than any limit of the model that we do not check.
  static let anyLength = 0...Int.max

  func check(_ value: JSONValue, at path: String) throws(ServiceFailure) {
    switch self {
    case .document: break
    case .boolean:
      guard value.bool != nil else { throw Self.wrongType(path) }
    case .string(let lengths):
      guard let text = value.string else { throw Self.wrongType(path) }
      guard lengths.contains(text.unicodeScalars.count) else {
        throw Self.constraint(path, "Member must have length between \(lengths)")
      }
    case .word(let words):
      guard let text = value.string else { throw Self.wrongType(path) }
      guard words.contains(text) else {
        throw Self.constraint(
          path, "Member must satisfy enum value set: [\(words.joined(separator: ", "))]")
      }
    case .blob:
      guard let text = value.string, Base64.decode(Array(text.utf8)) != nil else {
        throw Self.wrongType(path)
      }
    case .integer(let range):
      guard let number = value.int else { throw Self.wrongType(path) }
      guard range.contains(number) else {
        throw Self.constraint(path, "Member must have value between \(range)")
      }
    case .number(let range):
      guard let number = value.double else { throw Self.wrongType(path) }
      guard range.contains(number) else {
        throw Self.constraint(path, "Member must have value between \(range)")
      }
    case .list(let element, let counts):
      guard let list = value.array else { throw Self.wrongType(path) }
      guard counts.contains(list.count) else {
        throw Self.constraint(path, "Member must have length between \(counts)")
      }
      for (index, item) in list.enumerated() { try element.check(item, at: "\(path).\(index)") }
    case .structure(let required, let members):
      try Self.check(value, required: required, members: members, at: path)
    case .union(let members):
      guard let object = value.object else { throw Self.wrongType(path) }
      guard object.members.count == 1 else {
        throw .validation(
          "Malformed input request: \(path): exactly one member of a union must be set, "
            + "please reformat your input and try again.")
      }
      try Self.check(value, required: [], members: members, at: path)
    case .map(let maximum):
      guard let object = value.object else { throw Self.wrongType(path) }
      guard object.members.count <= maximum else {
        throw Self.constraint(path, "Member must have at most \(maximum) entries")
      }
    }
  }

  private static func check(
    _ value: JSONValue, required: [String], members: [String: ConverseShape], at path: String
  ) throws(ServiceFailure) {
    guard let object = value.object else { throw wrongType(path) }
    for name in required where object[name] == nil {
      throw constraint("\(path).\(name)", "Member must not be null")
    }
    for member in object.members {
      guard let shape = members[member.name] else {
        throw .validation(
          "Malformed input request: \(path): extraneous key [\(member.name)] is not permitted, "
            + "please reformat your input and try again.")
      }
      try shape.check(member.value, at: "\(path).\(member.name)")
    }
  }

  private static func wrongType(_ path: String) -> ServiceFailure {
    ServiceFailure(
      400, "SerializationException", "\(path) has a value of the wrong type")
  }

  private static func constraint(_ path: String, _ text: String) -> ServiceFailure {
    .validation(
      "1 validation error detected: Value at '\(path.dropFirst(2))' failed to satisfy constraint: "
        + text)
  }
}

extension ConverseShape {
  /// `ConverseRequest` without `modelId` (botocore, bedrock-runtime
  /// 2023-09-30); `ConverseStreamRequest` is the same but for guardrails.
  static let request = ConverseShape.structure(
    required: [],
    [
      "messages": .list(message, anyLength),
      "system": .list(
        .union(["text": .string(1...Int.max), "guardContent": .document, "cachePoint": cachePoint]),
        anyLength),
      "inferenceConfig": .structure(
        required: [],
        [
          "maxTokens": .integer(1...Int.max), "temperature": .number(0...1),
          "topP": .number(0...1), "stopSequences": .list(.string(1...Int.max), 0...2500),
        ]),
      "toolConfig": toolConfig,
      "guardrailConfig": .structure(
        required: [],
        [
          "guardrailIdentifier": .string(0...2048), "guardrailVersion": .string(anyLength),
          "trace": .word(["enabled", "disabled", "enabled_full"]),
          "streamProcessingMode": .word(["sync", "async"]),
        ]),
      "additionalModelRequestFields": .document,
      "promptVariables": .map(maximum: Int.max),
      "additionalModelResponseFieldPaths": .list(.string(1...256), 0...10),
      "requestMetadata": .map(maximum: 16),
      "performanceConfig": .structure(
        required: [], ["latency": .word(["standard", "optimized"])]),
      "serviceTier": .structure(
        required: ["type"], ["type": .word(["priority", "default", "flex", "reserved"])]),
      "outputConfig": .structure(
        required: [],
        [
          "textFormat": .document,
          "effort": .word(["low", "medium", "high", "xhigh", "max"]),
        ]),
    ])

  private static let message = ConverseShape.structure(
    required: ["role", "content"],
    [
      "role": .word(["user", "assistant", "system"]),
      "content": .list(contentBlock, anyLength),
    ])

  private static let cachePoint = ConverseShape.structure(
    required: ["type"], ["type": .word(["default"]), "ttl": .word(["5m", "1h"])])

  private static let toolUseID = ConverseShape.string(1...64)

  private static let contentBlock = ConverseShape.union([
    "text": .string(anyLength),
    "image": .structure(
      required: ["format", "source"],
      ["format": .word(["png", "jpeg", "gif", "webp"]), "source": .document]),
    "document": .structure(
      required: ["name", "source"],
      [
        "format": .word(["pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"]),
        "name": .string(1...200), "source": .document, "context": .string(anyLength),
        "citations": .document,
      ]),
    "video": .document, "audio": .document, "guardContent": .document,
    "citationsContent": .document, "searchResult": .document, "toolAddition": .document,
    "toolRemoval": .document,
    "toolUse": .structure(
      required: ["toolUseId", "name", "input"],
      [
        "toolUseId": toolUseID, "name": .string(1...64), "input": .document,
        "type": .word(["server_tool_use"]),
      ]),
    "toolResult": .structure(
      required: ["toolUseId", "content"],
      [
        "toolUseId": toolUseID,
        "content": .list(
          .union([
            "json": .document, "text": .string(anyLength), "image": .document,
            "document": .document, "video": .document, "searchResult": .document,
          ]), anyLength),
        "status": .word(["success", "error"]), "type": .string(anyLength),
      ]),
    "cachePoint": cachePoint,
    "reasoningContent": .union([
      "reasoningText": .structure(
        required: ["text"], ["text": .string(anyLength), "signature": .string(anyLength)]),
      "redactedContent": .blob,
    ]),
  ])

  private static let toolConfig = ConverseShape.structure(
    required: ["tools"],
    [
      "tools": .list(
        .union([
          "toolSpec": .structure(
            required: ["name", "inputSchema"],
            [
              "name": .string(1...64), "description": .string(1...Int.max),
              "inputSchema": .union(["json": .document]), "strict": .boolean,
            ]),
          "systemTool": .structure(required: ["name"], ["name": .string(1...64)]),
          "cachePoint": cachePoint,
        ]), 1...Int.max),
      "toolChoice": .union([
        "auto": .structure(required: [], [:]), "any": .structure(required: [], [:]),
        "tool": .structure(required: ["name"], ["name": .string(1...64)]),
      ]),
    ])
}
