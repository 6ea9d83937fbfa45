import Wire

extension ModelRequest {
  /// A request with what the user chose, as far as the model accepts it
  /// (bedrock-wire 4.4).
  public init(_ settings: TurnSettings, messages: [Message]) {
    let model = settings.model
    self.init(
      model: model, api: settings.api, streaming: settings.streaming,
      system: model.rules.system ? settings.system : nil, messages: messages,
      maxTokens: max(1, min(settings.maxTokensWithThinking, model.maxOutputTokens)),
      temperature: model.rules.sampling == .none ? nil : settings.temperature,
      effort: settings.effort.flatMap(model.rules.accepted(effort:)),
      thinking: settings.thinking, caching: settings.caching,
      answerSchema: settings.answerSchema)
  }

  /// UTF-8 bytes of everything that the model will read, without framing;
  /// pictures and documents count as much as text of the same tokens.
  var contentBytes: Int {
    ModelRequest.contentBytes(system: system, messages: messages, model: model)
  }

  static func contentBytes(system: String?, messages: [Message], model: ModelDescriptor?) -> Int {
    var bytes = system?.utf8.count ?? 0
    for message in messages {
      for block in message.content { bytes = bytes.addingSaturated(block.contentBytes(for: model)) }
    }
    return bytes
  }
}

extension ContentBlock {
  fileprivate func contentBytes(for model: ModelDescriptor?) -> Int {
    let perToken = model?.rules.bytesPerTokenHundredths ?? 0
    return switch self {
    case .text(let text): text.utf8.count
    case .image(let image):
      AttemptTally.bytes(
        tokens: MediaTokens.image(width: image.width, height: image.height, model: model),
        bytesPerTokenHundredths: perToken)
    case .document(let document):
      AttemptTally.bytes(
        tokens: MediaTokens.document(document), bytesPerTokenHundredths: perToken)
    case .thinking(let text, _, _): text.utf8.count
    case .redactedThinking(let data): data.utf8.count
    case .toolUse(_, let name, let input): name.utf8.count + input.serialized().count
    case .toolResult(_, let text, _): text.utf8.count
    case .opaque(let value): value.serialized().count
    }
  }
}

extension ParameterRules {
  /// Every level that a service knows, lowest first (bedrock-wire 4.4).
  public static let knownEffortLevels = ["low", "medium", "high", "xhigh", "max"]

  /// The level to send for the wish `effort`: itself, or the next lower one
  /// that the model accepts, or its lowest; `nil` where it accepts none, or
  /// the word is unknown.
  public func accepted(effort: String) -> String? {
    if effortLevels.contains(effort) { return effort }
    let known = ParameterRules.knownEffortLevels
    guard let wish = known.firstIndex(of: effort) else { return nil }
    let lower = effortLevels.last { known.firstIndex(of: $0).map { $0 < wish } ?? false }
    return lower ?? effortLevels.first
  }
}
