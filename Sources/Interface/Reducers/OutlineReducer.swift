import Engine

/// The outline: everything said as a list, to go to.
enum OutlineReducer {
  static func open(_ state: inout AppState, now: MonotonicTime) {
    let list = OutlineList(state.transcript, bookmarks: state.bookmarks)
    guard !list.rows.isEmpty else {
      state.toast = Toast("nothing was said yet", at: now)
      return
    }
    var selection = ListSelection()
    // The row in which one reads, or the last.
    let top = state.viewport.isFollowing ? nil : state.viewport.top
    let behind = top.map { top in list.rows.partitionPoint { $0.place <= top } }
    selection.index = max(0, (behind ?? list.rows.count) - 1)
    state.reading.outline = list
    state.overlay = .outline(selection)
  }

  static func filter(_ state: inout AppState) {
    guard let selection = state.overlay?.selection else { return }
    state.reading.outline?.filter(selection.filter, in: state.transcript)
  }

  /// Goes on with what a tick brings.
  static func work(_ state: inout AppState) {
    state.reading.outline?.goOnFiltering(in: state.transcript)
  }

  static func choose(_ selection: ListSelection, _ state: inout AppState, now: MonotonicTime) {
    while state.reading.outline?.isFiltering == true { work(&state) }
    guard let list = state.reading.outline, list.shown.indices.contains(selection.index) else {
      return
    }
    let row = list.rows[list.shown[selection.index]]
    state.overlay = nil
    state.reading.outline = nil
    state.focus = .transcript
    guard state.transcript.items.indices.contains(row.place.item) else { return }
    // What a filter leaves out cannot be gone to.
    state.presentation.filter = nil
    let layout = state.findLayout(at: now)
    if let position = layout.position(of: row.place), position.part > 0 {
      var folded = layout
      folded.presentation = state.presentation
      folded.open(position, in: &state.presentation.folds)
    }
    state.jump(to: row.place)
  }
}
