import Engine
import Markup
import Pattern
import TextModel

/// Passing over text in which no match can be, told from its source.
extension TranscriptFinder {
  /// Bytes of source that cost as much to look over as a byte of text costs to
  /// be made.
  private static let sourceFactor = 16
  /// What going on to the next part costs, in bytes of text.
  private static let partCost = 16

  /// Where the search goes on.
  enum Step: Hashable {
    /// In this block there may be a match.
    case match(TranscriptPosition)
    /// Enough for now; there is none in this block nor in those passed.
    case pause(TranscriptPosition)
    /// There is none up to the end.
    case end
  }

  /// The next block from `start` on, or back from it, in which there may be a
  /// match.
  func step(from start: TranscriptPosition, backward: Bool, budget: inout Int) -> Step {
    // What a filter's pattern leaves are single blocks.
    guard let words, layout.shown == nil else { return .match(start) }
    var position = start
    while true {
      switch sought(words, from: position, backward: backward, budget: &budget) {
      case .found(let block):
        position.block = block
        return .match(position)
      case .passed(let block):
        position.block = block
        return .pause(position)
      case .none: break
      }
      position.block = backward ? 0 : blockCount(of: position) - 1
      guard let next = backward ? layout.previous(position) : layout.next(position) else {
        return .end
      }
      position = next
      guard budget > 0 else { return .match(position) }
    }
  }

  /// Goes on with the blocks that match.
  func collect(_ found: inout FilterMatches, budget: inout Int) throws(PatternProblem) {
    guard var position = layout.position(of: found.cursor) else {
      found.isComplete = true
      return
    }
    while budget > 0 {
      let last: TranscriptPosition
      switch step(from: position, backward: false, budget: &budget) {
      case .match(let candidate):
        let (matches, cost) = try matches(in: candidate)
        budget -= cost
        if !matches.isEmpty {
          found.take(candidate, lines: Set(matches.map(\.anchor.line)).count)
        }
        last = candidate
      case .pause(let passed): last = passed
      case .end: last = layout.last ?? position
      }
      let isSettled = isSettled(from: position, through: last)
      guard let next = layout.next(last) else {
        found.advance(to: layout.anchor(of: last), isSettled: false)
        found.isComplete = true
        return
      }
      position = next
      found.advance(to: layout.anchor(of: next), isSettled: isSettled)
    }
  }

  /// Whether the text of the blocks passed stays as it is.
  func isSettled(from start: TranscriptPosition, through last: TranscriptPosition) -> Bool {
    let isWritten = layout.transcript.items[start.item..<max(start.item, last.item)]
      .contains { $0.kind == .answer && $0.endedAt == nil }
    return !isWritten && isSettled(last)
  }

  private func blockCount(of position: TranscriptPosition) -> Int {
    max(1, layout.blockCount(item: position.item, part: position.part))
  }

  /// Looks through the part of `position` from there on.
  private func sought(
    _ words: RequiredWords, from position: TranscriptPosition, backward: Bool, budget: inout Int
  ) -> SoughtBlock {
    budget -= Self.partCost
    guard position.part > 0 else { return .none }
    let kind = layout.transcript.items[position.item].kind
    switch kind {
    case .lines: return .found(position.block)
    case .shell:
      // Below the output stands how it ended.
      guard position.part == 1 else { return .none }
    case .prompt, .notice, .answer: break
    }
    guard kind == .answer else {
      return chunk(
        from: position.block, of: layout.transcript.items[position.item].body, first: 0, words,
        backward: backward, budget: &budget)
    }
    guard position.part <= layout.transcript.items[position.item].parts.count else {
      return .found(position.block)
    }
    let part = layout.transcript.items[position.item].parts[position.part - 1]
    guard part.kind == .text else {
      // The line that stands for it is no text.
      return chunk(
        from: position.block, of: part.plain, first: 1, words, backward: backward, budget: &budget)
    }
    var bytes = budget * Self.sourceFactor
    defer { budget = bytes / Self.sourceFactor }
    return part.markdown.block(from: position.block, backward: backward, bytes: &bytes) {
      words.areFound(in: $0)
    }
  }

  /// As `MarkdownDocument.block` of plain text, whose chunks are blocks from
  /// `first` on.
  private func chunk(
    from block: Int, of document: PlainDocument, first: Int, _ words: RequiredWords, backward: Bool,
    budget: inout Int
  ) -> SoughtBlock {
    var index = backward ? block - first : max(0, block - first)
    while document.starts.indices.contains(index) {
      let range = document.range(of: index)
      budget -= range.count / Self.sourceFactor + 1
      let mayMatch = document.source.withUnsafeBufferPointer { source in
        let text = UnsafeBufferPointer(rebasing: source[range])
        return words.areFound(in: text)
          || !SourceWords.standAsShown(in: text, isMarkdown: false)
      }
      if mayMatch { return .found(index + first) }
      guard budget > 0 else { return .passed(index + first) }
      index += backward ? -1 : 1
    }
    return .none
  }
}
