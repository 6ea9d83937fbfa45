import Wire

/// A request for a reply, whatever shape it came in.
struct Prompt: Hashable, Sendable {
  enum Role: String, Hashable, Sendable { case user, assistant, system }

  enum Block: Hashable, Sendable {
    case text(String)
    case thinking(text: String, signature: String?)
    case redactedThinking(String)
    case toolUse(id: String, name: String, input: JSONValue)
    /// `bytes` is the size of its content.
    case toolResult(id: String, bytes: Int)
    /// An image, a document or the like; `bytes` as sent, and what they count
    /// as.
    case attachment(kind: String, bytes: Int, tokens: Int)
    /// Everything before it may be cached.
    case cachePoint(isLong: Bool)
  }

  struct Message: Hashable, Sendable {
    var role: Role
    var blocks: [Block]
  }

  enum Thinking: Hashable, Sendable {
    case enabled(budget: Int)
    case adaptive
    case disabled
    case betweenTools
  }

  var model: NamedModel
  /// Definitions as sent, with the cache points among them.
  var tools: [Block] = []
  var toolNames: [String] = []
  var system: [Block] = []
  var messages: [Message] = []
  var maxTokens: Int?
  var temperature: Double?
  var topP: Double?
  var topK: Int?
  var thinking: Thinking?
  var effort: String?
  var stopSequences: [String] = []
  /// A tool is demanded (`any`, `tool`).
  var forcesTool = false
  var streams = false

  /// The text of the last user message that has any.
  var lastUserText: String { lastUserTexts.joined(separator: "\n") }

  /// The last user message's text blocks, one by one.
  var lastUserTexts: [String] {
    for message in messages.reversed() where message.role == .user {
      let texts = message.blocks.compactMap { block -> String? in
        if case .text(let text) = block { text } else { nil }
      }
      if !texts.isEmpty { return texts }
    }
    return []
  }
}

/// How many tokens a text is taken to have: a deterministic stand-in for a
/// tokenizer.
enum TokenEstimate {
  /// About right for English (bedrock-wire 5.3).
  static let bytesPerToken = 4
  /// Role and separators.
  static let tokensPerMessage = 4
  /// An image of middling size.
  static let tokensPerAttachment = 1500

  static func tokens(bytes: Int) -> Int { (bytes + bytesPerToken - 1) / bytesPerToken }

  static func tokens(in block: Prompt.Block) -> Int {
    switch block {
    case .text(let text): tokens(bytes: text.utf8.count)
    case .thinking(let text, _): tokens(bytes: text.utf8.count)
    case .redactedThinking(let data): tokens(bytes: data.utf8.count)
    case .toolUse(_, let name, let input):
      tokens(bytes: name.utf8.count + input.serialized().count)
    case .toolResult(_, let bytes): tokens(bytes: bytes)
    case .attachment(_, _, let tokens): tokens
    case .cachePoint: 0
    }
  }
}
