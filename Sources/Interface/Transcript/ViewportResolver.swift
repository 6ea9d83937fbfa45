/// Turns anchors and scroll requests into the rows of one frame.
struct ViewportResolver {
  let layout: TranscriptLayout
  /// Rows of the pane, at least 1.
  let height: Int
  /// Whoever follows the end sees nothing of what is before this row, even
  /// where there is room for it.
  var start: RowPosition?

  /// Carries out what was asked since the last frame, stores the outcome in
  /// `viewport`, and gives the row at the top of the pane; `nil` of an empty
  /// transcript.
  func resolve(_ viewport: inout Viewport, cache: inout LayoutCache) -> RowPosition? {
    let requests = viewport.takeRequests()
    guard let last = layout.last else {
      viewport.followEnd()
      return nil
    }
    let endTop = topShowingEnd(last: last, cache: &cache)
      .orLater(start)
    var top = endTop
    if !viewport.isFollowing, let anchor = viewport.anchor {
      top = row(at: anchor, cache: &cache)
    }
    for request in requests {
      if case .match(let pattern, let backward) = request {
        let finder = MatchFinder(layout: layout, pattern: pattern)
        top = go(to: finder, backward: backward, from: top, &viewport, cache: &cache)
        top = min(top, endTop)
        // Whoever reads a match must not be carried away by what comes in.
        guard !viewport.isMatchMissing else { continue }
        viewport.isFollowing = false
        viewport.anchor = anchor(at: top, cache: &cache)
        continue
      }
      top = apply(request, from: top, endTop: endTop, cache: &cache)
      let isScrollingUp = request.isUpward
      if top >= endTop, !isScrollingUp || endTop == .start {
        viewport.followEnd()
      } else {
        viewport.isFollowing = false
        viewport.anchor = anchor(at: top, cache: &cache)
      }
    }
    viewport.showsEnd = top >= endTop
    // Rows may have become fewer (details folded, a wider window): no blank
    // space below the end, but the anchor itself stays where it was.
    return min(top, endTop)
  }

  private func apply(
    _ request: Viewport.Request, from top: RowPosition, endTop: RowPosition,
    cache: inout LayoutCache
  ) -> RowPosition {
    let target: RowPosition =
      switch request {
      case .rows(let count): move(top, by: count, cache: &cache)
      case .halfPages(let count): move(top, by: count * max(1, height / 2), cache: &cache)
      case .pages(let count): move(top, by: count * max(1, height - 2), cache: &cache)
      case .top: .start
      case .end: endTop
      case .previousPrompt: prompt(before: top) ?? .start
      case .nextPrompt: prompt(behind: top) ?? endTop
      case .match: top
      }
    return min(target, endTop)
  }

  // MARK: Search

  /// The top row that shows the next match: as it is where the match is in
  /// view already, else with the match a third down the pane.
  private func go(
    to finder: MatchFinder, backward: Bool, from top: RowPosition, _ viewport: inout Viewport,
    cache: inout LayoutCache
  ) -> RowPosition {
    let bottom = move(top, by: height - 1, cache: &cache)
    let start = viewport.match.map { row(at: $0, cache: &cache) } ?? (backward ? bottom : top)
    let found = finder.row(
      from: start, backward: backward, includesStart: viewport.match == nil, cache: &cache)
    viewport.found(found.map { anchor(at: $0, cache: &cache) })
    guard let found, found < top || found > bottom else { return top }
    return move(found, by: -(height / 3), cache: &cache)
  }

  // MARK: Rows

  /// The top row of a pane whose last row is the last of the transcript.
  private func topShowingEnd(
    last: TranscriptPosition, cache: inout LayoutCache
  ) -> RowPosition {
    var missing = height
    var position = last
    while true {
      let count = layout.rows(of: position, cache: &cache).rows.count
      if count >= missing { return RowPosition(block: position, row: count - missing) }
      missing -= count
      guard let previous = layout.previous(position) else { return .start }
      position = previous
    }
  }

  /// The row `distance` rows below (negative: above), bounded by the ends.
  private func move(
    _ start: RowPosition, by distance: Int, cache: inout LayoutCache
  ) -> RowPosition {
    var position = start.block
    var row = start.row + distance
    while row < 0 {
      guard let previous = layout.previous(position) else { return .start }
      position = previous
      row += layout.rows(of: position, cache: &cache).rows.count
    }
    while true {
      let count = layout.rows(of: position, cache: &cache).rows.count
      if row < count { return RowPosition(block: position, row: row) }
      guard let next = layout.next(position) else {
        return RowPosition(block: position, row: max(0, count - 1))
      }
      row -= count
      position = next
    }
  }

  // MARK: Anchors

  private func anchor(at top: RowPosition, cache: inout LayoutCache) -> Viewport.Anchor {
    let starts = layout.rows(of: top.block, cache: &cache).starts
    let start =
      starts.indices.contains(top.row)
      ? starts[top.row] : LaidOutBlock.Start(line: 0, offset: 0)
    return Viewport.Anchor(
      item: top.block.item, part: top.block.part, byte: layout.startByte(of: top.block),
      line: start.line, offset: start.offset)
  }

  /// The row where `anchor` is now. A block that was split since has passed
  /// some of its lines to its successors in the same part.
  private func row(at anchor: Viewport.Anchor, cache: inout LayoutCache) -> RowPosition {
    guard anchor.item < layout.itemCount else { return .start }
    let part = min(anchor.part, layout.lastPart(of: anchor.item))
    guard part >= 0, layout.blockCount(item: anchor.item, part: part) > 0 else {
      return RowPosition(
        block: TranscriptPosition(item: anchor.item, part: 0, block: 0), row: 0)
    }
    var position = TranscriptPosition(
      item: anchor.item, part: part,
      block: layout.block(at: anchor.byte, item: anchor.item, part: part))
    var start = LaidOutBlock.Start(line: anchor.line, offset: anchor.offset)
    while true {
      let laidOut = layout.rows(of: position, cache: &cache)
      if start.line < laidOut.lineCount {
        return RowPosition(block: position, row: laidOut.row(containing: start))
      }
      guard let next = layout.next(position), next.item == position.item,
        next.part == position.part
      else { return RowPosition(block: position, row: max(0, laidOut.rows.count - 1)) }
      start.line -= laidOut.lineCount
      position = next
    }
  }

  // MARK: Prompts

  private func prompt(before top: RowPosition) -> RowPosition? {
    let isInside = top.block.part > 0 || top.row > 0
    let candidates = layout.transcript.items[
      ..<min(top.block.item + (isInside ? 1 : 0), layout.itemCount)]
    return candidates.lastIndex { $0.kind == .prompt }.map(RowPosition.init(item:))
  }

  private func prompt(behind top: RowPosition) -> RowPosition? {
    let first = min(top.block.item + 1, layout.itemCount)
    return layout.transcript.items[first...].firstIndex { $0.kind == .prompt }
      .map(RowPosition.init(item:))
  }
}

extension RowPosition {
  /// The later one of both.
  func orLater(_ other: RowPosition?) -> RowPosition { other.map { max(self, $0) } ?? self }

  /// The first row of the transcript.
  static let start = RowPosition(item: 0)

  /// The first row of an item.
  init(item: Int) {
    self.init(block: TranscriptPosition(item: item, part: 0, block: 0), row: 0)
  }
}

extension Viewport.Request {
  /// Whether it moves towards the start: then it never begins to follow.
  var isUpward: Bool {
    switch self {
    case .rows(let count), .halfPages(let count), .pages(let count): count < 0
    case .top, .previousPrompt: true
    case .end, .nextPrompt: false
    case .match(_, let backward): backward
    }
  }
}
