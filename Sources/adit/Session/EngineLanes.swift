internal import Engine
internal import Interface
internal import Synchronization

/// The engines behind the screen: the session's own and, once two models are
/// to answer one prompt, a second one that begins from the same conversation.
///
/// Commands keep their order: while the engines tell each other how things
/// stand, what is sent waits for them.
final class EngineLanes: Sendable {
  private struct State {
    /// Made when it is first needed, and kept.
    var second: Engine?
    /// The turn that the second engine ran last.
    var turn: TurnID?
    /// Whether the first engine has taken that turn over.
    var isAdopted = false
    /// Who answered it, for what that engine says of no turn in particular.
    var name = ""
    /// The limits that were set last; `nil`: those of the configuration.
    var limits: BudgetLimits?
    /// Commands that wait; `nil`: none has to.
    var held: [EngineCommand]?
  }

  private let first: Engine
  private let executor: any TaskExecutor
  private let makeSecond: @Sendable (_ post: @escaping @Sendable (EngineEvent) -> Void) -> Engine
  private let post: @Sendable (EngineEvent) -> Void
  private let state = Mutex(State())

  /// `first` is the session's own; `makeSecond` makes another one on the same
  /// recorder, whose events go to what it is given and from there to `post`.
  init(
    first: Engine, executor: any TaskExecutor, post: @escaping @Sendable (EngineEvent) -> Void,
    makeSecond:
      @escaping @Sendable (_ post: @escaping @Sendable (EngineEvent) -> Void) -> Engine
  ) {
    self.first = first
    self.executor = executor
    self.makeSecond = makeSecond
    self.post = post
  }

  /// Hands `command` to the engine whom it concerns; returns at once.
  func send(_ command: EngineCommand) {
    let targets: [Engine] = state.withLock { state in
      if case .limit(let limits) = command { state.limits = limits }
      guard state.held == nil else {
        state.held?.append(command)
        return []
      }
      return engines(for: command, state)
    }
    for target in targets { target.send(command) }
  }

  /// Asks two models at once, on the conversation as it stands.
  func compare(_ prompt: ComparedPrompt) {
    let (second, limits) = state.withLock { state in
      let second = state.second ?? makeSecond { [weak self] in self?.pass($0) }
      state.second = second
      state.turn = prompt.second.id
      state.isAdopted = false
      state.name = prompt.second.settings.model.displayName
      if state.held == nil { state.held = [] }
      return (second, state.limits)
    }
    Task(executorPreference: executor) { [self] in
      if let limits { second.send(.limit(limits)) }
      second.send(.load(await first.snapshot()))
      for (engine, turn) in [(second, prompt.second), (first, prompt.first)] {
        engine.send(
          .submit(
            turn.id, text: prompt.text, attachments: prompt.attachments, turn.settings))
      }
      release()
    }
  }

  /// Both turns are over: the session's own engine takes over what the second
  /// one said and cost, and goes on behind `chosen`.
  func goOn(chosen: TurnID) {
    let (second, turn) = state.withLock { state in
      if state.held == nil { state.held = [] }
      state.isAdopted = true
      return (state.second, state.turn)
    }
    Task(executorPreference: executor) { [self] in
      if let second, let turn, let (record, spent) = await second.record(of: turn) {
        first.send(.adopt(record, spent))
        if chosen != turn { first.send(.moveHead(chosen)) }
      }
      release()
    }
  }

  /// Stops what runs and ends the engines.
  func shutdown() async {
    await state.withLock(\.second)?.shutdown()
    await first.shutdown()
  }

  /// Sends what waited, in order.
  private func release() {
    while true {
      let commands = state.withLock { state in
        defer { state.held = state.held?.isEmpty == false ? [] : nil }
        return state.held ?? []
      }
      guard !commands.isEmpty else { return }
      for command in commands {
        for engine in state.withLock({ engines(for: command, $0) }) { engine.send(command) }
      }
    }
  }

  /// Whom `command` concerns: who runs its turn; of limits both.
  private func engines(for command: EngineCommand, _ state: State) -> [Engine] {
    switch command {
    case .interrupt(let turn), .spentBeside(let turn, _):
      turn == state.turn ? [state.second].compactMap(\.self) : [first]
    case .limit: [first, state.second].compactMap(\.self)
    // What the second one still reads belongs to the session that is left.
    case .load: [state.second, first].compactMap(\.self)
    case .submit, .continueAnswer, .clear, .moveHead, .adopt, .settleAdopted: [first]
    }
  }

  /// What the second engine tells. A sentence of no turn names who answers;
  /// what a turn cost that was taken over is the first engine's to tell, which
  /// knows what the session has cost.
  private func pass(_ event: EngineEvent) {
    if case .notice(let text) = event {
      return post(.notice("\(state.withLock(\.name)): \(text)"))
    }
    guard case .settled(let id, let report) = event else { return post(event) }
    let (second, turn, isAdopted) = state.withLock { ($0.second, $0.turn, $0.isAdopted) }
    guard turn == id else { return }
    guard isAdopted, let second else { return post(event) }
    Task(executorPreference: executor) { [first] in
      guard let (_, spent) = await second.record(of: id) else { return }
      first.send(.settleAdopted(id, report, spent))
    }
  }
}

/// Takes down for a second engine: what it takes up is no other session.
struct SecondRecorder: SessionRecorder {
  let recorder: any SessionRecorder

  func record(_ event: SessionEvent, at now: MonotonicTime) { recorder.record(event, at: now) }

  func loaded(isTaken: Bool, at now: MonotonicTime) {}
}
