import Engine
import Wire

/// A conversation as it may be sent to one model: what the model or the API
/// would refuse is left out, and nothing else is touched (bedrock-wire 4.1,
/// 4.3, 5.4).
struct ReplayedConversation: Hashable, Sendable {
  var messages: [Message]

  /// Which blocks an API can carry.
  enum Dialect: Hashable, Sendable {
    /// Native Messages JSON: every block.
    case native
    /// Converse: no blocks of unknown kinds.
    case converse
  }

  /// Takes out thinking of other models (its signature is worth nothing to
  /// this one), thinking without a signature, empty text, and blocks that the
  /// dialect does not know. Messages that end up empty disappear, and
  /// neighbours of one role then become one message, so that roles alternate.
  init(_ conversation: [Message], for model: ModelDescriptor, dialect: Dialect) {
    messages = []
    let limits = AttachmentLimits(model: model, api: dialect == .converse ? .converse : .invoke)
    for message in conversation {
      let content = message.content.filter {
        ReplayedConversation.keeps($0, of: message, for: model, dialect: dialect)
      }.map { limits.takes($0) ? $0 : .text(ReplayedConversation.unseen) }
      guard !content.isEmpty else { continue }
      if let last = messages.last, last.role == message.role {
        messages[messages.count - 1].content += content
      } else {
        messages.append(
          Message(role: message.role, content: content, modelKey: message.modelKey))
      }
    }
  }

  /// Stands for a picture or a PDF that an earlier model was shown, and that
  /// this one would refuse.
  private static let unseen = "[A file was here that this model cannot read.]"

  private static func keeps(
    _ block: ContentBlock, of message: Message, for model: ModelDescriptor, dialect: Dialect
  ) -> Bool {
    switch block {
    case .text(let text): !text.isEmpty
    case .thinking(_, let signature, _): message.modelKey == model.key && !signature.isEmpty
    case .redactedThinking: message.modelKey == model.key
    case .image, .document, .toolUse, .toolResult: true
    case .opaque: dialect == .native
    }
  }

  /// The tools of a request: `defined`, and behind them those that the
  /// conversation calls besides, by their names. Both APIs refuse tool blocks
  /// in a request that defines no tools.
  func tools(_ defined: [ToolDefinition]) -> [ToolDefinition] {
    var tools = defined
    var names = Set(defined.map(\.name))
    for case .toolUse(_, let name, _) in messages.lazy.flatMap(\.content)
    where names.insert(name).inserted {
      tools.append(ToolDefinition(name: name, inputSchema: ["type": "object"]))
    }
    return tools
  }
}

/// What a tool result says when the tool said nothing: both APIs want text.
let emptyToolResult = "(no output)"

/// A tool's input as replayed: an object, whatever the model wrote.
func replayedInput(_ input: JSONValue) -> JSONValue { input.object == nil ? [:] : input }
