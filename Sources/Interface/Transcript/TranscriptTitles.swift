import Engine
import TextModel

/// The short rows around the text: who speaks, folded thinking and tool
/// calls, how a turn ended and what it cost. Made anew for every frame,
/// because some of them change with the clock.
enum TranscriptTitles {
  static func title(
    of item: TranscriptItem, isFirst: Bool, layout: TranscriptLayout
  ) -> LaidOutBlock {
    var block = LaidOutBlock()
    if !isFirst { block.append([]) }
    switch item.kind {
    case .notice, .lines: break
    case .shell:
      for row in item.shell.map({ ShellRows.title($0, layout: layout) }) ?? [] { block.append(row) }
    case .prompt:
      if !layout.labelsPromptInline { block.append(glyphs("you", TextStyle(.user, .bold))) }
    case .answer:
      block.append(
        item.isPassedOver
          ? passedOverTitle(item, layout: layout) : answerTitle(item, layout: layout))
      let notes = item.notes.map { StyledLine("· \($0)", TextStyle(.dim)) }
      let rows = LaidOutBlock(lines: notes, width: layout.width, indent: layout.margin).rows
      for row in rows { block.append(row) }
    }
    return block
  }

  /// Columns left of a labelled prompt: margin, `you`, two blanks.
  static let promptIndent = 6

  /// The first rows of a prompt with `you` before the first and the time at
  /// its right edge, where there is room for it.
  static func labelled(
    _ block: LaidOutBlock, of item: TranscriptItem, layout: TranscriptLayout
  ) -> LaidOutBlock {
    let label = blanks(layout.margin) + glyphs("you  ", TextStyle(.user, .bold))
    var row = label + (block.rows.first ?? []).dropFirst(label.count)
    if let seconds = item.secondsOfDay {
      let clock = glyphs(NumberText.clock(secondsOfDay: seconds), TextStyle(.dim))
      let gap = layout.width - columns(row) - columns(clock) - layout.margin
      if gap > 1 { row += blanks(gap) + clock }
    }
    var block = block
    block.replaceFirstRow(with: row)
    return block
  }

  /// The model's name, with the first thinking beside it.
  private static func answerTitle(
    _ item: TranscriptItem, layout: TranscriptLayout
  ) -> [StyledGlyph] {
    var row = blanks(layout.margin) + glyphs(item.modelName, TextStyle(.assistant, .bold))
    let isFolded = layout.isFolded(item)
    if isFolded {
      let count = item.parts.reduce(0) { $0 + $1.lineCount }
      row += glyphs("  \(foldWords(lines: count, "folded"))", TextStyle(.dim))
    }
    if item.opensWithThinking, layout.presentation.filter == nil, let part = item.parts.first,
      !isFolded || part.endedAt == nil
    {
      row += glyphs("  " + thinkingSummary(part, in: item, layout: layout), TextStyle(.dim))
    }
    return fitted(row, to: layout.width)
  }

  /// What stands for lines that are folded: `▸ 120 lines folded`.
  static func foldLine(lines: Int, _ word: String) -> StyledLine {
    StyledLine(foldWords(lines: lines, word), TextStyle(.dim))
  }

  private static func foldWords(lines: Int, _ word: String) -> String {
    let count = lines == 1 ? "1 line" : "\(NumberText.grouped(lines)) lines"
    return word.isEmpty ? "▸ \(count)" : "▸ \(count) \(word)"
  }

  /// `▸ not chosen: Opus 5 · 812 tok · $0.0210 · 14 s`.
  private static func passedOverTitle(
    _ item: TranscriptItem, layout: TranscriptLayout
  ) -> [StyledGlyph] {
    let mark = layout.isFolded(item) ? "▸" : "▾"
    let words = ["\(mark) not chosen: \(item.modelName)", TurnEndText.cost(of: item)]
    let text = words.compactMap { $0 }.joined(separator: " · ")
    let room = max(0, layout.width - layout.margin)
    return blanks(layout.margin)
      + glyphs(TextLayout.truncated(text, to: room), TextStyle(.dim))
  }

  /// One line for a block that is not text.
  static func summaryLine(
    of part: AnswerPart, in item: TranscriptItem, layout: TranscriptLayout
  ) -> LaidOutBlock {
    let mark = layout.isFolded(part) ? "▸" : "▾"
    let (text, role): (String, StyleRole) =
      switch part.kind {
      case .text: ("", .text)
      case .thinking: (thinkingSummary(part, in: item, layout: layout), .dim)
      case .redactedThinking: ("\(mark) Thought, encrypted by the service", .dim)
      case .toolUse(let name):
        ("\(mark) \(name) \(part.plain.firstLine(limit: toolInputBytes))", .tool)
      case .opaque(let type): ("\(mark) block of type \(type)", .dim)
      }
    var block = LaidOutBlock()
    let room = max(0, layout.width - layout.margin)
    let line = glyphs(TextLayout.truncated(text, to: room), TextStyle(role))
    block.append(blanks(layout.margin) + line)
    return block
  }

  /// Bytes of a tool's input looked at for its line: more than a wide screen
  /// shows.
  private static let toolInputBytes = 400

  /// `▸ Thought 4 s · ~312 tok`.
  private static func thinkingSummary(
    _ part: AnswerPart, in item: TranscriptItem, layout: TranscriptLayout
  ) -> String {
    let seconds = (part.endedAt ?? layout.now).milliseconds(since: part.startedAt) / 1000
    let mark = layout.isFolded(part) ? "▸" : "▾"
    let verb = part.endedAt == nil ? "Thinking" : "Thought"
    let tokens = part.plain.source.count * 100 / max(1, item.bytesPerTokenHundredths)
    let count = tokens > 0 ? " · ~\(NumberText.grouped(tokens)) tok" : ""
    return "\(mark) \(verb) \(NumberText.seconds(seconds))\(count)"
  }

  /// How the turn ended; nothing while it runs.
  static func end(of item: TranscriptItem, layout: TranscriptLayout) -> LaidOutBlock {
    LaidOutBlock(lines: endLines(of: item), width: layout.width, indent: layout.margin)
  }

  static func endLines(of item: TranscriptItem) -> [StyledLine] {
    let sentences: [StyledLine]
    if let outcome = item.outcome {
      sentences = TurnEndText.lines(for: outcome, isEmpty: item.parts.isEmpty)
    } else if item.isCutOff {
      sentences = TurnEndText.cutOff(isEmpty: item.parts.isEmpty)
    } else {
      return []
    }
    var lines: [StyledLine] = []
    if !item.parts.isEmpty { lines.append(StyledLine("")) }
    lines += sentences
    if let cost = TurnEndText.cost(of: item) { lines.append(StyledLine(cost, TextStyle(.dim))) }
    return lines
  }

  static func glyphs(_ text: String, _ style: TextStyle) -> [StyledGlyph] {
    TextLayout.glyphs(of: Substring(text), style: style)
  }

  static func blanks(_ count: Int) -> [StyledGlyph] {
    Array(repeating: StyledGlyph(.blank, .plain), count: max(0, count))
  }

  private static func columns(_ glyphs: [StyledGlyph]) -> Int {
    glyphs.reduce(0) { $0 + Int($1.glyph.width) }
  }

  /// As many glyphs as `width` columns hold.
  private static func fitted(_ glyphs: [StyledGlyph], to width: Int) -> [StyledGlyph] {
    var used = 0
    return Array(
      glyphs.prefix {
        used += Int($0.glyph.width)
        return used <= width
      })
  }
}
