import Wire

/// What was said, as it will be said again to the service.
///
/// Invariants: user and assistant alternate, beginning with the user; no
/// prompt is blank; an answer that is kept has text, a call or a block of a
/// kind that we do not know; calls without a result get one as soon as the
/// user goes on. `requestMessages` is valid after any interruption.
struct Conversation: Hashable, Sendable {
  private(set) var messages: [Message] = []
  /// How the last answer ended.
  private var ending = AnswerEnding.whole

  init() {}

  /// Forgets everything.
  mutating func clear() { self = Conversation() }

  /// Adds a prompt behind the files that go with it; joins the one before it if
  /// that got no answer. A blank prompt is refused: `false`.
  mutating func appendPrompt(_ text: String, attachments: [Attachment] = []) -> Bool {
    guard !text.isBlank else { return false }
    var content = resultsOfOpenCalls()
    if messages.last?.role == .assistant, let note = Conversation.note(for: ending) {
      content.append(.text(note))
    }
    append(content + attachments.flatMap(\.blocks) + [.text(text)])
    return true
  }

  /// Leaves out pictures that the service refused: those of the last prompt, or
  /// every one.
  mutating func leaveOutImages(_ which: RefusedImages) {
    for index in messages.indices {
      if which == .ofPrompt, index != messages.count - 1 { continue }
      messages[index].content = messages[index].content.map { block in
        if case .image = block { .text(Attachment.leftOut) } else { block }
      }
    }
  }

  /// Adds the answer of the model `modelKey` to the last prompt. Without
  /// anything to replay, nothing is added: the prompt stays, and the next one
  /// joins it.
  mutating func appendAnswer(_ content: [ContentBlock], modelKey: String, ending: AnswerEnding) {
    guard messages.last?.role == .user, content.contains(where: \.isSubstance) else { return }
    messages.append(Message(role: .assistant, content: content, modelKey: modelKey))
    self.ending = ending
  }

  /// Whether there is a prompt without an answer, or an answer that was cut.
  var canContinue: Bool {
    switch messages.last?.role {
    case .user: true
    case .assistant: ending != .whole && lastText != nil
    case nil: false
    }
  }

  /// Makes the next request one that goes on where the last answer was cut;
  /// after a prompt without an answer, that prompt is simply asked again.
  /// `false` where there is nothing to continue.
  ///
  /// By a message of the user, because current models refuse a conversation
  /// that ends with the assistant's words (bedrock-wire 4.4, prefill).
  mutating func appendContinuation() -> Bool {
    guard canContinue else { return false }
    guard messages.last?.role == .assistant, let text = lastText else { return true }
    let request = """
      Your last answer was cut off. Its last words were:

      \(Conversation.lastWords(of: text))

      Go on from exactly there. Do not repeat these words, do not start over and do not comment \
      on the interruption.
      """
    append(resultsOfOpenCalls() + [.text(request)])
    return true
  }

  /// Words of an answer that a continuation quotes: enough to find the place.
  static let quotedWords = 12
  /// Bound of the quotation where words are long or not separated by blanks.
  static let quotedCharacters = 240

  /// The end of `text`, as it stands there, without white space at its end.
  static func lastWords(of text: String) -> String {
    var words = 0
    var isInsideWord = false
    var characters = 0
    var start = text.endIndex
    let trimmed = text.trimmedAtEnd
    start = trimmed.endIndex
    for index in trimmed.indices.reversed() {
      if trimmed[index].isWhitespace {
        if isInsideWord { words += 1 }
        isInsideWord = false
        if words == quotedWords { break }
      } else {
        isInsideWord = true
        start = index
      }
      characters += 1
      if characters == quotedCharacters { break }
    }
    return String(trimmed[start...])
  }

  private var lastText: String? {
    guard let last = messages.last else { return nil }
    for block in last.content.reversed() {
      if case .text(let text) = block, !text.isBlank { return text }
    }
    return nil
  }

  private mutating func append(_ content: [ContentBlock]) {
    if let last = messages.indices.last, messages[last].role == .user {
      messages[last].content += content
    } else {
      messages.append(Message(role: .user, content: content))
    }
    ending = .whole
  }

  /// A result for every call of the last answer: none of them can have run,
  /// since the user is speaking already.
  private func resultsOfOpenCalls() -> [ContentBlock] {
    guard let last = messages.last, last.role == .assistant else { return [] }
    let reason: String
    switch ending {
    case .interrupted: reason = "Interrupted by the user; the tool was not run."
    case .whole, .failed, .limit: reason = "The tool was not run: it is not available."
    }
    return last.content.compactMap { block in
      guard case .toolUse(let id, _, _) = block else { return nil }
      return .toolResult(toolUseID: id, text: reason, isError: true)
    }
  }

  /// What tells the model, with the next prompt, why its words end where they
  /// do; a limit tells itself.
  private static func note(for ending: AnswerEnding) -> String? {
    switch ending {
    case .interrupted: "[The user interrupted the answer above.]"
    case .failed: "[A failure of the connection cut off the answer above.]"
    case .whole, .limit: nil
    }
  }
}

extension ContentBlock {
  /// Whether an answer that holds only this is worth keeping: thinking alone
  /// and blank text are refused by the service.
  var isSubstance: Bool {
    switch self {
    case .text(let text): !text.isBlank
    case .thinking, .redactedThinking: false
    case .image, .document, .toolUse, .toolResult, .opaque: true
    }
  }
}

extension String {
  /// Whether there is nothing but white space.
  var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }

  /// The text without white space at its end.
  var trimmedAtEnd: Substring {
    let scalars = unicodeScalars
    guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return self[..<scalars.index(after: last)]
  }
}
