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
  /// Claude 3 has at least these.
  private static let assumedClaudeContextWindow = 200_000
  private static let assumedClaudeMaximumOutput = 32_000

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
    let folded = ModelRegistry.folded(name)
    if let model = models.first(where: { ModelRegistry.names(of: $0).contains(folded) }) {
      return found(model, today: today)
    }
    if let model = newest(ofFamily: folded, today: today) {
      return found(model, today: today)
    }
    return unknown(name)
  }

  /// The newest model of `family` that is not past its end of life on
  /// `today`; if all are, the newest of all.
  public func newest(ofFamily family: String, today: String) -> ModelDescriptor? {
    let members = models.filter { $0.family == family }
    let alive = members.filter { !$0.isPastEndOfLife(today: today) }
    return (alive.isEmpty ? members : alive).max { $0.released < $1.released }
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
    return "\(model.modelId) is called as given, but \(model.displayName) answers only through an"
      + " inference profile: use \(model.key), or an id such as"
      + " \(model.profiles[0]).\(model.modelId)."
  }

  private static func unlisted(_ address: ModelAddress) -> ModelDescriptor {
    let namesModel = address.arn?.namesItsModel ?? true
    let vendor = ModelVendor(bareID: namesModel ? address.bareID : "")
    let isClaude = vendor.word == "anthropic"
    return ModelDescriptor(
      key: address.text, modelId: address.text, displayName: address.bareID,
      provider: vendor.provider, family: vendor.family(of: address.bareID), released: "",
      contextWindow: isClaude ? assumedClaudeContextWindow : assumedContextWindow,
      maxOutputTokens: isClaude ? assumedClaudeMaximumOutput : assumedMaximumOutput,
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

  /// The forms under which a model is found by name.
  private static func names(of model: ModelDescriptor) -> [String] {
    ([model.key, model.displayName] + model.aliases).map(folded)
  }

  private static func folded(_ name: String) -> String {
    let dashed = name.lowercased().map { " ._".contains($0) ? "-" : $0 }
    let text = String(dashed)
    return text.hasPrefix("claude-") ? String(text.dropFirst("claude-".count)) : text
  }

  private func unknown(_ name: String) -> ModelResolution {
    let near = suggestions(for: name)
    let hint = near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?"
    let message = "No model is called \"\(name)\"" + (near.isEmpty ? "." : hint)
    return .unknown(message: message, suggestions: near)
  }

  /// At most three keys or families whose names differ from `name` in two
  /// characters or a third of its length, nearest first.
  private func suggestions(for name: String) -> [String] {
    let folded = ModelRegistry.folded(name)
    let limit = min(max(2, folded.count / 3), folded.count - 1)
    var best: [(label: String, distance: Int)] = []
    func offer(_ label: String, _ candidate: String) {
      let distance = EditDistance.between(folded, candidate)
      guard distance <= limit else { return }
      if let index = best.firstIndex(where: { $0.label == label }) {
        best[index].distance = min(best[index].distance, distance)
      } else {
        best.append((label, distance))
      }
    }
    for model in models {
      for candidate in ModelRegistry.names(of: model) { offer(model.key, candidate) }
      offer(model.key, ModelRegistry.folded(model.modelId))
      offer(model.family, model.family)
    }
    let ranked = best.enumerated().sorted {
      ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
    }
    return ranked.prefix(3).map(\.element.label)
  }
}

extension ModelDescriptor {
  /// Whether `today` (`YYYY-MM-DD`) is the day of the end of life or later.
  public func isPastEndOfLife(today: String) -> Bool {
    endOfLife.map { $0 <= today } ?? false
  }
}
