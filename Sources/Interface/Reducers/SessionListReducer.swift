import Engine
import TextModel

/// The list of sessions: looking, opening, naming, deleting. What it shows is
/// the store's; nothing here waits for it.
enum SessionListReducer {
  static func open(
    filter: String = "", projectOnly: Bool = true, _ state: inout AppState
  ) -> [AppEffect] {
    var list = SessionList()
    list.projectOnly = projectOnly
    list.selection.filter = String(filter.prefix(ListSelection.maximumFilterLength))
    state.overlay = .sessions(list)
    return ask(&state)
  }

  /// Asks for the rows that fit what is typed; answers to earlier requests
  /// are late from now on.
  static func ask(_ state: inout AppState) -> [AppEffect] {
    guard var list = state.overlay?.sessions else { return [] }
    state.session.lastListNumber += 1
    let request = list.ask(number: state.session.lastListNumber)
    list.remark = nil
    state.overlay?.sessions = list
    return [.library(request)]
  }

  /// Opens the chosen session, or takes its new title.
  static func choose(
    in list: SessionList, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    if list.newTitle != nil { return rename(in: list, &state) }
    guard list.awaited == nil, let chosen = list.chosen else { return [] }
    guard !state.isBusy else {
      state.overlay?.sessions?.remark =
        "a turn is running: stop it first, with Esc behind this list"
      return []
    }
    state.overlay = nil
    guard chosen.id != state.session.id else {
      state.toast = Toast("this session is the open one", at: now)
      return []
    }
    return open(.open(chosen.id), &state, now: now)
  }

  /// Goes on with another session, unless a turn runs.
  static func open(
    _ request: LibraryRequest, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard !state.isBusy else {
      state.toast = Toast("a turn is running: Esc stops it", at: now)
      return []
    }
    state.session.isOpening = true
    return [.library(request)]
  }

  static func run(_ command: SessionCommand, _ state: inout AppState) -> [AppEffect] {
    guard var list = state.overlay?.sessions, list.newTitle == nil else { return [] }
    switch command {
    case .rename:
      guard let chosen = list.chosen else { return [] }
      list.newTitle = chosen.title
      list.remark = nil
      list.selection.wasTouched = true
      state.overlay?.sessions = list
    case .delete:
      guard list.awaited == nil, let chosen = list.chosen else { return [] }
      guard chosen.id != state.session.id else {
        state.overlay?.sessions?.remark = "this session is open here: /new begins another"
        return []
      }
      return [.library(.delete(chosen.id))]
    case .undo: return undo(&state)
    case .toggleScope:
      list.projectOnly.toggle()
      list.selection.index = 0
      list.selection.wasTouched = true
      state.overlay?.sessions = list
      return ask(&state)
    }
    return []
  }

  // MARK: Titles

  static func typeTitle(_ text: String, _ state: inout AppState) {
    guard let title = state.overlay?.sessions?.newTitle else { return }
    let room = max(0, SessionList.maximumTitleLength - title.count)
    state.overlay?.sessions?.newTitle = title + text.prefix(room)
  }

  static func shortenTitle(_ state: inout AppState) {
    guard let title = state.overlay?.sessions?.newTitle else { return }
    state.overlay?.sessions?.newTitle = String(title.dropLast())
  }

  private static func rename(in list: SessionList, _ state: inout AppState) -> [AppEffect] {
    var list = list
    let title = list.newTitle?.trimmed ?? ""
    guard let chosen = list.chosen, !title.isEmpty else { return [] }
    list.newTitle = nil
    list.rename(chosen.id, title)
    list.remark = "its title is “\(title)” now"
    state.overlay?.sessions = list
    return title == chosen.title ? [] : [.library(.rename(chosen.id, title))]
  }

  // MARK: Deleting

  /// Columns of a title in the footer: enough to know it by.
  private static let remarkedTitleColumns = 40

  /// The store took a session off its lists.
  static func deleted(_ id: SessionID, title: String, _ state: inout AppState) {
    let row = state.overlay?.sessions?.remove(id)
    if state.session.deleted.count >= SessionState.maximumUndos {
      state.session.deleted.removeFirst()
    }
    state.session.deleted.append(DeletedSession(id: id, title: title, row: row ?? nil))
    if state.overlay?.sessions == nil {
      state.say("Deleted “\(title)”; in /resume Ctrl+Z brings it back.")
    } else {
      let short = TextLayout.truncated(title, to: remarkedTitleColumns)
      state.overlay?.sessions?.remark = "Ctrl+Z undoes · deleted “\(short)”"
    }
  }

  private static func undo(_ state: inout AppState) -> [AppEffect] {
    guard let last = state.session.deleted.popLast() else {
      state.overlay?.sessions?.remark = "nothing was deleted from here"
      return []
    }
    if let row = last.row { state.overlay?.sessions?.insert(row) }
    let title = TextLayout.truncated(last.title, to: remarkedTitleColumns)
    state.overlay?.sessions?.remark = "“\(title)” is back"
    return [.library(.restore(last.id))]
  }
}
