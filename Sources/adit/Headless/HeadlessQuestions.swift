internal import Bedrock
internal import Engine

/// What a headless run asks the service before its first request. Each answer
/// is waited for only so long, and no longer than until a signal comes; the
/// run does without it.
struct HeadlessQuestions {
  /// How long to hear which model is behind a profile of the account's own.
  private static let profilePatienceMilliseconds = 5_000
  /// How long for the service's own count of the prompt's tokens.
  private static let countPatienceMilliseconds = 2_000

  let services: Services
  let thread: EngineThread
  let signals: HeadlessSignals

  /// `model` with the rules and prices of what is behind it.
  func described(_ model: ModelDescriptor) -> ModelDescriptor {
    guard model.isApplicationProfile else { return model }
    return thread.wait(
      milliseconds: Self.profilePatienceMilliseconds, orUntilReadable: signals.descriptor
    ) { [discovery = services.discovery] in
      await discovery.described(model)
    } ?? model
  }

  /// What reading `prompt` costs by the service's own count; `nil`: it does
  /// not count, or prices are unknown.
  func costOfReading(
    _ prompt: String, _ settings: TurnSettings, _ composition: Composition
  ) -> NanoDollars? {
    guard let prices = settings.model.prices else { return nil }
    let request = ModelRequest(
      settings, messages: [Message(role: .user, content: [.text(prompt)])])
    let counter = services.counter(composition)
    let count = thread.wait(
      milliseconds: Self.countPatienceMilliseconds, orUntilReadable: signals.descriptor
    ) { () -> Int? in
      try? await counter.countTokens(request)
    }
    guard let tokens = count ?? nil else { return nil }
    return prices.cost(
      of: TokenUsage(input: tokens),
      profilePrefix: composition.settings.billedPrefix(of: settings.model, through: settings.api))
  }
}
