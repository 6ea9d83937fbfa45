extension Conversation {
  /// The messages of the next request to the model `modelKey`; empty where
  /// there is nothing to answer.
  func requestMessages(for modelKey: String) -> [Message] {
    Conversation.requestMessages(from: messages, for: modelKey)
  }

  /// Makes any list of messages one that the service accepts
  /// (`RequestInvariant`), changing only what it must. The same list gives the
  /// same bytes, and a longer list a continuation of them: prompt caching
  /// lives on that.
  ///
  /// Left out: blank text; thinking of another model or without a signature
  /// (bedrock-wire 4.3); results of calls that were not made; whatever stands
  /// before the first prompt. Added: results for calls that have none.
  static func requestMessages(from messages: [Message], for modelKey: String) -> [Message] {
    var builder = RequestBuilder(modelKey: modelKey)
    var group: [Message] = []
    for message in messages {
      if let first = group.first, first.role != message.role {
        builder.add(group)
        group = []
      }
      group.append(message)
    }
    builder.add(group)
    return builder.messages.last?.role == .user ? builder.messages : []
  }
}

/// Builds a valid request from left to right, out of runs of messages of one
/// role.
private struct RequestBuilder {
  let modelKey: String
  private(set) var messages: [Message] = []
  /// Ids of every call so far; the service wants them unique.
  private var knownCalls: Set<String> = []

  init(modelKey: String) { self.modelKey = modelKey }

  mutating func add(_ group: [Message]) {
    guard let role = group.first?.role else { return }
    switch role {
    case .user: addUser(group.flatMap(\.content))
    case .assistant: addAssistant(group)
    }
  }

  private mutating func addAssistant(_ group: [Message]) {
    guard !messages.isEmpty else { return }
    var content: [ContentBlock] = []
    for message in group {
      content += message.content.filter { isReplayable($0, by: message.modelKey) }
    }
    content = endingWithSubstance(content)
    guard !content.isEmpty else { return }
    for case .toolUse(let id, _, _) in content { knownCalls.insert(id) }
    // Where authors are mixed, what is bound to one is of the model asked.
    let authors = group.map(\.modelKey)
    let author = authors.contains(modelKey) ? modelKey : authors.last ?? nil
    if let last = messages.indices.last, messages[last].role == .assistant {
      messages[last].content += content
      if author == modelKey { messages[last].modelKey = author }
    } else {
      messages.append(Message(role: .assistant, content: content, modelKey: author))
    }
  }

  private mutating func isReplayable(_ block: ContentBlock, by author: String?) -> Bool {
    switch block {
    case .text(let text): !text.isBlank
    case .thinking(_, let signature, _): author == modelKey && !signature.isEmpty
    case .redactedThinking(let data): author == modelKey && !data.isEmpty
    case .toolUse(let id, let name, _):
      !id.isEmpty && !name.isEmpty && !knownCalls.contains(id)
    case .image, .document, .toolResult: false
    case .opaque: author == modelKey
    }
  }

  /// Without thinking at its end (an answer must not end with it) and without
  /// white space behind its last text; a call made twice only once.
  private func endingWithSubstance(_ content: [ContentBlock]) -> [ContentBlock] {
    var calls: Set<String> = []
    var content = content.filter { block in
      guard case .toolUse(let id, _, _) = block else { return true }
      return calls.insert(id).inserted
    }
    while let last = content.last, !last.isSubstance { content.removeLast() }
    if case .text(let text)? = content.last {
      content[content.count - 1] = .text(String(text.trimmedAtEnd))
    }
    return content
  }

  private mutating func addUser(_ content: [ContentBlock]) {
    var results: [ContentBlock] = []
    if let last = messages.last, last.role == .assistant {
      results = last.content.compactMap { result(for: $0, in: content) }
    }
    let rest = content.filter { block in
      switch block {
      case .text(let text): !text.isBlank
      case .image, .document, .opaque: true
      case .thinking, .redactedThinking, .toolUse, .toolResult: false
      }
    }
    guard !(results + rest).isEmpty else { return }
    if let last = messages.indices.last, messages[last].role == .user {
      messages[last].content += rest
    } else {
      messages.append(Message(role: .user, content: results + rest))
    }
  }

  private func result(for block: ContentBlock, in content: [ContentBlock]) -> ContentBlock? {
    guard case .toolUse(let call, _, _) = block else { return nil }
    let given = content.first { candidate in
      if case .toolResult(call, _, _) = candidate { true } else { false }
    }
    return given
      ?? .toolResult(toolUseID: call, text: "No result: the call was interrupted.", isError: true)
  }
}
