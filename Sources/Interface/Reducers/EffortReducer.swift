import Engine
import TextModel

/// How hard the model thinks, where it has levels.
enum EffortReducer {
  static func step(by distance: Int, _ state: inout AppState, now: MonotonicTime) {
    guard let model = state.sessionModel, !model.rules.effortLevels.isEmpty else {
      let name = state.sessionModel?.shortName ?? "This model"
      state.toast = Toast("\(name) has no effort levels", at: now)
      return
    }
    let levels = model.rules.effortLevels
    let current = state.choice.effort(for: model).flatMap(levels.firstIndex(of:))
    // Without a choice the service takes its own default, which no level
    // names: the first step goes to the middle.
    let target = current.map { $0 + distance } ?? levels.count / 2
    set(levels[min(max(0, target), levels.count - 1)], &state, now: now)
  }

  /// Sets the level by name; an empty name asks which there are.
  static func set(named name: String, _ state: inout AppState, now: MonotonicTime) {
    guard let model = state.sessionModel else { return }
    let levels = model.rules.effortLevels
    if levels.contains(name) { return set(name, &state, now: now) }
    let offer = levels.isEmpty ? "has no effort levels." : "has: " + levels.joined(separator: " ")
    state.say("\(model.displayName) \(offer)")
  }

  private static func set(_ level: String, _ state: inout AppState, now: MonotonicTime) {
    state.choice.effort = level
    let words = EstimateText.change("effort \(level)", in: state, now: now)
    state.toast = Toast(words, at: now)
  }
}
