import Engine

/// The links of the text that is read.
enum LinkReducer {
  /// Opens the one link in view, or lists those of the text that is read, the
  /// first one in view chosen.
  static func open(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    let pane = state.painted.transcript
    let layout = state.transcriptLayout(width: pane?.columns ?? state.size.columns, now: now)
    let view = pane.map { visiblePositions(of: $0, in: layout) } ?? []
    let visible = ShownLinks(layout, of: view).links
    if visible.count == 1 { return open(visible[0], &state, now: now) }
    var read = Set(view)
    // Where lines are told and nothing is painted the last answer is read.
    let lastAnswer = state.transcript.items.lastIndex { $0.kind == .answer }
    if let item = pane == nil ? lastAnswer : state.readItem() {
      read.formUnion(layout.linkPositions(ofItem: item))
    }
    let all = ShownLinks(layout, of: read.sorted()).links
    guard let first = all.first else { return tellNone(&state, now: now) }
    if all.count == 1 { return open(first, &state, now: now) }
    let index = visible.first.map { all.firstIndex(of: $0) ?? 0 } ?? 0
    state.overlay = .links(ListSelection(index: index), all)
    return []
  }

  private static func tellNone(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    state.toast = Toast("there is no link here", at: now)
    return []
  }

  /// Gives `link` to the browser; where there is none, shows it and copies it.
  static func open(
    _ link: LinkAddress, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard state.configuration.canOpenBrowser else {
      state.overlay = .address(link)
      return [.copying(.clipboard(link.text, name: "the address"))]
    }
    state.overlay = nil
    state.toast = Toast("opening \(link.text)", at: now)
    return [.copying(.browser(link))]
  }

  /// Copies the chosen link.
  static func copy(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    guard let link = chosen(in: state) else { return [] }
    return [.copying(.clipboard(link.text, name: "the address"))]
  }

  /// Enter in the list, or where one address is shown.
  static func choose(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    guard let link = chosen(in: state) else { return [] }
    if case .address = state.overlay {
      return [.copying(.clipboard(link.text, name: "the address"))]
    }
    return open(link, &state, now: now)
  }

  private static func chosen(in state: AppState) -> LinkAddress? {
    switch state.overlay {
    case .address(let link): return link
    case .links(let selection, let links):
      let rows = rows(of: links, filter: selection.filter)
      return rows.indices.contains(selection.index) ? rows[selection.index] : nil
    case .help, .models, .tasks, .sessions, .rewind, .themes, .outline, nil: return nil
    }
  }

  /// The links that pass `filter`.
  static func rows(of links: [LinkAddress], filter: String) -> [LinkAddress] {
    let words = filter.lowercased().split(separator: " ")
    return links.filter { link in
      let text = link.text.lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  private static func visiblePositions(
    of pane: PaintedScreen.Pane, in layout: TranscriptLayout
  ) -> [TranscriptPosition] {
    guard let top = pane.top(in: layout) else { return [] }
    var walk = SelectionWalk(layout)
    var positions: [TranscriptPosition] = []
    var rows = -top.row
    var position: TranscriptPosition? = top.block
    while rows < pane.rows.count, let block = position {
      let count = walk.rows(of: block).rows.count
      if count > 0 { positions.append(block) }
      rows += count
      position = layout.next(block)
    }
    return positions
  }
}
