public import Wire

/// Who speaks.
public enum Role: String, Hashable, Sendable {
  case user, assistant
}

/// A part of a message, in the form in which it is replayed to the service.
public enum ContentBlock: Hashable, Sendable {
  case text(String)
  /// A picture of the user's.
  case image(AttachedImage)
  /// A PDF of the user's.
  case document(AttachedDocument)
  /// Reasoning with its signature; replayed byte for byte or not at all.
  /// `form`: the block as it began, where it held more than these two.
  case thinking(text: String, signature: String, form: JSONObject? = nil)
  case redactedThinking(data: String)
  /// A complete call of a tool. `input` is an object.
  case toolUse(id: String, name: String, input: JSONValue)
  case toolResult(toolUseID: String, text: String, isError: Bool)
  /// A block of a kind that we do not know, raw.
  case opaque(JSONValue)
}

/// One message of a conversation.
public struct Message: Hashable, Sendable {
  /// Who speaks.
  public var role: Role
  /// The parts, in order.
  public var content: [ContentBlock]
  /// For an assistant's message, the key of the registry entry that made it:
  /// thinking is replayed only to the same model.
  public var modelKey: String?

  /// A message.
  public init(role: Role, content: [ContentBlock], modelKey: String? = nil) {
    self.role = role
    self.content = content
    self.modelKey = modelKey
  }
}
