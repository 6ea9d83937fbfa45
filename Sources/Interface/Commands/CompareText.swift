import Engine

/// What stands behind `/compare`: names of models, as many as two, and the
/// prompt.
struct CompareText: Hashable {
  /// The models that were named, in this order.
  private(set) var models: [ModelDescriptor] = []
  /// What is asked; empty: nothing.
  private(set) var prompt: String

  /// Characters looked at to find a name; none is longer.
  private static let maximumNameLength = 100

  init(_ argument: String, lookup: ModelLookup) {
    var rest = Substring(argument)
    while models.count < 2 {
      let word = rest.prefix(Self.maximumNameLength).prefix { !$0.isWhitespace }
      let name = word.hasPrefix("@") ? word.dropFirst() : word
      guard let model = lookup.resolve(String(name)) else { break }
      models.append(model)
      rest = rest.dropFirst(word.count).drop { $0.isWhitespace }
    }
    prompt = String(rest)
  }

  /// The two to ask: who was named, else `own` and whom `other` gives for it;
  /// `nil`: there are no two.
  func pair(
    own: ModelDescriptor, other: (ModelDescriptor) -> ModelDescriptor?
  ) -> (ModelDescriptor, ModelDescriptor)? {
    var first = models.first ?? own
    var second = models.count > 1 ? models[1] : nil
    if models.count == 1, first.key != own.key {
      second = first
      first = own
    }
    guard let second = second ?? other(first), second.key != first.key else { return nil }
    return (first, second)
  }
}
