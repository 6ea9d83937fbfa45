import Engine

/// Finds models by the names that people use for them.
struct ModelLookup {
  let models: [ModelDescriptor]
  /// `YYYY-MM-DD`; empty: nothing counts as past its end of life.
  let today: String

  /// The model that `name` stands for: a key, an id, an alias, or a family,
  /// which means its newest entry that is not past its end of life (if all are,
  /// the newest). Letter
  /// case does not matter.
  func resolve(_ name: String) -> ModelDescriptor? {
    let wanted = name.lowercased()
    guard !wanted.isEmpty else { return nil }
    let direct = models.first { model in
      model.key.lowercased() == wanted || model.modelId.lowercased() == wanted
        || model.displayName.lowercased() == wanted
        || model.aliases.contains { $0.lowercased() == wanted }
    }
    return direct ?? newest(ofFamily: wanted)
  }

  private func newest(ofFamily family: String) -> ModelDescriptor? {
    let members = models.filter { $0.family.lowercased() == family }
    let alive = members.filter { !isPastEndOfLife($0) }
    return (alive.isEmpty ? members : alive).max { $0.released < $1.released }
  }

  /// Dates in this form compare as texts.
  func isPastEndOfLife(_ model: ModelDescriptor) -> Bool {
    guard let end = model.endOfLife, !today.isEmpty else { return false }
    return end <= today
  }

  /// The name nearest to `word` among `names`, at most three edits away.
  static func nearest(to word: String, among names: [String]) -> String? {
    let distances = names.map { (name: $0, distance: editDistance(word, $0)) }
    guard let best = distances.min(by: { $0.distance < $1.distance }), best.distance <= 3 else {
      return nil
    }
    return best.name
  }

  /// Characters of a mistyped word that are compared; names are shorter.
  private static let maximumComparedLength = 40

  private static func editDistance(_ left: String, _ right: String) -> Int {
    let left = Array(left.lowercased().prefix(maximumComparedLength))
    let right = Array(right.lowercased().prefix(maximumComparedLength))
    var row = Array(0...right.count)
    for (i, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let substitution = diagonal + (character == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, row[j] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
