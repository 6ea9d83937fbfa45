import Engine
import Markup
import TextModel

/// The transcript at one width: makes rows of blocks on demand and walks over
/// them. Costs what it passes, never the length of the transcript.
struct TranscriptLayout {
  let transcript: Transcript
  /// Columns of the pane.
  let width: Int
  var presentation = TranscriptPresentation()
  let now: MonotonicTime
  /// Index of an item that is left out: the other one of two answers.
  var hiddenItem: Int?

  var itemCount: Int { transcript.items.count }

  var showsDetails: Bool { presentation.showsDetails }

  /// Columns left of prose; none where every column counts.
  var margin: Int { width >= 20 ? 1 : 0 }

  // MARK: Blocks

  /// Index of the last part of an item, its end included; -1 of what is left
  /// out, which has not even a title.
  func lastPart(of item: Int) -> Int {
    if item == hiddenItem { return -1 }
    let item = transcript.items[item]
    if item.isPassedOver, !showsDetails { return 0 }
    if item.kind == .shell { return 2 }
    return item.kind == .answer ? item.parts.count + 1 : 1
  }

  func blockCount(item index: Int, part: Int) -> Int {
    let item = transcript.items[index]
    if part == 0 { return 1 }
    if item.kind == .lines { return 1 }
    if item.kind == .shell, part == 2 || !showsDetails { return 1 }
    guard item.kind == .answer else { return item.body.starts.count }
    guard part <= item.parts.count else { return 1 }
    let answerPart = item.parts[part - 1]
    guard answerPart.kind != .text else { return answerPart.markdown.blocks.count }
    // The first block of what is not text is its one-line summary.
    return showsDetails ? answerPart.plain.starts.count + 1 : 1
  }

  /// Where a block starts in its part's source, bytes.
  func startByte(of position: TranscriptPosition) -> Int {
    let item = transcript.items[position.item]
    guard position.part > 0 else { return 0 }
    if item.kind == .lines { return 0 }
    if item.kind == .shell, position.part == 2 || !showsDetails { return 0 }
    if item.kind != .answer { return item.body.starts[position.block] }
    guard position.part <= item.parts.count else { return 0 }
    let part = item.parts[position.part - 1]
    if part.kind == .text { return part.markdown.blocks[position.block].range.lowerBound }
    return position.block == 0 ? -1 : part.plain.starts[position.block - 1]
  }

  /// The last block of a part that starts at or before `byte`.
  func block(at byte: Int, item: Int, part: Int) -> Int {
    var low = 0
    var high = blockCount(item: item, part: part) - 1
    while low < high {
      let middle = (low + high + 1) / 2
      let start = startByte(of: TranscriptPosition(item: item, part: part, block: middle))
      if start <= byte { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The block behind `position`; `nil` at the end.
  func next(_ position: TranscriptPosition) -> TranscriptPosition? {
    if position.block + 1 < blockCount(item: position.item, part: position.part) {
      var next = position
      next.block += 1
      return next
    }
    var item = position.item
    var part = position.part + 1
    while item < itemCount {
      while part <= lastPart(of: item) {
        if blockCount(item: item, part: part) > 0 {
          return TranscriptPosition(item: item, part: part, block: 0)
        }
        part += 1
      }
      item += 1
      part = 0
    }
    return nil
  }

  /// The block before `position`; `nil` at the start.
  func previous(_ position: TranscriptPosition) -> TranscriptPosition? {
    if position.block > 0 {
      var previous = position
      previous.block -= 1
      return previous
    }
    var item = position.item
    var part = position.part - 1
    while item >= 0 {
      while part >= 0 {
        let count = blockCount(item: item, part: part)
        if count > 0 { return TranscriptPosition(item: item, part: part, block: count - 1) }
        part -= 1
      }
      item -= 1
      if item >= 0 { part = lastPart(of: item) }
    }
    return nil
  }

  /// The last block; `nil` of an empty transcript. The end of an answer and
  /// the title of any item always have a block.
  var last: TranscriptPosition? {
    let item = itemCount - (hiddenItem == itemCount - 1 ? 2 : 1)
    guard item >= 0 else { return nil }
    var part = lastPart(of: item)
    while part > 0, blockCount(item: item, part: part) == 0 { part -= 1 }
    let count = blockCount(item: item, part: part)
    return TranscriptPosition(item: item, part: part, block: count - 1)
  }

  /// The rows of a block. What is short and changes with the clock is made
  /// anew each time; text comes from the cache.
  func rows(of position: TranscriptPosition, cache: inout LayoutCache) -> LaidOutBlock {
    let item = transcript.items[position.item]
    if position.part == 0 {
      return TranscriptTitles.title(
        of: item, isFirst: position.item == 0, layout: self)
    }
    if item.kind == .lines {
      return LaidOutBlock(lines: item.lines, width: width, indent: margin)
    }
    if let run = item.shell { return shell(item, run, at: position, cache: &cache) }
    guard item.kind == .answer else {
      return body(of: item, chunk: position.block, cache: &cache)
    }
    guard position.part <= item.parts.count else {
      return TranscriptTitles.end(of: item, layout: self)
    }
    let part = item.parts[position.part - 1]
    if part.kind == .text { return markdown(part, block: position.block, cache: &cache) }
    if position.block == 0 {
      let isInTitle = position.part == 1 && item.opensWithThinking
      return isInTitle
        ? LaidOutBlock()
        : TranscriptTitles.summaryLine(of: part, in: item, layout: self)
    }
    var block = details(part, chunk: position.block - 1, cache: &cache)
    // A blank row tells where the details end and the answer goes on.
    let isLastChunk = position.block == part.plain.starts.count
    if isLastChunk, position.part < item.parts.count { block.append([]) }
    return block
  }

  /// The output of a command: its last lines, or with details all of it.
  private func shell(
    _ item: TranscriptItem, _ run: ShellRun, at position: TranscriptPosition,
    cache: inout LayoutCache
  ) -> LaidOutBlock {
    if position.part == 2 { return ShellRows.end(run, layout: self) }
    guard showsDetails else { return ShellRows.folded(item, run, layout: self) }
    let key = LayoutCache.Key(serial: item.serial, block: position.block)
    let revision = item.body.range(of: position.block).count
    return cache.block(key, revision: revision, width: width) {
      ShellRows.chunk(position.block, of: item, width: width, margin: margin)
    }
  }

  /// Whether `you` stands in front of the prompt's first row instead of in a
  /// row of its own.
  var labelsPromptInline: Bool { width >= 30 }

  private func body(
    of item: TranscriptItem, chunk: Int, cache: inout LayoutCache
  ) -> LaidOutBlock {
    let (role, isPrompt): (StyleRole, Bool) =
      switch item.kind {
      case .prompt, .answer, .lines, .shell: (.text, true)
      case .notice(let role): (role, false)
      }
    let isLabelled = isPrompt && labelsPromptInline
    let key = LayoutCache.Key(serial: item.serial, block: chunk)
    let revision = item.body.range(of: chunk).count
    let block = cache.block(key, revision: revision, width: width) {
      LaidOutBlock(
        lines: item.body.lines(ofChunk: chunk, style: TextStyle(role)), width: width,
        indent: isLabelled ? TranscriptTitles.promptIndent : margin)
    }
    var shown = block
    if isLabelled, chunk == 0 {
      shown = TranscriptTitles.labelled(shown, of: item, layout: self)
    }
    if chunk == item.body.starts.count - 1 {
      for line in item.attachments {
        let room = max(0, width - margin)
        let text = TranscriptTitles.glyphs(
          TextLayout.truncated(line, to: room), TextStyle(.dim))
        shown.append(TranscriptTitles.blanks(margin) + text)
      }
    }
    return shown
  }

  private func markdown(
    _ part: AnswerPart, block: Int, cache: inout LayoutCache
  ) -> LaidOutBlock {
    let key = LayoutCache.Key(serial: part.serial, block: block)
    // Whether a block ends with an empty line depends on whether it is the
    // last one, so that is a part of its revision.
    let isLast = block == part.markdown.blocks.count - 1
    let revision = part.markdown.blocks[block].revision * 2 + (isLast ? 1 : 0)
    return cache.block(key, revision: revision, width: width) {
      LaidOutBlock(
        lines: part.markdown.lines(ofBlock: block, width: max(1, width - margin)), width: width,
        indent: margin)
    }
  }

  private func details(
    _ part: AnswerPart, chunk: Int, cache: inout LayoutCache
  ) -> LaidOutBlock {
    let key = LayoutCache.Key(serial: part.serial, block: chunk)
    let revision = part.plain.range(of: chunk).count
    return cache.block(key, revision: revision, width: width) {
      LaidOutBlock(
        lines: part.plain.lines(ofChunk: chunk, style: TextStyle(.dim)), width: width,
        indent: margin * 3)
    }
  }
}
