import Engine
import TextModel

/// The popups: what all lists have in common, and the lists of models and
/// tasks. Sessions and rewinding have reducers of their own.
enum OverlayReducer {
  static func toggleHelp(_ state: inout AppState) {
    if case .help = state.overlay {
      state.overlay = nil
    } else {
      state.overlay = .help(ListSelection())
    }
  }

  static func openModels(_ state: inout AppState) {
    var selection = ListSelection()
    let current = state.choice.nextTurnKey ?? state.choice.modelKey
    selection.index = state.configuration.models.firstIndex { $0.key == current } ?? 0
    state.overlay = .models(selection)
  }

  static func openTasks(_ state: inout AppState) {
    var selection = ListSelection()
    selection.index =
      state.configuration.tasks.firstIndex { $0.name == state.choice.taskName } ?? 0
    state.overlay = .tasks(selection)
  }

  /// Letters filter, or write the new title of a session.
  static func type(_ text: String, _ state: inout AppState) -> [AppEffect] {
    if state.overlay?.sessions?.newTitle != nil {
      SessionListReducer.typeTitle(text, &state)
      return []
    }
    changeFilter(&state) { filter in
      filter += text.prefix(max(0, ListSelection.maximumFilterLength - filter.count))
    }
    return filterChanged(&state)
  }

  private static func deleteFilterCharacter(_ state: inout AppState) -> [AppEffect] {
    if state.overlay?.sessions?.newTitle != nil {
      SessionListReducer.shortenTitle(&state)
      return []
    }
    changeFilter(&state) { _ = $0.popLast() }
    return filterChanged(&state)
  }

  private static func clearFilter(_ state: inout AppState) -> [AppEffect] {
    if state.overlay?.sessions?.newTitle != nil {
      state.overlay?.sessions?.newTitle = ""
      return []
    }
    changeFilter(&state) { $0 = "" }
    return filterChanged(&state)
  }

  private static func changeFilter(_ state: inout AppState, _ change: (inout String) -> Void) {
    guard var selection = state.overlay?.selection else { return }
    change(&selection.filter)
    selection.wasTouched = true
    selection.index = 0
    state.overlay?.selection = selection
  }

  /// The rows are others now.
  static func filterChanged(_ state: inout AppState) -> [AppEffect] {
    switch state.overlay {
    case .sessions: return SessionListReducer.ask(&state)
    case .rewind(let selection):
      // The newest is last, and most wanted.
      let last = state.rewindRows(filter: selection.filter).count - 1
      state.overlay?.selection?.index = max(0, last)
    case .outline: OutlineReducer.filter(&state)
    case .models, .tasks, .themes, .links, .address, .help, nil: break
    }
    return []
  }

  static func run(
    _ command: ListCommand, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    let page = OverlayFrame.listRows(of: state.size)
    switch command {
    case .choose: return choose(once: false, &state, now: now)
    case .chooseOnce: return choose(once: true, &state, now: now)
    case .up: move(by: -1, &state)
    case .down: move(by: 1, &state)
    case .pageUp: move(by: -page, &state)
    case .pageDown: move(by: page, &state)
    case .top: move(by: -ListSelection.farthestMove, &state)
    case .end: move(by: ListSelection.farthestMove, &state)
    case .deleteBackward: return deleteFilterCharacter(&state)
    case .clearFilter: return clearFilter(&state)
    }
    return []
  }

  private static func move(by distance: Int, _ state: inout AppState) {
    guard var selection = state.overlay?.selection,
      state.overlay?.sessions?.newTitle == nil
    else { return }
    selection.index = max(0, min(selection.index + distance, state.listCount - 1))
    selection.wasTouched = true
    state.overlay?.selection = selection
    state.overlay?.sessions?.remark = nil
  }

  private static func choose(
    once: Bool, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    if case .address = state.overlay { return LinkReducer.choose(&state, now: now) }
    guard let overlay = state.overlay, let selection = overlay.selection, selection.takesEnter
    else { return [] }
    switch overlay {
    case .models:
      let models = state.pickableModels(filter: selection.filter)
      guard models.indices.contains(selection.index) else { return [] }
      state.overlay = nil
      use(models[selection.index], once: once, &state, now: now)
    case .tasks:
      let tasks = state.pickableTasks(filter: selection.filter)
      guard tasks.indices.contains(selection.index) else { return [] }
      state.overlay = nil
      use(tasks[selection.index], &state, now: now)
    case .sessions(let list): return SessionListReducer.choose(in: list, &state, now: now)
    case .rewind:
      let rows = state.rewindRows(filter: selection.filter)
      guard rows.indices.contains(selection.index) else { return [] }
      return RewindReducer.choose(rows[selection.index], &state, now: now)
    case .themes:
      let themes = state.themes.filtered(by: selection.filter)
      guard themes.indices.contains(selection.index) else { return [] }
      state.overlay = nil
      ThemeReducer.use(themes[selection.index].name, &state, now: now)
    case .outline: OutlineReducer.choose(selection, &state, now: now)
    case .links: return LinkReducer.choose(&state, now: now)
    case .help, .address: break
    }
    return []
  }

  static func use(
    _ model: ModelDescriptor, once: Bool, _ state: inout AppState, now: MonotonicTime
  ) {
    if once {
      state.choice.nextTurnKey = model.key
    } else {
      state.choice.modelKey = model.key
      state.choice.nextTurnKey = nil
    }
    let words = (once ? "next turn: " : "model: ") + model.shortName
    state.toast = Toast(EstimateText.change(words, in: state, now: now), at: now)
  }

  static func use(_ task: TaskProfile, _ state: inout AppState, now: MonotonicTime) {
    state.choice.apply(task, state.configuration)
    state.choice.nextTurnKey = nil
    let words = "task \(task.name): \(state.sessionModel?.shortName ?? "no model")"
    state.toast = Toast(EstimateText.change(words, in: state, now: now), at: now)
  }
}

extension ListSelection {
  /// Rows beyond any list.
  static let farthestMove = 1_000_000
}

extension AppState {
  /// Rows of the list that is open.
  var listCount: Int {
    switch overlay {
    case .models(let selection): pickableModels(filter: selection.filter).count
    case .tasks(let selection): pickableTasks(filter: selection.filter).count
    case .sessions(let list): list.rows.count
    case .rewind(let selection): rewindRows(filter: selection.filter).count
    case .themes(let selection): themes.filtered(by: selection.filter).count
    case .help(let selection): helpRows(filter: selection.filter).count
    case .outline: reading.outline?.shown.count ?? 0
    case .links(let selection, let links):
      LinkReducer.rows(of: links, filter: selection.filter).count
    case .address, nil: 0
    }
  }

  /// The models that pass `filter`: every word of it must occur in the name,
  /// key, id, family, an alias or the maker's name.
  func pickableModels(filter: String) -> [ModelDescriptor] {
    let words = filter.lowercased().split(separator: " ")
    guard !words.isEmpty else { return configuration.models }
    return configuration.models.filter { model in
      let names =
        [model.displayName, model.key, model.modelId, model.family, model.provider]
        + model.aliases
      let text = names.joined(separator: "\n").lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  func pickableTasks(filter: String) -> [TaskProfile] {
    let words = filter.lowercased().split(separator: " ")
    return configuration.tasks.filter { task in
      let text = "\(task.name)\n\(task.summary)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }
}
