import Engine
import TextModel

/// A session that goes on here: its turns come on the screen by the functions
/// that put them there when they ran.
enum OpeningReducer {
  static func open(
    _ opened: OpenedSession, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard !state.isBusy else {
      state.say("“\(opened.summary.title)” was not opened: a turn is running.", role: .warning)
      return stopWaiting(&state, now: now)
    }
    let before = state.session
    closeLists(&state)
    state.session.id = opened.summary.id
    state.session.title = opened.summary.title
    state.session.tree = TurnTree(opened)
    state.lastTurnNumber = opened.lastTurnNumber
    let former = state.meter.shown?.sessionCost ?? .zero
    state.lane = TurnLane(meter: UsageMeter(opened, in: state))
    state.spending.takeUp(session: state.meter.shown?.sessionCost ?? .zero, after: former)
    state.spending.cache.forget()
    takeOutputs(of: opened, &state)
    state.session.isOpening = true
    state.session.rebuild = TranscriptRebuild(
      opened.turns, beside: opened.abandoned, commands: opened.commands,
      behind: background(for: state, hadTurns: !before.tree.isEmpty),
      itemsBefore: state.transcript.items.count, models: state.configuration.models,
      localOffsetSeconds: state.localOffsetSeconds)
    state.session.closingNotices = notices(on: opened, before: before, in: state)
    return goOn(&state, now: now)
  }

  /// What was printed in that session and not sent goes with the next prompt;
  /// what was printed here belongs to the session before, unless this one is
  /// new.
  private static func takeOutputs(of opened: OpenedSession, _ state: inout AppState) {
    let isNew = opened.tree.isEmpty && opened.commands.isEmpty
    if !isNew { state.shell.held = [] }
    for command in opened.unsent { state.shell.hold(ShellState.Held(command)) }
  }

  /// Puts the next piece on the screen; at the last one the prompts that
  /// waited are sent.
  static func goOn(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    guard var rebuild = state.session.rebuild else { return [] }
    // One owner at a time: a second one would copy the text with every piece.
    state.session.rebuild = nil
    rebuild.work(bytes: TranscriptRebuild.pieceBytes)
    guard rebuild.isDone else {
      state.session.rebuild = rebuild
      return []
    }
    let since = state.transcript.items.dropFirst(rebuild.itemsBefore)
    state.exchangeScreen {
      $0.transcript = rebuild.transcript
      $0.transcript.append(Array(since))
    }
    state.showAnotherText()
    state.find = TranscriptFind()
    state.focus = .composer
    for notice in state.session.closingNotices { state.say(notice) }
    state.session.closingNotices = []
    return stopWaiting(&state, now: now)
  }

  /// Nothing is being opened any more: prompts that waited for it go out.
  static func stopWaiting(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    guard state.session.isOpening, state.session.rebuild == nil else { return [] }
    state.session.isOpening = false
    return SubmitReducer.sendQueued(&state, now: now)
  }

  /// The lists are about a session that is no longer here.
  private static func closeLists(_ state: inout AppState) {
    switch state.overlay {
    case .sessions, .rewind, .links: state.overlay = nil
    case .models, .tasks, .themes, .outline, .address, .help, nil: break
    }
  }

  /// What stands above the turns: what the program said at its start, or the
  /// words of an empty screen.
  private static func background(for state: AppState, hadTurns: Bool) -> Transcript {
    guard hadTurns else { return state.transcript }
    var transcript = state.transcript
    transcript.removeAll()
    transcript.appendLines(WelcomeText.lines(for: state.configuration, choice: state.choice))
    return transcript
  }

  /// What is said below the turns.
  private static func notices(
    on opened: OpenedSession, before: SessionState, in state: AppState
  ) -> [String] {
    var notices = opened.remarks
    if opened.isForkOfOpenOne {
      notices.append(
        "Another program has this session open: what follows is kept in a fork of it.")
    }
    if let model = state.model(forKey: opened.summary.modelKey), !opened.turns.isEmpty,
      model.key != state.choice.modelKey
    {
      notices.append("\(model.displayName) answered last: /model \(model.key) goes on with it.")
    }
    if !before.tree.isEmpty, before.id != opened.summary.id, case .saved = before.saving {
      let name = before.name.map { "“\($0)”" } ?? "The session before"
      let id = before.id.map { " (\($0.short))" } ?? ""
      notices.append("\(name)\(id) is kept: /resume finds it.")
    }
    // At the start it was said above what is opened now, out of sight.
    if before.tree.isEmpty, !opened.turns.isEmpty, !state.composer.stash.isEmpty,
      !state.configuration.isLinear
    {
      notices.append(HistoryReducer.reminder(of: state.composer.stash.count, state))
    }
    return notices
  }
}

extension SessionState {
  /// Columns of a prompt that stands for a title.
  private static let nameColumns = 40

  /// What it is called, or how it began.
  fileprivate var name: String? {
    guard title.isEmpty else { return title }
    let prompt = tree.nodes.lazy.compactMap(\.prompt).first
    return prompt.map {
      TextLayout.truncated(String($0.prefix { !$0.isNewline }), to: Self.nameColumns)
    }
  }
}

extension UsageMeter {
  /// The counters of a session that was opened: its sums from the ledger, the
  /// last turn's own as they were told last.
  init(_ opened: OpenedSession, in state: AppState) {
    let spent = opened.summary.spent
    let last = opened.turns.lazy.reversed().compactMap(\.usage).first
    guard spent.requests > 0 || last != nil else {
      self.init()
      return
    }
    var report = last ?? UsageReport(turn: TokenUsage(), turnCost: .zero)
    report.sessionCost = spent.cost
    report.sessionIsLowerBound = spent.isLowerBound
    report.sessionHasUnknownPrices = spent.hasUnknownPrices
    report.sessionTokens = spent.tokens
    report.tokensPerSecondTenths = nil
    if report.contextWindow == 0 { report.contextWindow = state.sessionModel?.contextWindow ?? 0 }
    self.init(shown: report)
  }
}

extension ShownTurn {
  /// Its counters as they were told last; `nil`: it was cut off before there
  /// were any.
  fileprivate var usage: UsageReport? {
    for timed in events.reversed() {
      if case .usage(_, let report) = timed.event { return report }
    }
    return closing?.usage
  }
}
