import Engine
import TextModel

/// The bottom line: what happens, how fast, what it costs, what to press.
enum StatusView {
  static func draw(
    _ state: AppState, row: Int, on canvas: inout Canvas, now: MonotonicTime
  ) {
    let columns = canvas.size.columns
    canvas.fill(row: row, columns: 0..<columns, role: .status)
    let line = StatusLine(state: state, now: now)
    // Below this every column is needed for words.
    var column = columns >= 30 ? 1 : 0
    for run in line.runs(fitting: columns - column) {
      column = canvas.draw(run.text, run.style, row: row, column: column)
    }
  }
}

/// The parts of the status line and how they give way to each other.
struct StatusLine {
  /// What may be shown, in the order in which narrow windows drop it.
  private enum Optional: CaseIterable {
    case mouse, gauge, bound, rate, cache, session, input, context, mode
  }

  /// That nothing is being saved, and why; it gives way to nothing.
  private let unsaved: [String]
  private let phase: String
  private let shortPhase: String
  /// See `PhaseText.notice`.
  private let notice: String?
  /// What the service keeps, and until when: only while nothing runs, for it
  /// is not painted anew.
  private var gauge = ""
  /// The most that a stopped turn can have cost.
  private var bound = ""
  private var rate = ""
  private var cache = ""
  private var session = ""
  private var input = ""
  private var context = ""
  /// What the program takes of the mouse, where it takes any of it.
  private let mouse: String
  /// Of vi, where the prompt is edited so.
  private let mode: String
  private var output = ""
  private var turnCost = ""
  private var shortOutput = ""
  private var shortCost = ""
  private let hint: String
  /// Whether `phase` is a sentence that may take all the room there is.
  private let isSentence: Bool

  init(state: AppState, now: MonotonicTime) {
    unsaved = Self.unsaved(state.session.saving)
    let words = PhaseText(state: state, now: now)
    phase = words.long
    shortPhase = words.short
    isSentence = words.isSentence
    notice = words.notice
    hint = Self.hint(in: state)
    mode = state.composer.vi?.name ?? ""
    switch state.mouse {
    case .off: mouse = ""
    case .wheel: mouse = "wheel"
    case .full: mouse = "mouse"
    }
    guard var usage = state.sessionUsage else { return }
    if state.comparison != nil {
      // Each answer has the rest above it.
      session = "Σ\(UsageText.sessionCost(usage))"
      return
    }
    if !state.isBusy, let next = state.nextModel { usage.contextWindow = next.contextWindow }
    let turn = usage.turn
    if !state.isBusy { gauge = EstimateText.gauge(in: state, now: now) ?? "" }
    bound = UsageText.upperBound(usage)
    if state.isBusy, let tenths = usage.tokensPerSecondTenths {
      rate = "\((tenths + 5) / 10) tok/s"
    }
    let written = turn.cacheWrite5m + turn.cacheWrite1h
    let fresh = NumberText.compact(turn.input)
    if turn.input > 0 || turn.prompt == 0 { input = "↑\(UsageText.inputMark(usage))\(fresh)" }
    if turn.cacheRead > 0 || written > 0 {
      let writes = written > 0 ? "+\(NumberText.compact(written))" : ""
      cache = "⟲\(NumberText.compact(turn.cacheRead))\(writes)"
    }
    output = "↓\(UsageText.outputMark(usage))\(NumberText.grouped(turn.output))"
    turnCost = UsageText.turnCost(usage)
    shortOutput = "↓\(UsageText.outputMark(usage))\(NumberText.compact(turn.output))"
    shortCost = UsageText.turnCost(usage, inCents: true)
    session = "Σ\(UsageText.sessionCost(usage))"
    context = UsageText.contextPercent(usage).map { "ctx \($0)%" } ?? ""
  }

  /// The key that matters now.
  private static func hint(in state: AppState) -> String {
    if let replay = state.replay { return replay.hint }
    if !state.service.questions.isEmpty { return "Esc declines" }
    if state.service.signIn != nil { return "Esc cancels" }
    if state.spending.confirmation != nil { return "Esc keeps it" }
    if let comparison = state.comparison {
      if comparison.isAsking { return "Esc back" }
      if !state.isRunning { return "Tab other" }
    }
    if state.isBusy || state.shell.running != nil { return "Esc stop" }
    return state.focus == .transcript ? "q back" : "? help"
  }

  /// The words for it, the longest form first; none where all is well.
  private static func unsaved(_ saving: SavingState) -> [String] {
    guard case .unsaved(let reason, _) = saving else { return [] }
    return ["not saved: \(reason)", "not saved", "!"]
  }

  /// The line in at most `width` columns.
  func runs(fitting width: Int) -> [StyledRun] {
    for mark in unsaved {
      let markWidth = TextLayout.width(of: mark) + 2
      let isShortest = mark == unsaved.last
      guard width >= markWidth + Self.columnsBesideMark || isShortest else { continue }
      return [
        StyledRun(mark, TextStyle(.statusStrong, .bold)), StyledRun("  ", TextStyle(.status)),
      ]
        + runsWithoutMark(fitting: max(0, width - markWidth))
    }
    return runsWithoutMark(fitting: width)
  }

  /// Columns that the rest of the line keeps beside the mark.
  private static let columnsBesideMark = 28

  private func runsWithoutMark(fitting width: Int) -> [StyledRun] {
    if isSentence { return sentence(fitting: width) }
    var dropped: Set<Optional> = []
    for next in [nil] + Optional.allCases.map(Swift.Optional.some) {
      if let next { dropped.insert(next) }
      let runs = runs(without: dropped, between: "  ")
      if Self.width(of: runs) <= width { return runs }
    }
    return narrow(fitting: width)
  }

  private func runs(without dropped: Set<Optional>, between gap: String) -> [StyledRun] {
    func kept(_ part: Optional, _ text: String) -> String { dropped.contains(part) ? "" : text }
    let groups = [
      [phase, kept(.rate, rate)],
      [kept(.input, input), kept(.cache, cache), output],
      [turnCost, kept(.bound, bound), kept(.session, session)],
      [kept(.context, context)], [kept(.gauge, gauge)],
      [hint], [kept(.mode, mode)], [kept(.mouse, mouse)],
    ].map { $0.filter { !$0.isEmpty }.joined(separator: " ") }
    let texts = groups.filter { !$0.isEmpty }
    return texts.enumerated().map { index, text in
      let isFirst = index == 0 && !phase.isEmpty
      return StyledRun(
        (index == 0 ? "" : gap) + text, isFirst ? TextStyle(.statusStrong) : TextStyle(.status))
    }
  }

  /// Shorter and shorter words for the four things that stay; what is said for a
  /// moment stands in the phase's place as long as it can be read there.
  private func narrow(fitting width: Int) -> [StyledRun] {
    let key = String(hint.prefix { $0 != " " })
    var forms = [[phase, output, turnCost, hint], [phase, output, turnCost, key]]
    if let notice {
      // A lone letter behind the words would be read as part of them.
      let stop = key == "Esc" ? key : ""
      let room = width - TextLayout.width(of: " \(shortCost) \(stop)")
      forms += [[notice, turnCost, hint], [notice, turnCost, stop], [notice, shortCost, stop]]
      forms.append([notice, stop])
      if room >= Self.columnsOfNotice {
        forms.append([TextLayout.truncated(notice, to: room), shortCost, stop])
      }
    }
    forms += [
      [shortPhase, output, turnCost, key], [shortPhase, shortOutput, shortCost, key],
      [shortPhase, shortCost, key], [shortPhase, key],
      [shortPhase],
    ]
    for form in forms {
      let text = form.filter { !$0.isEmpty }.joined(separator: " ")
      if TextLayout.width(of: text) <= width { return [StyledRun(text, TextStyle(.status))] }
    }
    return [StyledRun(TextLayout.truncated(shortPhase, to: max(0, width)), TextStyle(.status))]
  }

  /// Columns below which the rest of a notice tells nothing.
  private static let columnsOfNotice = 16

  /// A sentence is cut, the key to press never.
  private func sentence(fitting width: Int) -> [StyledRun] {
    let hintWidth = TextLayout.width(of: hint) + 2
    let room = max(0, width - hintWidth)
    guard room > hintWidth else {
      return [StyledRun(TextLayout.truncated(shortPhase, to: width), TextStyle(.statusStrong))]
    }
    return [
      StyledRun(TextLayout.truncated(phase, to: room), TextStyle(.statusStrong)),
      StyledRun("  " + hint, TextStyle(.status)),
    ]
  }

  private static func width(of runs: [StyledRun]) -> Int {
    runs.reduce(0) { $0 + TextLayout.width(of: $1.text) }
  }
}
