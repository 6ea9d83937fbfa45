/// What the service demands of a list of messages (bedrock-wire 1.5, 4.1,
/// 4.3; each is a 400 otherwise). Checked at every send.
enum RequestInvariant: String, Hashable, Sendable, Error {
  case startsWithUser = "the first message is not the user's"
  case endsWithUser = "the last message is not the user's"
  case rolesAlternate = "two messages of one role follow each other"
  case notEmpty = "a message is empty"
  case noBlankText = "a text is blank"
  case signedThinking = "thinking has no signature"
  case thinkingNotLast = "an answer ends with thinking"
  case noTrailingBlanks = "an answer ends with white space"
  case blocksOfRole = "a block stands in a message of the wrong role"
  case uniqueCalls = "two calls have the same id"
  case resultsFirst = "the results of calls do not come first, one for each"

  /// The first rule that `messages` breaks.
  static func broken(by messages: [Message]) -> RequestInvariant? {
    guard messages.first?.role == .user else { return .startsWithUser }
    guard messages.last?.role == .user else { return .endsWithUser }
    var calls: [String] = []
    var known: Set<String> = []
    var previous: Role?
    for message in messages {
      if message.role == previous { return .rolesAlternate }
      previous = message.role
      if message.content.isEmpty { return .notEmpty }
      switch message.role {
      case .user:
        if let broken = brokenByUser(message.content, answering: calls) { return broken }
        calls = []
      case .assistant:
        if let broken = brokenByAssistant(message.content) { return broken }
        calls = message.content.compactMap { block in
          if case .toolUse(let id, _, _) = block { id } else { nil }
        }
        for call in calls where !known.insert(call).inserted { return .uniqueCalls }
      }
    }
    return nil
  }

  private static func brokenByUser(
    _ content: [ContentBlock], answering calls: [String]
  ) -> RequestInvariant? {
    var answered: [String] = []
    for (index, block) in content.enumerated() {
      switch block {
      case .text(let text): if text.isBlank { return .noBlankText }
      case .toolResult(let id, _, _):
        guard answered.count == index else { return .resultsFirst }
        answered.append(id)
      case .thinking, .redactedThinking, .toolUse: return .blocksOfRole
      case .image, .document, .opaque: break
      }
    }
    return answered.sorted() == calls.sorted() ? nil : .resultsFirst
  }

  private static func brokenByAssistant(_ content: [ContentBlock]) -> RequestInvariant? {
    for block in content {
      switch block {
      case .text(let text): if text.isBlank { return .noBlankText }
      case .thinking(_, let signature, _): if signature.isEmpty { return .signedThinking }
      case .redactedThinking(let data): if data.isEmpty { return .signedThinking }
      case .image, .document, .toolResult: return .blocksOfRole
      case .toolUse, .opaque: break
      }
    }
    switch content.last {
    case .thinking, .redactedThinking: return .thinkingNotLast
    case .text(let text):
      return text.trimmedAtEnd.endIndex == text.endIndex ? nil : .noTrailingBlanks
    case .image, .document, .toolUse, .toolResult, .opaque, nil: return nil
    }
  }
}
