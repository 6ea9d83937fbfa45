import Engine
import TextModel

/// What wide screens have room for beside the transcript: the session, whom we
/// ask, what it costs, what waits, what was asked. It has no frame: blanks keep
/// it off the text.
enum SidePanelView {
  /// Columns of the screen from which there is room for it.
  static let columnsForPanel = 140
  /// Columns that the transcript keeps, and those of the panel.
  private static let leastTranscriptColumns = 100
  private static let widestPanel = 46
  /// Blanks between the transcript and the panel.
  private static let gap = 3
  /// Prompts of the outline.
  private static let maximumPrompts = 8
  /// Characters of a prompt that are looked at.
  private static let maximumPromptLength = 200
  /// Columns of a fact's name.
  private static let nameColumns = 11

  /// Columns of the panel on a screen of `columns`; 0: there is none.
  static func width(columns: Int) -> Int {
    guard columns >= columnsForPanel else { return 0 }
    return min(widestPanel, columns - leastTranscriptColumns - gap)
  }

  /// Columns of the transcript beside the panel.
  static func transcriptWidth(columns: Int) -> Int { columns - width(columns: columns) - gap }

  static func draw(
    _ state: AppState, rows: Range<Int>, on canvas: inout Canvas, now: MonotonicTime
  ) {
    let width = Self.width(columns: canvas.size.columns)
    guard width > 0 else { return }
    let column = canvas.size.columns - width
    let facts = facts(of: state, now: now)
    let prompts = outline(of: state, room: rows.count - facts.count - 2)
    for (row, line) in zip(rows, facts + prompts) {
      let end = canvas.draw(
        line.name, TextStyle(.dim), row: row, column: column, limit: column + width - 1)
      let start = line.isIndented ? max(column + nameColumns, end + 1) : end
      canvas.draw(line.text, line.style, row: row, column: start, limit: column + width - 1)
    }
  }

  private struct Line {
    var name = ""
    var text = ""
    var style = TextStyle.plain
    var isIndented = true
  }

  private static func facts(of state: AppState, now: MonotonicTime) -> [Line] {
    var lines = [
      Line(
        text: state.session.title.isEmpty ? "new session" : state.session.title,
        style: TextStyle(.heading, .bold), isIndented: false)
    ]
    func add(_ name: String, _ text: String?, _ role: StyleRole = .text) {
      guard let text, !text.isEmpty else { return }
      lines.append(Line(name: name, text: text, style: TextStyle(role)))
    }
    add("directory", state.configuration.directory)
    add("branch", state.configuration.branch)
    if let model = state.nextModel {
      lines.append(Line())
      add("model", model.shortName)
      add("$/M", state.text(of: model).priceColumn)
      add("effort", state.choice.effort(for: model))
    }
    add("task", state.choice.taskName)
    if let usage = state.sessionUsage {
      let percent = UsageText.contextPercent(usage).map { " (\($0)%)" } ?? ""
      add("context", "\(NumberText.compact(usage.contextTokens)) tok\(percent)")
      lines.append(Line())
      add("turn", UsageText.turnCost(usage))
      add("session", UsageText.sessionCost(usage))
    }
    add("today", UsageText.dayCost(state.spending, state.sessionUsage))
    if !state.isBusy { add("cache", EstimateText.gauge(in: state, now: now)) }
    if !state.queue.isEmpty { add("queue", "\(state.queue.count) waiting", .accent) }
    return lines
  }

  /// The last prompts, as many as there is room for, and the key that takes
  /// the panel away.
  private static func outline(of state: AppState, room: Int) -> [Line] {
    let hint = state.keyMap.keys(for: .global(.toggleSidePanel), in: .prompt).map {
      Line(text: "\($0.name) hides this", style: TextStyle(.dim), isIndented: false)
    }
    let count = min(maximumPrompts, room - 1)
    guard count > 0 else { return [] }
    let prompts = state.session.tree.lastPrompts(count).map { prompt in
      Line(
        name: "› ",
        text: prompt.prefix(maximumPromptLength).map { $0.isNewline ? " " : String($0) }.joined(),
        isIndented: false)
    }
    guard !prompts.isEmpty else { return [Line()] + [hint].compactMap { $0 } }
    return [Line()] + prompts + [Line()] + [hint].compactMap { $0 }
  }
}
