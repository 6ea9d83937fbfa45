import Wire

extension NativeBody {
  /// Content: a string, or a list of blocks.
  func blocks(_ value: JSONValue, at path: String) throws(ServiceFailure) -> [Prompt.Block] {
    if let text = value.string {
      return text.isEmpty && path == "system" ? [] : [.text(text)]
    }
    guard let list = value.array else {
      throw .validation("\(path): Input should be a valid list")
    }
    var out: [Prompt.Block] = []
    for (index, block) in list.enumerated() {
      let place = "\(path).\(index)"
      let read = try self.block(block, at: place)
      if path == "system" {
        guard case .text = read else {
          throw .validation("\(place).type: Input should be 'text'")
        }
      }
      out.append(read)
      try appendCachePoint(of: block, at: place, to: &out)
    }
    return out
  }

  /// A cache point after a block that carries `cache_control`.
  func appendCachePoint(
    of block: JSONValue, at path: String, to blocks: inout [Prompt.Block]
  ) throws(ServiceFailure) {
    guard let control = block["cache_control"], control != .null else { return }
    guard control["type"] == "ephemeral" else {
      throw .validation("\(path).cache_control.type: Input should be 'ephemeral'")
    }
    switch control["ttl"]?.string {
    case nil, "5m": blocks.append(.cachePoint(isLong: false))
    case "1h": blocks.append(.cachePoint(isLong: true))
    default: throw .validation("\(path).cache_control.ttl: Input should be '5m' or '1h'")
    }
    if block["type"]?.string.map({ $0.hasSuffix("thinking") }) ?? false {
      throw .validation("\(path).cache_control: Extra inputs are not permitted")
    }
  }

  private func block(_ block: JSONValue, at path: String) throws(ServiceFailure) -> Prompt.Block {
    guard let type = block["type"]?.string else {
      throw .validation("\(path).type: Field required")
    }
    switch type {
    case "text":
      try allow(["type", "text", "cache_control", "citations"], in: block, at: "\(path).text")
      return .text(try string("text", of: block, at: "\(path).text"))
    case "thinking":
      try allow(["type", "thinking", "signature"], in: block, at: "\(path).thinking")
      return .thinking(
        text: try string("thinking", of: block, at: "\(path).thinking"),
        signature: try string("signature", of: block, at: "\(path).thinking"))
    case "redacted_thinking":
      return .redactedThinking(try string("data", of: block, at: "\(path).redacted_thinking"))
    case "tool_use":
      let place = "\(path).tool_use"
      try allow(["type", "id", "name", "input", "cache_control", "caller"], in: block, at: place)
      guard let input = block["input"] else { throw .validation("\(place).input: Field required") }
      guard input.object != nil else {
        throw .validation("\(place).input: Input should be a valid dictionary")
      }
      return .toolUse(
        id: try string("id", of: block, at: place), name: try string("name", of: block, at: place),
        input: input)
    case "tool_result":
      let place = "\(path).tool_result"
      try allow(
        ["type", "tool_use_id", "content", "is_error", "cache_control"], in: block, at: place)
      let content = block["content"] ?? .array([])
      if content.array != nil { _ = try blocks(content, at: "\(place).content") }
      return .toolResult(
        id: try string("tool_use_id", of: block, at: place), bytes: content.serialized().count)
    case "image", "document", "search_result":
      guard block["source"] != nil else {
        throw .validation("\(path).\(type).source: Field required")
      }
      guard type != "search_result" else {
        return .attachment(
          kind: type, bytes: block["source"]?.serialized().count ?? 0,
          tokens: TokenEstimate.tokensPerAttachment)
      }
      let file = try SentFile(native: type, block["source"] ?? .null, at: path)
      return .attachment(kind: type, bytes: file.bytes, tokens: file.tokens)
    default:
      throw .validation(
        "\(path): Input tag '\(type)' found using 'type' does not match any of the expected tags: "
          + "'document', 'image', 'redacted_thinking', 'search_result', 'text', 'thinking', "
          + "'tool_result', 'tool_use'")
    }
  }

  private func string(
    _ name: String, of block: JSONValue, at path: String
  ) throws(ServiceFailure) -> String {
    guard let value = block[name] else { throw .validation("\(path).\(name): Field required") }
    guard let text = value.string else {
      throw .validation("\(path).\(name): Input should be a valid string")
    }
    return text
  }

  private func allow(
    _ members: Set<String>, in block: JSONValue, at path: String
  ) throws(ServiceFailure) {
    for member in block.object?.members ?? [] where !members.contains(member.name) {
      throw .validation("\(path).\(member.name): Extra inputs are not permitted")
    }
  }
}
