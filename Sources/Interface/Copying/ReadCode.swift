import Engine

/// Which code block is meant by whoever reads: by its number, or as the
/// nearest one.
struct ReadCode {
  private let state: AppState
  private let layout: TranscriptLayout
  private let blocks: CodeBlocks

  init(_ state: AppState, now: MonotonicTime) {
    self.state = state
    layout = state.transcriptLayout(
      width: state.painted.transcript?.columns ?? state.size.columns, now: now)
    blocks = CodeBlocks(layout: layout)
  }

  /// Code block `number` of the answer in view; `nil`: the nearest one.
  func block(_ number: Int?) -> CodeBlock? {
    let visible = visibleBlocks()
    guard let number else {
      if let (item, number) = nearest(visible) { return blocks.block(number, inItem: item) }
      return nil
    }
    // The one that can be seen, before any of an answer that cannot.
    let items = visible.map(\.block.item)
    let seen = visible.first { blocks.numbers(in: $0.block).contains(number) }?.block.item
    let answers = layout.transcript.items.indices.filter {
      layout.transcript.items[$0].kind == .answer
    }
    let candidates =
      [seen].compactMap { $0 } + items.filter(answers.contains) + answers.suffix(1)
    return candidates.lazy.compactMap { blocks.block(number, inItem: $0) }.first
  }

  /// The blocks in view, from the one that is read.
  private func visibleBlocks() -> [RowPosition] {
    guard let pane = state.painted.transcript, var start = pane.top(in: layout) else { return [] }
    var walk = SelectionWalk(layout)
    if let place = state.copying.selection?.cursor ?? state.readMatch,
      let spot = walk.spot(of: place)
    {
      start = walk.row(of: spot).row
    }
    var found = [start]
    var rows = walk.rows(of: start.block).rows.count - start.row
    var position = layout.next(start.block)
    while rows < pane.rows.count, let block = position {
      found.append(RowPosition(block: block, row: 0))
      rows += walk.rows(of: block).rows.count
      position = layout.next(block)
    }
    return found
  }

  /// The number of the code in which a row stands, else of the next one of its
  /// block.
  private func number(from start: RowPosition) -> Int? {
    let numbers = blocks.numbers(in: start.block)
    guard start.row > 0, numbers.count > 0 else { return numbers.first }
    var walk = SelectionWalk(layout)
    let rows = walk.codeRows(of: start.block)
    guard rows.count == numbers.count else { return numbers.first }
    let before = rows.lastIndex { $0 <= start.row }
    if let before, walk.isCode(start) { return numbers.lowerBound + before }
    let next = (before ?? -1) + 1
    return next < numbers.count ? numbers.lowerBound + next : nil
  }

  /// The first one in view, else the last one before it.
  private func nearest(_ visible: [RowPosition]) -> (item: Int, number: Int)? {
    for position in visible {
      if let number = number(from: position) { return (position.block.item, number) }
    }
    var block = visible.first?.block ?? layout.last
    while let current = block {
      if let number = blocks.numbers(in: current).last { return (current.item, number) }
      block = layout.previous(current)
    }
    return nil
  }
}

extension AppState {
  /// The match of a search that is read; `nil` once the view went on.
  var readMatch: Viewport.Anchor? { viewport.isAtMatch ? find.current?.anchor : nil }

  /// The item that is read: that of the selection, of the match of a search,
  /// else the one at the top of the view; of a transcript that is not in view
  /// the last.
  func readItem() -> Int? {
    let item =
      copying.selection?.cursor.item ?? readMatch?.item ?? painted.transcript?.topPlace.item
      ?? transcript.items.indices.last
    guard let item, transcript.items.indices.contains(item) else { return nil }
    return item
  }
}
