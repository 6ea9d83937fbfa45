import Engine
import TextModel

/// Whether the account can use a model, in words: colour alone tells nobody.
struct AccessText {
  /// For the picker's column; empty: nobody asked yet.
  let word: String
  /// For the details; empty likewise.
  let sentence: String
  let isUsable: Bool
  /// The inference profile through which it is called.
  let profile: String?

  init(_ access: ModelAccess?) {
    switch access {
    case nil:
      (word, sentence, isUsable, profile) = (
        "", "", true, nil
      )
    case .available(let profile):
      (word, sentence, isUsable) = ("usable", "usable with this account and region", true)
      self.profile = profile
    case .legacy(let profile):
      (word, isUsable) = ("legacy", true)
      sentence = "usable, but the service calls it legacy: it ends soon"
      self.profile = profile
    case .unavailable(let reason):
      (word, sentence, isUsable, profile) = ("no", "not usable: \(reason)", false, nil)
    }
  }
}

extension AppState {
  /// What is known of the access to `model`.
  func access(to model: ModelDescriptor) -> AccessText { AccessText(service.access[model.key]) }
}
