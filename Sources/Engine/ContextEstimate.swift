/// How many tokens the next request makes: the service's own count of the last
/// one, and a guess about what was added since.
struct ContextEstimate: Hashable, Sendable {
  /// A conversation whose size the service has told.
  private struct Known: Hashable, Sendable {
    var modelKey: String
    var tokens: Int
    /// UTF-8 bytes of the same conversation.
    var bytes: Int
  }

  private var known: Known?

  /// An answer came: with it the conversation has `tokens` in `bytes`.
  mutating func learn(tokens: Int, bytes: Int, modelKey: String) {
    known = Known(modelKey: modelKey, tokens: tokens, bytes: bytes)
  }

  /// The conversation is another one now.
  mutating func forget() { known = nil }

  /// Input tokens of `request`. Another model counts otherwise, and a request
  /// that became shorter is no continuation: then everything is guessed.
  func inputTokens(of request: ModelRequest) -> Int {
    let perToken = request.model.rules.bytesPerTokenHundredths
    let bytes = request.contentBytes
    guard let known, known.modelKey == request.model.key, bytes >= known.bytes else {
      return AttemptTally.tokens(bytes: bytes, bytesPerTokenHundredths: perToken)
    }
    return known.tokens.addingSaturated(
      AttemptTally.tokens(bytes: bytes - known.bytes, bytesPerTokenHundredths: perToken))
  }

  /// How far a guess may exceed the window before it is believed: 1/20.
  private static let tolerance = 20

  /// Why `request` is not worth sending; `nil`: it may fit. Only windows that
  /// the registry names are trusted; an id that tells nothing has an assumed
  /// one.
  func refusal(of request: ModelRequest) -> ModelFailure? {
    let model = request.model
    let window = model.contextWindow
    let tokens = inputTokens(of: request)
    guard window > 0, !model.released.isEmpty,
      tokens > window.addingSaturated(window / Self.tolerance)
    else { return nil }
    return ModelFailure(
      kind: .invalidRequest,
      message: "The conversation is about \(tokens - window) tokens too long for"
        + " \(model.displayName): about \(tokens) of at most \(window). It was not sent.",
      remedy: "Send a shorter text, start anew with /clear, or choose a model with a larger context"
        + " with /model or --model. The prompt is left out of the conversation.",
      leavesOutPrompt: true)
  }
}
