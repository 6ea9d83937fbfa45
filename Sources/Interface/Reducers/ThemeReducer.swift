import Engine
import TextModel

/// Themes: the list of them, and what is told of their files.
enum ThemeReducer {
  static func reduce(
    into state: inout AppState, _ event: ThemeEvent, now: MonotonicTime
  ) -> [AppEffect] {
    switch event {
    case .listed(let themes):
      let name = state.overlay.flatMap { overlay -> String? in
        guard case .themes(let selection) = overlay else { return nil }
        let rows = state.themes.filtered(by: selection.filter)
        return rows.indices.contains(selection.index) ? rows[selection.index].name : nil
      }
      state.themes.all = themes
      takeAsked(&state, now: now)
      guard case .themes(let selection) = state.overlay else { break }
      let rows = themes.isEmpty ? [] : state.themes.filtered(by: selection.filter)
      state.overlay?.selection?.index =
        rows.firstIndex { $0.name == name } ?? max(0, min(selection.index, rows.count - 1))
    case .problem(let text): state.say(text, role: .warning)
    case .unavailable(let name, let reason):
      state.say(reason, role: .warning)
      if state.themes.chosen == name { state.themes.chosen = state.themes.previous ?? name }
    }
    return []
  }

  /// `/theme`: the list, or a theme by its name.
  static func choose(
    _ name: String, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard !name.isEmpty else { return open(&state) }
    guard state.themes.all.contains(where: { $0.name == name }) else {
      state.themes.asked = name
      return [.terminal(.listThemes)]
    }
    use(name, &state, now: now)
    return []
  }

  /// A name that was none of the list may be that of a new file.
  private static func takeAsked(_ state: inout AppState, now: MonotonicTime) {
    guard let name = state.themes.asked else { return }
    state.themes.asked = nil
    let names = state.themes.all.map(\.name)
    guard !names.contains(name) else { return use(name, &state, now: now) }
    let hint = EditDistance.nearest(to: name, among: names).map { " Did you mean \($0)?" }
    state.say("There is no theme \(name).\(hint ?? " /theme lists them.")", role: .warning)
  }

  private static func open(_ state: inout AppState) -> [AppEffect] {
    var selection = ListSelection()
    selection.index = state.themes.all.firstIndex { $0.name == state.themes.chosen } ?? 0
    state.overlay = .themes(selection)
    return [.terminal(.listThemes)]
  }

  /// The session has the theme from now on. The file of settings is the
  /// user's, with comments of theirs: it is told how to keep the choice.
  static func use(_ name: String, _ state: inout AppState, now: MonotonicTime) {
    guard name != state.themes.chosen else { return }
    state.themes.previous = state.themes.chosen
    state.themes.chosen = name
    state.toast = Toast("theme: \(name)", at: now)
    state.say("To keep this theme, write \"theme\": \"\(name)\" into config.json.")
  }
}
