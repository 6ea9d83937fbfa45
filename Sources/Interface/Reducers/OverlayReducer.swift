import Engine
import TextModel

/// The popups: models, tasks, help.
enum OverlayReducer {
  static func toggleHelp(_ state: inout AppState) {
    if case .help = state.overlay { state.overlay = nil } else { state.overlay = .help(scroll: 0) }
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

  /// Letters filter.
  static func type(_ text: String, _ state: inout AppState) {
    change(&state) { selection, _ in
      let room = ListSelection.maximumFilterLength - selection.filter.count
      selection.filter += text.prefix(max(0, room))
      selection.index = 0
      selection.wasTouched = true
    }
  }

  private static func deleteFilterCharacter(_ state: inout AppState) {
    change(&state) { selection, _ in
      _ = selection.filter.popLast()
      selection.index = 0
      selection.wasTouched = true
    }
  }

  static func run(_ command: ListCommand, _ state: inout AppState, now: MonotonicTime) {
    let page = OverlayFrame.listRows(of: state.size)
    switch command {
    case .choose: choose(once: false, &state, now: now)
    case .chooseOnce: choose(once: true, &state, now: now)
    case .up: move(by: -1, &state)
    case .down: move(by: 1, &state)
    case .pageUp: move(by: -page, &state)
    case .pageDown: move(by: page, &state)
    case .top: move(by: -ListSelection.farthestMove, &state)
    case .end: move(by: ListSelection.farthestMove, &state)
    case .deleteBackward: deleteFilterCharacter(&state)
    }
  }

  private static func move(by distance: Int, _ state: inout AppState) {
    change(&state) { selection, count in
      selection.index = max(0, min(selection.index + distance, count - 1))
      selection.wasTouched = true
    }
  }

  /// Changes the open list; gives it the number of rows that pass its filter.
  private static func change(
    _ state: inout AppState, _ body: (inout ListSelection, Int) -> Void
  ) {
    switch state.overlay {
    case .models(var selection):
      body(&selection, state.pickableModels(filter: selection.filter).count)
      state.overlay = .models(selection)
    case .tasks(var selection):
      body(&selection, state.pickableTasks(filter: selection.filter).count)
      state.overlay = .tasks(selection)
    case .help, nil: break
    }
  }

  private static func choose(once: Bool, _ state: inout AppState, now: MonotonicTime) {
    switch state.overlay {
    case .models(let selection):
      let models = state.pickableModels(filter: selection.filter)
      guard selection.takesEnter, models.indices.contains(selection.index) else { return }
      state.overlay = nil
      use(models[selection.index], once: once, &state, now: now)
    case .tasks(let selection):
      let tasks = state.pickableTasks(filter: selection.filter)
      guard selection.takesEnter, tasks.indices.contains(selection.index) else { return }
      state.overlay = nil
      use(tasks[selection.index], &state, now: now)
    case .help, nil: break
    }
  }

  static func use(
    _ model: ModelDescriptor, once: Bool, _ state: inout AppState, now: MonotonicTime
  ) {
    if once {
      state.choice.nextTurnKey = model.key
      state.toast = Toast("next turn: \(model.shortName)", at: now)
    } else {
      state.choice.modelKey = model.key
      state.choice.nextTurnKey = nil
      state.toast = Toast("model: \(model.shortName)", at: now)
    }
  }

  static func use(_ task: TaskProfile, _ state: inout AppState, now: MonotonicTime) {
    state.choice.apply(task, state.configuration)
    state.choice.nextTurnKey = nil
    let model = state.sessionModel?.shortName ?? "no model"
    state.toast = Toast("task \(task.name): \(model)", at: now)
  }
}

extension ListSelection {
  /// Rows beyond any list.
  static let farthestMove = 1_000_000
}

extension AppState {
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
