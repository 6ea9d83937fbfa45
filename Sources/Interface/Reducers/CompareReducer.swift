import Engine
import TextModel

/// One prompt to two models: from `/compare` to the choice of the answer that
/// the conversation goes on with.
enum CompareReducer {
  // MARK: Beginning

  static func begin(
    _ argument: String, attachments: [Attachment], _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    let text = CompareText(argument, lookup: state.lookup)
    guard !text.prompt.isEmpty else {
      state.say(explanation(in: state))
      return []
    }
    guard !state.isBusy else {
      let words = state.isRunning ? "a turn is running: Esc stops it" : "choose first: 1 or 2"
      return refuse(argument, words, &state, now: now)
    }
    guard let own = state.sessionModel,
      let pair = text.pair(own: own, other: state.counterpart(of:))
    else {
      return refuse(argument, "name two different models: /compare opus haiku …", &state, now: now)
    }
    guard var first = state.turnSettings(modelKey: pair.0.key),
      var second = state.turnSettings(modelKey: pair.1.key)
    else { return [] }
    let ids = (state.takeTurnID(), state.takeTurnID())
    state.transcript.appendPrompt(
      text.prompt, attachments, turn: ids.0, secondsOfDay: state.secondsOfDay(at: now))
    first.comparedWith = ids.1
    second.comparedWith = ids.0
    var comparison = Comparison(
      first: Comparison.Answer(turn: ids.0, model: pair.0),
      second: Comparison.Answer(turn: ids.1, model: pair.1),
      prompt: PlainDocument(text.prompt).firstLine(limit: maximumPreviewBytes))
    comparison.lane.meter = state.lane.meter
    let at = (state.unixSeconds(at: now) ?? 0) &* 1000
    func node(_ answer: Comparison.Answer) -> TurnNode {
      TurnNode(
        id: answer.turn, parent: nil, prompt: text.prompt, attachments: attachments,
        modelKey: answer.modelKey, at: at)
    }
    state.session.tree.begin(
      node(comparison.first), comparedWith: node(comparison.second))
    state.comparison = comparison
    // It would leave an answer out.
    state.presentation.filter = nil
    state.reading.filterLine = nil
    for (side, settings) in [(Comparison.Side.first, first), (.second, second)] {
      let id = comparison[side].turn
      state.transcript.appendAnswer(turn: id, model: settings.model, at: now)
      state[side].begin(
        id, modelKey: settings.model.key, prefix: CacheGauge.Prefix(settings), at: now)
      state[side].viewport.followEnd()
    }
    state.choice.nextTurnKey = nil
    state.toast = nil
    state.service.signInWasCancelled = false
    state.focus = .composer
    return [
      .compare(
        ComparedPrompt(
          text: text.prompt, attachments: attachments,
          first: ComparedPrompt.Turn(id: ids.0, settings: first),
          second: ComparedPrompt.Turn(id: ids.1, settings: second)))
    ]
  }

  /// Bytes of the prompt looked at for the row above the answers: more than a
  /// wide screen shows.
  private static let maximumPreviewBytes = 1_000

  /// Says why not, and puts the command back into the prompt.
  private static func refuse(
    _ argument: String, _ words: String, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    state.composer.buffer.setText("/\(SlashCommand.compare.rawValue) \(argument)")
    state.toast = Toast(words, at: now)
    return []
  }

  private static func explanation(in state: AppState) -> String {
    let own = state.sessionModel
    let names = [own, own.flatMap(state.counterpart(of:))].compactMap { $0?.shortName }
    return "/compare PROMPT asks \(names.joined(separator: " and ")) at once, and"
      + " /compare opus haiku PROMPT the two that it names. Both are billed, each by itself."
      + " Esc stops the answer in front, Tab brings the other one to the front, and 1 or 2"
      + " chooses the one to go on with."
  }

  // MARK: Keys

  static func run(
    _ command: CompareCommand, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard let comparison = state.comparison else { return [] }
    switch command {
    case .focusOther: state.comparison?.focus = comparison.focus.other
    case .focusFirst: state.comparison?.focus = .first
    case .focusSecond: state.comparison?.focus = .second
    case .chooseFirst: return choose(.first, &state, now: now)
    case .chooseSecond: return choose(.second, &state, now: now)
    case .chooseFocused:
      if !state.canChoose {
        state.toast = Toast("choose when one has ended; Esc stops one", at: now)
        return []
      }
      return choose(comparison.focus, &state, now: now)
    }
    return []
  }

  /// A prompt was to be sent before the choice: it stays where it is, and the
  /// status line asks.
  static func ask(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    if state.canChoose {
      state.comparison?.isAsking = true
    } else {
      state.toast = Toast("both still answer: the prompt waits", at: now)
    }
    return []
  }

  // MARK: Choosing

  private static func choose(
    _ side: Comparison.Side, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard let comparison = state.comparison else { return [] }
    state.comparison?.focus = side
    guard state.canChoose, comparison.takesChoice(at: now) else { return [] }
    state.comparison?.chosen = side
    state.comparison?.isAsking = false
    let name = comparison[side].name
    let other = comparison[side.other].name
    if state[side.other].turn != nil {
      state.toast = Toast("going on with \(name); \(other) is stopped", at: now)
      return EscapeReducer.stop(side.other, &state, now: now)
    }
    return settle(&state, now: now)
  }

  /// One of the two turns is over.
  static func ended(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    settle(&state, now: now)
  }

  /// Once both turns are over and one is chosen: that one is the conversation
  /// from now on, the other one stays in the transcript, folded.
  private static func settle(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    guard let comparison = state.comparison, let side = comparison.chosen, !state.isRunning
    else { return [] }
    let kept = comparison[side]
    let passedOver = comparison[side.other].turn
    var lane = state[side]
    lane.goOn(behind: kept.turn, state.usage(ofSession: lane.meter.shown), at: now)
    let other = state.transcript.choose(kept.turn, passedOver: passedOver)
    state.session.tree.keep(other, of: passedOver)
    state.session.tree.moveHead(to: kept.turn)
    state.comparison = nil
    state.lane = lane
    state.choice.modelKey = kept.modelKey
    state.toast = Toast("going on with \(kept.name)", at: now)
    return [.goOn(chosen: kept.turn, passedOver: passedOver)]
  }
}

extension Comparison.Answer {
  init(turn: TurnID, model: ModelDescriptor) {
    self.init(turn: turn, modelKey: model.key, name: model.shortName)
  }
}

extension AppState {
  /// Whether one of two answers has ended.
  var canChoose: Bool {
    comparison != nil && Comparison.Side.allCases.contains { self[$0].turn == nil }
  }

  /// Whom a model is compared with by default: Sonnet with Opus, and everybody
  /// else with Sonnet.
  func counterpart(of model: ModelDescriptor) -> ModelDescriptor? {
    let families = model.family == "sonnet" ? ["opus"] : ["sonnet", "opus"]
    return families.lazy.compactMap(lookup.resolve).first { $0.key != model.key }
  }

  /// Puts the answer that was not chosen below that of `turn`, which has just
  /// come back on the screen.
  mutating func showCompared(with turn: TurnID) {
    guard let other = session.tree.compared(with: turn), transcript.answerIndex(of: other) == nil,
      let answer = session.tree.keptAnswer(of: other)
    else { return }
    transcript.appendPassedOver(answer)
  }

  /// `report` with the session's sums of both engines.
  fileprivate func usage(ofSession report: UsageReport?) -> UsageReport? {
    guard var report, let sum = sessionUsage else { return report ?? sessionUsage }
    report.takeSession(of: sum)
    return report
  }
}
