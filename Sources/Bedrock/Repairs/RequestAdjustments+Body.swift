import Engine
import Wire

/// Takes out of a finished request what the service does not know.
extension RequestAdjustments {
  /// Members without which no request has a meaning; a refusal of one of them
  /// says something else than its words.
  private static let essentialMembers: Set<String> = [
    "messages", "role", "content", "type", "text", "model", "modelId", "anthropic_version",
    "max_tokens", "maxTokens",
  ]

  /// Whether `path` names a member that can be left out.
  static func canOmit(_ path: String) -> Bool {
    guard let last = path.split(separator: ".").last, Int(last) == nil else { return false }
    return !essentialMembers.contains(String(last))
  }

  /// Headers that say the same as a member of the body.
  private static let headersOfMembers = [
    "x-amzn-bedrock-service-tier": ["service_tier", "serviceTier"],
    "anthropic-beta": ["anthropic_beta"],
  ]

  /// `headers` without what is left out.
  func applied(to headers: [HTTPHeader]) -> [HTTPHeader] {
    headers.compactMap { header in
      let members = RequestAdjustments.headersOfMembers[header.name] ?? []
      if !omittedMembers.isDisjoint(with: members) { return nil }
      guard header.name == "anthropic-beta", !omittedBetas.isEmpty else { return header }
      let kept = header.value.split(separator: ",").map { $0.drop { $0 == " " } }
        .filter { !omittedBetas.contains(String($0)) }
      return kept.isEmpty ? nil : HTTPHeader(header.name, kept.joined(separator: ","))
    }
  }

  /// `body` without what is left out; the same bytes where nothing is.
  func applied(to body: [UInt8]) -> [UInt8] {
    let omittedMembers = omitsThinking ? omittedMembers.union(["thinking"]) : omittedMembers
    guard !omittedMembers.isEmpty || !omittedBetas.isEmpty,
      var value = try? JSONValue(parsing: body)
    else { return body }
    for path in omittedMembers.sorted() {
      let parts = path.split(separator: ".").map(String.init)
      if let less = value.omitting(parts[...]) {
        value = less
      } else if let fields = value["additionalModelRequestFields"]?.omitting(parts[...]) {
        value = value.replacing("additionalModelRequestFields", by: fields)
      }
    }
    if !omittedBetas.isEmpty { value = withoutBetas(value) }
    return value.serialized()
  }

  private func withoutBetas(_ value: JSONValue) -> JSONValue {
    if let fields = value["additionalModelRequestFields"] {
      return value.replacing("additionalModelRequestFields", by: withoutBetas(fields))
    }
    guard let betas = value["anthropic_beta"]?.array else { return value }
    let kept = betas.filter { $0.string.map { !omittedBetas.contains($0) } ?? true }
    return value.replacing("anthropic_beta", by: kept.isEmpty ? nil : .array(kept))
  }
}

extension JSONValue {
  /// The object with another value of one member; `nil` removes it, and an
  /// object that is empty then is removed too.
  fileprivate func replacing(_ name: String, by member: JSONValue?) -> JSONValue {
    guard var object else { return self }
    let isEmpty = member?.object.map { $0.members.isEmpty } ?? false
    object[name] = isEmpty ? nil : member
    return .object(object)
  }

  /// Without the member at `path`; `nil` where there is none. Components that
  /// no object has are names of variants (`tools.0.custom.strict`,
  /// `cache_control.ephemeral.ttl`) and are passed over.
  fileprivate func omitting(_ path: ArraySlice<String>) -> JSONValue? {
    guard let name = path.first else { return nil }
    let rest = path.dropFirst()
    switch self {
    case .array(let elements):
      let inner = Int(name) == nil ? path : rest
      var isChanged = false
      let changed = elements.map { element in
        guard let less = element.omitting(inner) else { return element }
        isChanged = true
        return less
      }
      return isChanged ? .array(changed) : nil
    case .object(var object):
      guard let member = object[name] else { return rest.isEmpty ? nil : omitting(rest) }
      if rest.isEmpty {
        object[name] = nil
      } else if let less = member.omitting(rest) {
        object[name] = less.object?.members.isEmpty == true ? nil : less
      } else {
        return nil
      }
      return .object(object)
    case .null, .bool, .number, .string: return nil
    }
  }
}
