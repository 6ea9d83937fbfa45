import Engine

/// Back to the model that answered before this one.
enum RecentModelReducer {
  static func run(_ state: inout AppState, now: MonotonicTime) {
    guard let key = state.choice.earlierKey, let model = state.model(forKey: key) else {
      state.toast = Toast("no other model was used yet", at: now)
      return
    }
    OverlayReducer.use(model, once: false, &state, now: now)
  }
}
