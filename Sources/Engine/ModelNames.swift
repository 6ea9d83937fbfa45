/// Models by the names that people use for them. One rule for the command
/// line, the prompt and the picker; ids and ARNs are Bedrock's matter.
extension [ModelDescriptor] {
  /// The model that `name` stands for: a key, display name or alias (without
  /// regard to case, `.`, blanks and a leading `claude-`), or a family, which
  /// means its newest entry not past its end of life on `today`
  /// (`YYYY-MM-DD`).
  public func named(_ name: String, today: String) -> ModelDescriptor? {
    if let model = first(where: { $0.key == name }) { return model }
    let folded = ModelDescriptor.folded(name)
    return first { $0.foldedNames.contains(folded) } ?? newest(ofFamily: folded, today: today)
  }

  /// The newest model of `family` that is not past its end of life on
  /// `today`; if all are, the newest of all.
  public func newest(ofFamily family: String, today: String) -> ModelDescriptor? {
    let members = filter { $0.family == family }
    let alive = members.filter { !$0.isPastEndOfLife(today: today) }
    return (alive.isEmpty ? members : alive).max { $0.released < $1.released }
  }

  /// Suggestions beyond these are noise.
  private static var maximumSuggestions: Int { 3 }

  /// At most three keys or families whose names differ from `name` in two
  /// characters or a third of its length, nearest first.
  public func nearestNames(to name: String) -> [String] {
    let folded = ModelDescriptor.folded(name)
    let limit = Swift.min(Swift.max(2, folded.count / 3), folded.count - 1)
    var best: [(label: String, distance: Int)] = []
    func offer(_ label: String, _ candidate: String) {
      let distance = EditDistance.between(folded, candidate)
      guard distance <= limit else { return }
      if let index = best.firstIndex(where: { $0.label == label }) {
        best[index].distance = Swift.min(best[index].distance, distance)
      } else {
        best.append((label, distance))
      }
    }
    for model in self {
      for candidate in model.foldedNames { offer(model.key, candidate) }
      offer(model.key, ModelDescriptor.folded(model.modelId))
      offer(model.family, model.family)
    }
    let ranked = best.enumerated().sorted {
      ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
    }
    return ranked.prefix(Self.maximumSuggestions).map(\.element.label)
  }
}

extension ModelDescriptor {
  /// Whether `today` (`YYYY-MM-DD`) is the day of the end of life or later.
  public func isPastEndOfLife(today: String) -> Bool {
    endOfLife.map { $0 <= today } ?? false
  }

  /// The forms under which the model is found by name.
  fileprivate var foldedNames: [String] {
    ([key, displayName] + aliases).map(ModelDescriptor.folded)
  }

  fileprivate static func folded(_ name: String) -> String {
    let text = String(name.lowercased().map { " ._".contains($0) ? "-" : $0 })
    return text.hasPrefix("claude-") ? String(text.dropFirst("claude-".count)) : text
  }
}
