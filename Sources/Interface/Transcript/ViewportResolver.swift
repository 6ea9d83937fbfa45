import Engine
import Markup

/// Turns anchors and scroll requests into the rows of one frame.
struct ViewportResolver {
  let layout: TranscriptLayout
  /// Rows of the pane, at least 1.
  let height: Int
  /// Whoever follows the end sees nothing of what is before this row, even
  /// where there is room for it.
  var start: RowPosition?

  /// Carries out what was asked since the last frame, stores the outcome in
  /// `viewport`, and gives the row at the top of the pane; `nil` where nothing
  /// is shown.
  func resolve(_ viewport: inout Viewport, cache: inout LayoutCache) -> RowPosition? {
    let requests = viewport.takeRequests()
    let geometry = Viewport.Geometry(
      width: layout.width, height: height, presentation: layout.presentation,
      shownCount: layout.shown?.count)
    guard let last = layout.last else {
      // A filter may leave nothing: what was read is found again without it.
      if layout.itemCount == 0 { viewport.followEnd() }
      viewport.showsEnd = true
      viewport.held = Viewport.Held(geometry: geometry, top: Viewport.Anchor(item: 0))
      viewport.bottom = nil
      return nil
    }
    let endTop = topShowingEnd(last: last, cache: &cache).orLater(start)
    var top = endTop
    if !viewport.isFollowing, let anchor = viewport.anchor {
      let held = viewport.held.flatMap { $0.geometry == geometry ? $0.top : nil }
      top = row(at: held ?? anchor, cache: &cache)
    }
    for request in requests {
      let target = min(target(of: request, from: top, endTop: endTop, cache: &cache), endTop)
      top = target
      let isAllInView = endTop == layout.firstRow
      if request.mayFollow && target >= endTop || isAllInView && !request.isPlace {
        viewport.followEnd()
      } else {
        viewport.isFollowing = false
        viewport.anchor = anchor(at: top, cache: &cache)
      }
    }
    viewport.showsEnd = top >= endTop
    // Rows may have become fewer (details folded, a wider window): no blank
    // space below the end, but the anchor itself stays where it was.
    top = min(top, endTop)
    viewport.held = Viewport.Held(geometry: geometry, top: anchor(at: top, cache: &cache))
    viewport.bottom = anchor(at: move(top, by: height - 1, cache: &cache), cache: &cache)
    return top
  }

  private func target(
    of request: Viewport.Request, from top: RowPosition, endTop: RowPosition,
    cache: inout LayoutCache
  ) -> RowPosition {
    switch request {
    case .rows(let count): move(top, by: count, cache: &cache)
    case .halfPages(let count): move(top, by: count * max(1, height / 2), cache: &cache)
    case .pages(let count): move(top, by: count * max(1, height - 2), cache: &cache)
    case .top: layout.firstRow
    case .end: endTop
    case .prompts(let count): item(count, in: layout.transcript.index.prompts, top, endTop)
    case .errors(let count): error(count, from: top, endTop)
    case .prompt(let number): prompt(number: number, endTop)
    case .percent(let percent): percent >= 100 ? endTop : layout.row(atPercent: percent)
    case .code(let count): code(count, from: top, endTop, cache: &cache)
    case .goTo(let anchor): row(at: anchor, cache: &cache)
    case .reveal(let anchor): showing(row(at: anchor, cache: &cache), from: top, cache: &cache)
    case .show(let anchor): topShowing(anchor, from: top, cache: &cache)
    }
  }

  /// As it is where `anchor` is in view already, else with it a third down the
  /// pane.
  private func topShowing(
    _ anchor: Viewport.Anchor, from top: RowPosition, cache: inout LayoutCache
  ) -> RowPosition {
    let row = row(at: anchor, cache: &cache)
    let bottom = move(top, by: height - 1, cache: &cache)
    // On the last row a match might go on below it.
    guard row < top || row >= bottom else { return top }
    return move(row, by: -(height / 3), cache: &cache)
  }

  /// The top row nearest to `top` that has `row` in view.
  private func showing(
    _ row: RowPosition, from top: RowPosition, cache: inout LayoutCache
  ) -> RowPosition {
    if row < top { return row }
    guard row > move(top, by: height - 1, cache: &cache) else { return top }
    return move(row, by: 1 - height, cache: &cache)
  }

  // MARK: Rows

  /// Rows that are counted one by one: to know them, all between is laid out,
  /// and a frame may cost some milliseconds. Who goes further wants to be far
  /// away.
  private static let maximumRowsMoved = 1_000

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
      guard let previous = layout.previous(position) else { return layout.firstRow }
      position = previous
    }
  }

  /// The row `distance` rows below (negative: above), bounded by the ends.
  private func move(
    _ start: RowPosition, by distance: Int, cache: inout LayoutCache
  ) -> RowPosition {
    guard abs(distance) <= Self.maximumRowsMoved else { return layout.leap(start, by: distance) }
    var position = start.block
    var row = start.row + distance
    while row < 0 {
      guard let previous = layout.previous(position) else { return layout.firstRow }
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

  func anchor(at top: RowPosition, cache: inout LayoutCache) -> Viewport.Anchor {
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
    guard var position = layout.position(of: anchor) else { return layout.firstRow }
    guard position.item == anchor.item, position.part == anchor.part,
      layout.shown == nil || layout.startByte(of: position) <= anchor.byte
    else {
      return RowPosition(block: position, row: 0)
    }
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

  // MARK: Jumps

  /// `count` items of the ascending `items` before (negative) or behind `top`.
  private func item(
    _ count: Int, in items: [Int], _ top: RowPosition, _ endTop: RowPosition
  ) -> RowPosition {
    let isInside = top.block.part > 0 || top.row > 0
    let place =
      count < 0
      ? items.lowerBound(of: top.block.item + (isInside ? 1 : 0)) + count
      : items.lowerBound(of: top.block.item + 1) + count - 1
    if place < 0 { return layout.firstRow }
    guard items.indices.contains(place), let item = layout.shownItem(from: items[place]) else {
      return endTop
    }
    return RowPosition(item: item)
  }

  /// Errors go round: behind the last comes the first.
  private func error(_ count: Int, from top: RowPosition, _ endTop: RowPosition) -> RowPosition {
    let items = layout.transcript.index.errors
    guard !items.isEmpty else { return top }
    let isInside = top.block.part > 0 || top.row > 0
    let place =
      count < 0
      ? items.lowerBound(of: top.block.item + (isInside ? 1 : 0)) + count
      : items.lowerBound(of: top.block.item + 1) + count - 1
    let wrapped = ((place % items.count) + items.count) % items.count
    return layout.shownItem(from: items[wrapped]).map(RowPosition.init(item:)) ?? endTop
  }

  private func prompt(number: Int, _ endTop: RowPosition) -> RowPosition {
    let prompts = layout.transcript.index.prompts
    guard let last = prompts.last else { return endTop }
    let item = prompts.indices.contains(number - 1) ? prompts[number - 1] : last
    return layout.shownItem(from: item).map(RowPosition.init(item:)) ?? endTop
  }

  /// The first row of the block of code `count` before or behind `top`.
  private func code(
    _ count: Int, from top: RowPosition, _ endTop: RowPosition, cache: inout LayoutCache
  ) -> RowPosition {
    var left = abs(count)
    var found = top
    var position = top.block
    var rows = layout.codeRows(of: position, cache: &cache)
      .filter { count < 0 ? $0 < top.row : $0 > top.row }
    while true {
      if count < 0 { rows.reverse() }
      if left <= rows.count { return RowPosition(block: position, row: rows[left - 1]) }
      left -= rows.count
      if let last = rows.last { found = RowPosition(block: position, row: last) }
      guard let next = layout.codeStart(from: position, backward: count < 0) else {
        return found == top ? (count < 0 ? layout.firstRow : endTop) : found
      }
      position = next
      rows = layout.codeRows(of: position, cache: &cache)
    }
  }
}

extension TranscriptLayout {
  /// The first row that is shown.
  var firstRow: RowPosition { first().map { RowPosition(block: $0, row: 0) } ?? .start }
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
  /// Whether it ends at the end by its own nature: then the view follows.
  var mayFollow: Bool {
    switch self {
    case .rows(let count), .halfPages(let count), .pages(let count), .prompts(let count),
      .code(let count):
      count > 0
    case .end: true
    case .percent(let percent): percent >= 100
    case .top, .prompt, .errors, .show, .reveal, .goTo: false
    }
  }

  /// Whether it names a place that is being read from then on.
  var isPlace: Bool {
    switch self {
    case .show, .reveal, .goTo, .prompt, .percent, .errors: true
    case .rows, .halfPages, .pages, .top, .end, .prompts, .code: false
    }
  }
}
