import Engine

/// The links of the text that is read.
enum LinkReducer {
  /// Opens the one link in view, or lists those of the answer.
  static func open(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    let found = links(in: state, now: now)
    guard let first = found.first else {
      state.toast = Toast("there is no link here", at: now)
      return []
    }
    if found.count == 1 { return open(first, &state, now: now) }
    state.overlay = .links(ListSelection(), found)
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

  /// The links in view; where there are none, those of the item that is read.
  private static func links(in state: AppState, now: MonotonicTime) -> [LinkAddress] {
    let visible = visibleLinks(in: state, now: now)
    if visible.count == 1 { return visible }
    let item = state.readItem().map { TranscriptSource(state, now: now).source(ofItem: $0) } ?? ""
    let all = LinkFinder.links(in: Array(item.utf8)[...])
    return visible + all.filter { !visible.contains($0) }
  }

  private static func visibleLinks(in state: AppState, now: MonotonicTime) -> [LinkAddress] {
    guard let pane = state.painted.transcript else { return [] }
    let layout = state.transcriptLayout(width: pane.columns, now: now)
    guard let top = pane.top(in: layout) else { return [] }
    var walk = SelectionWalk(layout)
    var links: [LinkAddress] = []
    var rows = -top.row
    var position: TranscriptPosition? = top.block
    while rows < pane.rows.count, let block = position {
      if let source = layout.source(of: block) {
        for link in LinkFinder.links(in: source) where !links.contains(link) { links.append(link) }
      }
      rows += walk.rows(of: block).rows.count
      position = layout.next(block)
    }
    return links
  }
}
