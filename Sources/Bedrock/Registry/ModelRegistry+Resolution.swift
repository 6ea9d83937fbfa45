public import Engine

/// What a name stands for.
public enum ModelResolution: Hashable, Sendable {
  /// A model; `warning` is a sentence that its user should see.
  case model(ModelDescriptor, warning: String?)
  /// Nothing known. `message` is a sentence, `suggestions` are keys whose
  /// names are near, best first.
  case unknown(message: String, suggestions: [String])

  /// The model, if there is one.
  public var model: ModelDescriptor? {
    switch self {
    case .model(let descriptor, _): descriptor
    case .unknown: nil
    }
  }
}

extension ModelRegistry {
  /// Limits of a model about which nothing is known but its id: small enough
  /// for every model that Bedrock serves for chatting.
  private static let assumedContextWindow = 128_000
  private static let assumedMaximumOutput = 4_096
  /// The same for a Claude that the registry does not list: every one since
  /// Claude 4 has at least these.
  private static let assumedClaudeContextWindow = 200_000
  private static let assumedClaudeMaximumOutput = 32_000
  /// Ids of those before, some of which give no more than
  /// `assumedMaximumOutput` and refuse a request for more (bedrock-wire 5.1).
  private static let olderClaudeIDs = ["claude-3", "claude-v", "claude-instant"]

  /// The model that `name` stands for: a key, display name or alias of the
  /// registry (without regard to case, `.`, blanks and a leading `claude-`), a
  /// family (its newest entry not past its end of life on `today`,
  /// `YYYY-MM-DD`), or a Bedrock id or ARN.
  ///
  /// Ids and ARNs are called exactly as they are given, with or without
  /// profile prefix; keys and names are called through the profile that suits
  /// the region. An id that the registry does not list is taken at its word,
  /// with nothing optional sent: Claude through InvokeModel, others through
  /// Converse.
  public func resolve(_ name: String, today: String) -> ModelResolution {
    let name = name.trimmed
    if name.isEmpty { return unknown(name) }
    if let model = models.first(where: { $0.key == name }) { return found(model, today: today) }
    if let literal = literal(name) { return literal }
    if let model = models.named(name, today: today) { return found(model, today: today) }
    return unknown(name)
  }

  // MARK: Ids and ARNs

  private func literal(_ name: String) -> ModelResolution? {
    if let model = models.first(where: { $0.modelId == name }) {
      return asGiven(name, model: model, warning: profileAdvice(for: model))
    }
    let address = ModelAddress(name)
    if let arn = address.arn {
      if arn.namesItsModel, let model = models.first(where: { $0.modelId == address.bareID }) {
        return asGiven(name, model: model, warning: nil)
      }
      return .model(ModelRegistry.unlisted(address), warning: nil)
    }
    if address.prefix != nil, let model = models.first(where: { $0.modelId == address.bareID }) {
      return asGiven(name, model: model, warning: nil)
    }
    if let model = models.first(where: { $0.directId == name }) {
      return .model(model, warning: nil)
    }
    guard ModelVendor(bareID: address.bareID).isKnown else { return nil }
    return .model(ModelRegistry.unlisted(address), warning: nil)
  }

  private func asGiven(
    _ id: String, model: ModelDescriptor, warning: String?
  ) -> ModelResolution {
    var copy = model
    copy.modelId = id
    copy.profiles = []
    return .model(copy, warning: warning)
  }

  private func profileAdvice(for model: ModelDescriptor) -> String? {
    guard model.provider == "Anthropic", !model.profiles.isEmpty else { return nil }
    return "\(model.displayName) answers only through an inference profile, and"
      + " \(model.modelId) names none: use \(model.key), or an id such as"
      + " \(model.profiles[0]).\(model.modelId)."
  }

  private static func unlisted(_ address: ModelAddress) -> ModelDescriptor {
    let namesModel = address.arn?.namesItsModel ?? true
    let vendor = ModelVendor(bareID: namesModel ? address.bareID : "")
    let isClaude = vendor.word == "anthropic"
    let isOlder = olderClaudeIDs.contains { address.bareID.firstOccurrence(of: $0) != nil }
    return ModelDescriptor(
      key: address.text, modelId: address.text, displayName: address.bareID,
      provider: vendor.provider, family: vendor.family(of: address.bareID), released: "",
      contextWindow: isClaude ? assumedClaudeContextWindow : assumedContextWindow,
      maxOutputTokens: isClaude && !isOlder ? assumedClaudeMaximumOutput : assumedMaximumOutput,
      preferredAPI: vendor.preferredAPI, rules: vendor.conservativeRules)
  }

  // MARK: Names

  private func found(_ model: ModelDescriptor, today: String) -> ModelResolution {
    guard let end = model.endOfLife, model.isPastEndOfLife(today: today) else {
      return .model(model, warning: nil)
    }
    return .model(
      model,
      warning: "\(model.displayName) reached its end of life on \(end); Bedrock may refuse it.")
  }

  private func unknown(_ name: String) -> ModelResolution {
    let near = models.nearestNames(to: name)
    let hint = near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?"
    let message = "No model is called \"\(name)\"" + (near.isEmpty ? "." : hint)
    return .unknown(message: message, suggestions: near)
  }
}
