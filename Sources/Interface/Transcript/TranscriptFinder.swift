import Pattern
import TextModel

/// A match: where it begins, and how many glyphs of its line it covers.
struct FindMatch: Hashable, Comparable, Sendable {
  var anchor: Viewport.Anchor
  var length: Int

  static func < (left: FindMatch, right: FindMatch) -> Bool { left.anchor < right.anchor }
}

/// Finds a pattern in the transcript, in pieces of bounded work: the text is
/// made as it is read, block by block, for what stands in the source is not
/// what a reader sees. Blocks whose source tells that nothing can be found
/// there are passed over (`TranscriptFinder+Skipping`).
struct TranscriptFinder {
  /// Work of one piece, in bytes of text: some two milliseconds.
  static let pieceBytes = 48 << 10
  /// Matches counted in one line: more tell nobody more.
  private static let maximumMatchesPerLine = 10_000
  /// What a block costs beside its text, and how much dearer text is that is
  /// not ASCII, in bytes of it.
  private static let blockCost = 256
  private static let mappedFactor = 4

  /// With nothing folded.
  let layout: TranscriptLayout
  let expression: RegularExpression
  /// One of these every match holds.
  let words: RequiredWords?
  /// What lines must match to be shown at all.
  private let filter: RegularExpression?

  init(
    layout: TranscriptLayout, expression: RegularExpression, words: RequiredWords? = nil
  ) {
    self.layout = layout
    self.expression = expression
    self.words = words
    let shown = layout.shown == nil ? nil : layout.presentation.filter?.pattern
    filter = shown.flatMap { try? $0.compiled() }
  }

  /// The matches in one block, and what it took to find them.
  func matches(
    in position: TranscriptPosition
  ) throws(PatternProblem) -> (matches: [FindMatch], cost: Int) {
    var found: [FindMatch] = []
    var cost = Self.blockCost
    var anchor = layout.anchor(of: position)
    for (index, line) in layout.lines(of: position).enumerated() {
      let text = FindText(line)
      cost += text.byteCount * (text.isMapped ? Self.mappedFactor : 1)
      if let filter, try text.matches(of: filter, limit: 1).isEmpty { continue }
      anchor.line = index
      for match in try text.matches(of: expression, limit: Self.maximumMatchesPerLine) {
        anchor.offset = match.lowerBound
        found.append(FindMatch(anchor: anchor, length: match.count))
      }
    }
    return (found, cost)
  }

  // MARK: The next match

  /// Goes on looking for the next match; `true` once it is known.
  func seek(_ seek: inout FindSeek, budget: inout Int) throws(PatternProblem) -> Bool {
    guard var position = layout.position(of: seek.cursor) else { return true }
    while budget > 0 {
      switch step(from: position, backward: seek.isBackward, budget: &budget) {
      case .match(let candidate):
        if seek.hasWrapped, isBehindStart(candidate, of: seek, orAtIt: false) { return true }
        let (matches, cost) = try matches(in: candidate)
        budget -= cost
        let fitting = matches.filter { seek.takes($0) }
        if let match = seek.isBackward ? fitting.last : fitting.first {
          seek.found = match
          return true
        }
        guard let next = next(behind: candidate, of: &seek) else { return true }
        position = next
      case .pause(let passed):
        guard let next = next(behind: passed, of: &seek) else { return true }
        position = next
      case .end:
        guard let next = otherEnd(of: &seek) else { return true }
        position = next
      }
      seek.cursor = layout.anchor(of: position)
    }
    return false
  }

  /// Where to go on behind a block without a match; `nil`: all the way round.
  private func next(
    behind position: TranscriptPosition, of seek: inout FindSeek
  ) -> TranscriptPosition? {
    if seek.hasWrapped, isBehindStart(position, of: seek, orAtIt: true) { return nil }
    let next = seek.isBackward ? layout.previous(position) : layout.next(position)
    return next ?? otherEnd(of: &seek)
  }

  private func otherEnd(of seek: inout FindSeek) -> TranscriptPosition? {
    guard !seek.hasWrapped, let other = seek.isBackward ? layout.last : layout.first() else {
      return nil
    }
    seek.hasWrapped = true
    return other
  }

  private func isBehindStart(
    _ position: TranscriptPosition, of seek: FindSeek, orAtIt: Bool
  ) -> Bool {
    guard let start = layout.position(of: seek.start) else { return true }
    if position == start { return orAtIt }
    return seek.isBackward ? position < start : position > start
  }

  // MARK: Counting

  /// Goes on counting; `true` once everything was counted.
  func count(
    _ count: inout FindCount, current: FindMatch?, budget: inout Int
  ) throws(PatternProblem) -> Bool {
    guard var position = layout.position(of: count.cursor) else {
      // A filter that leaves nothing.
      count.isComplete = true
      return true
    }
    while budget > 0 {
      let last: TranscriptPosition
      switch step(from: position, backward: false, budget: &budget) {
      case .match(let candidate):
        pass(from: position, to: candidate, &count)
        let (matches, cost) = try matches(in: candidate)
        budget -= cost
        let upTo = current.map { current in matches.count { $0 <= current } } ?? 0
        count.take(matches.count, upToCurrent: upTo, isSettled: isSettled(candidate))
        last = candidate
      case .pause(let passed):
        pass(from: position, to: passed, &count)
        count.take(0, upToCurrent: 0, isSettled: isSettled(passed))
        last = passed
      case .end:
        last = layout.last ?? position
        pass(from: position, to: last, &count)
        count.take(0, upToCurrent: 0, isSettled: isSettled(last))
      }
      guard let next = layout.next(last) else {
        count.isComplete = true
        return true
      }
      position = next
      count.advance(to: layout.anchor(of: next))
    }
    return false
  }

  /// Blocks without a match, up to `end`.
  private func pass(
    from start: TranscriptPosition, to end: TranscriptPosition, _ count: inout FindCount
  ) {
    guard start < end, let last = layout.previous(end) else { return }
    count.take(0, upToCurrent: 0, isSettled: isSettled(from: start, through: last))
    count.advance(to: layout.anchor(of: end))
  }

  /// Whether the text of a block, and of all before it, stays as it is.
  func isSettled(_ position: TranscriptPosition) -> Bool {
    let item = layout.transcript.items[position.item]
    guard item.kind == .answer, item.endedAt == nil else { return true }
    // More comes behind the last text of an answer that is being written.
    guard let next = layout.next(position), next.item == position.item,
      next.part <= item.parts.count
    else { return false }
    return next.part == position.part || position.part == 0
      || item.parts[position.part - 1].endedAt != nil
  }
}
