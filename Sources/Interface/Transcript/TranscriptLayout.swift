import Engine
import Markup
import TextModel

/// The transcript at one width: makes rows of blocks on demand. Costs what it
/// passes, never the length of the transcript. How one walks over the blocks
/// is in `TranscriptLayout+Walking`, what is folded in `TranscriptLayout+Folds`.
struct TranscriptLayout {
  let transcript: Transcript
  /// Columns of the pane.
  let width: Int
  var presentation = TranscriptPresentation()
  /// The blocks that a filter's pattern leaves, titles among them, ascending;
  /// `nil`: all.
  var shown: [TranscriptPosition]?
  let now: MonotonicTime
  /// Index of an item that is left out: the other one of two answers.
  var hiddenItem: Int?

  var itemCount: Int { transcript.items.count }

  /// Columns left of prose; none where every column counts, nor where only the
  /// source is shown.
  var margin: Int { width >= 20 && !presentation.isRaw ? 1 : 0 }

  /// Whether `you` stands in front of the prompt's first row instead of in a
  /// row of its own.
  var labelsPromptInline: Bool { width >= 30 && !presentation.isRaw }

  // MARK: Lines

  /// The text of a block as logical lines, as it is read when nothing is
  /// folded; empty of titles and of the one line that stands for a fold.
  func lines(of position: TranscriptPosition) -> [StyledLine] {
    let item = transcript.items[position.item]
    guard position.part > 0 else { return [] }
    switch item.kind {
    case .lines: return item.lines
    case .shell:
      return position.part == 1 ? ShellRows.lines(ofChunk: position.block, of: item) : []
    case .prompt: return lines(of: item.body, chunk: position.block, role: .text)
    case .notice(let role):
      return item.body.lines(ofChunk: position.block, style: TextStyle(role))
    case .answer: break
    }
    guard position.part <= item.parts.count else { return TranscriptTitles.endLines(of: item) }
    let part = item.parts[position.part - 1]
    if part.kind == .text {
      return lines(
        of: part, block: position.block, codeBlocksBefore: codeBlocks(before: position))
    }
    guard position.block > 0 else { return [] }
    return lines(of: part.plain, chunk: position.block - 1, role: .dim)
  }

  /// Whether the rows of a block are the text that `lines(of:)` gives.
  func showsText(of position: TranscriptPosition) -> Bool {
    let item = transcript.items[position.item]
    guard position.part > 0 else { return false }
    if item.kind == .shell { return position.part == 1 && !isFolded(item) }
    guard item.kind == .answer, position.part <= item.parts.count else { return true }
    let part = item.parts[position.part - 1]
    return part.kind == .text ? foldedCode(at: position) == nil : position.block > 0
  }

  // MARK: Rows

  /// The pattern whose lines alone are shown.
  private var lineFilter: FindPattern? { shown == nil ? nil : presentation.filter?.pattern }

  /// Which lines get rows; `nil`: all.
  private func kept(_ cache: inout LayoutCache) -> ((StyledLine) -> Bool)? {
    guard let lineFilter, let expression = cache.expression(for: lineFilter) else { return nil }
    return { line in (try? FindText(line).matches(of: expression, limit: 1).isEmpty) == false }
  }

  /// The rows of a block. What is short and changes with the clock is made
  /// anew each time; text comes from the cache.
  func rows(of position: TranscriptPosition, cache: inout LayoutCache) -> LaidOutBlock {
    let item = transcript.items[position.item]
    if position.part == 0 {
      return TranscriptTitles.title(of: item, isFirst: position.item == 0, layout: self)
    }
    if item.kind == .lines {
      return LaidOutBlock(lines: item.lines, width: width, indent: margin)
    }
    if let run = item.shell { return shell(item, run, at: position, cache: &cache) }
    guard item.kind == .answer else {
      return body(of: item, at: position, cache: &cache)
    }
    guard position.part <= item.parts.count else {
      return TranscriptTitles.end(of: item, layout: self)
    }
    let part = item.parts[position.part - 1]
    if part.kind == .text { return markdown(part, at: position, cache: &cache) }
    if position.block == 0 {
      return isToldInTitle(position)
        ? LaidOutBlock() : TranscriptTitles.summaryLine(of: part, in: item, layout: self)
    }
    var block = details(part, at: position, cache: &cache)
    // A blank row tells where the details end and the answer goes on.
    let isLastChunk = position.block == part.plain.starts.count
    if isLastChunk, position.part < item.parts.count { block.append([]) }
    return block
  }

  /// Whether the line that stands for a part is in the title already.
  func isToldInTitle(_ position: TranscriptPosition) -> Bool {
    position.part == 1 && presentation.filter == nil
      && transcript.items[position.item].opensWithThinking
  }

  private func body(
    of item: TranscriptItem, at position: TranscriptPosition, cache: inout LayoutCache
  ) -> LaidOutBlock {
    let isPrompt = item.kind == .prompt
    let isLabelled = isPrompt && labelsPromptInline
    let isFolded = isFolded(item)
    let key = LayoutCache.Key(
      serial: item.serial, block: position.block, isFolded: isFolded, filter: lineFilter)
    let keeps = isFolded ? nil : kept(&cache)
    let revision = isFolded ? item.body.source.count : item.body.range(of: position.block).count
    let indent = isLabelled ? TranscriptTitles.promptIndent : margin
    let block = cache.block(key, revision: shown(revision), width: width) {
      var lines = lines(of: position)
      if isFolded {
        lines = Array(lines.prefix(1))
        lines.append(TranscriptTitles.foldLine(lines: item.body.lineEnds, "more"))
      }
      return LaidOutBlock(lines: lines, width: width, indent: indent, keeps: keeps)
    }
    var shown = block
    if isLabelled, position.block == 0 {
      shown = TranscriptTitles.labelled(shown, of: item, layout: self)
    }
    if isFolded || position.block == item.body.starts.count - 1 {
      for line in item.attachments {
        let room = max(0, width - margin)
        let text = TranscriptTitles.glyphs(
          TextLayout.truncated(line, to: room), TextStyle(.dim))
        shown.append(TranscriptTitles.blanks(margin) + text)
      }
    }
    return shown
  }

  /// The output of a command: its last lines, or opened all of it.
  private func shell(
    _ item: TranscriptItem, _ run: ShellRun, at position: TranscriptPosition,
    cache: inout LayoutCache
  ) -> LaidOutBlock {
    if position.part == 2 { return ShellRows.end(of: item, run, layout: self) }
    guard !isFolded(item) else { return ShellRows.folded(item, run, layout: self) }
    let key = LayoutCache.Key(serial: item.serial, block: position.block, filter: lineFilter)
    let keeps = kept(&cache)
    let revision = item.body.range(of: position.block).count
    return cache.block(key, revision: shown(revision), width: width) {
      LaidOutBlock(lines: lines(of: position), width: width, indent: margin, keeps: keeps)
    }
  }

  private func markdown(
    _ part: AnswerPart, at position: TranscriptPosition, cache: inout LayoutCache
  ) -> LaidOutBlock {
    if let code = foldedCode(at: position) {
      guard code.lowerBound == position.block else { return LaidOutBlock() }
      let blocks = part.markdown.blocks
      let key = LayoutCache.Key(serial: part.serial, block: position.block, isFolded: true)
      let revision = blocks[code.upperBound - 1].revision
      return cache.block(key, revision: shown(revision), width: width) {
        LaidOutBlock(lines: foldedLines(of: code, part), width: width, indent: margin)
      }
    }
    let key = LayoutCache.Key(serial: part.serial, block: position.block, filter: lineFilter)
    let keeps = kept(&cache)
    // Whether a block ends with an empty line depends on whether it is the
    // last one, so that is a part of its revision.
    let isLast = position.block == part.markdown.blocks.count - 1
    let revision = part.markdown.blocks[position.block].revision * 2 + (isLast ? 1 : 0)
    return cache.block(key, revision: shown(revision), width: width) {
      LaidOutBlock(lines: lines(of: position), width: width, indent: margin, keeps: keeps)
    }
  }

  private func details(
    _ part: AnswerPart, at position: TranscriptPosition, cache: inout LayoutCache
  ) -> LaidOutBlock {
    let key = LayoutCache.Key(serial: part.serial, block: position.block - 1, filter: lineFilter)
    let keeps = kept(&cache)
    let revision = part.plain.range(of: position.block - 1).count
    return cache.block(key, revision: shown(revision), width: width) {
      LaidOutBlock(lines: lines(of: position), width: width, indent: margin * 3, keeps: keeps)
    }
  }
}
