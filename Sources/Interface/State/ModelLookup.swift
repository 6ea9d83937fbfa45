public import Engine

/// What a name that a user wrote stands for.
public enum NamedModel: Hashable, Sendable {
  /// A model; `warning` is a sentence that its user should see.
  case model(ModelDescriptor, warning: String?)
  /// None: a sentence that says so, with the names that are near.
  case unknown(String)
}

/// Finds models by what people write for them: names, and whatever else the
/// program that is around the interface knows.
struct ModelLookup {
  let models: [ModelDescriptor]
  /// `YYYY-MM-DD`; empty: nothing counts as past its end of life.
  let today: String
  /// `nil`: names alone count.
  var finder: (@Sendable (String) -> NamedModel)?

  func find(_ name: String) -> NamedModel {
    if let finder { return finder(name) }
    if let model = models.named(name, today: today) { return .model(model, warning: nil) }
    let near = models.nearestNames(to: name).joined(separator: ", ")
    return .unknown(
      "No model is called \"\(name)\"" + (near.isEmpty ? "." : "; did you mean \(near)?"))
  }

  /// The model of the list that `name` stands for.
  func resolve(_ name: String) -> ModelDescriptor? {
    guard !name.isEmpty, case .model(let model, _) = find(name), models.contains(model) else {
      return nil
    }
    return model
  }
}
