import Synchronization

/// Runs turns: takes commands in the order in which they were sent, carries
/// out what `TurnMachine` decides, and posts events.
///
/// It decides nothing itself. Everything of a turn happens in one task, so
/// that cancelling it stops a request, a stream or a wait alike.
public actor Engine {
  private var machine: TurnMachine
  private let client: any ModelClient
  private let clock: any EngineClock
  private let post: @Sendable (EngineEvent) -> Void
  private let recorder: any SessionRecorder
  private let spending: any SpendingSource
  private let executor: (any TaskExecutor)?
  /// What the turn's task does next.
  private var nextStep: Step?
  /// Of the attempt that was begun last.
  private var progress: AttemptProgress?
  /// The attempt whose answer is read on without its turn.
  private var drained: AttemptID?
  /// Counts the sessions that were loaded: whatever a task of an earlier one
  /// still says is not heard, because turns of two sessions have the same ids.
  private var session = 0

  /// Not bounded: a person types commands, and none may be lost.
  private nonisolated let commands: AsyncStream<EngineCommand>.Continuation
  private nonisolated let consumer = Mutex<Task<Void, Never>?>(nil)
  private nonisolated let tasks = Mutex(TurnTasks())
  private nonisolated let settlement: CancelSettlement

  private enum Step: Sendable {
    case open(AttemptID, ModelRequest)
    case wait(AttemptID, until: MonotonicTime)
    case askTotals(AttemptID)
  }

  /// How long the ledger may take before a turn goes on without it.
  static let totalsPatienceMilliseconds = 2_000

  /// An engine with an empty conversation. `seed` is that of the jitter
  /// between retries; `limits` and `budget` are the user's own, and `spending`
  /// tells what others spent of it; `settlement` is what becomes of stopped
  /// answers. `recorder` and `post` are called for every event, in order, from
  /// the engine's own executor: they must not block.
  /// Everything runs on `executor`, where there is one. The engine lives until
  /// `shutdown`.
  public init(
    client: any ModelClient, clock: any EngineClock, seed: UInt64,
    policy: RetryPolicy = RetryPolicy(), limits: RateLimits = RateLimits(),
    settlement: CancelSettlement = .close, executor: (any TaskExecutor)? = nil,
    recorder: any SessionRecorder = NoRecorder(),
    budget: BudgetLimits = BudgetLimits(),
    spending: any SpendingSource = NoSpendingSource(),
    post: @escaping @Sendable (EngineEvent) -> Void
  ) {
    self.executor = executor
    machine = TurnMachine(
      policy: policy, seed: seed, limits: limits, budget: budget, settlement: settlement)
    self.settlement = settlement
    self.spending = spending
    self.recorder = recorder
    self.client = client
    self.clock = clock
    self.post = post
    let (stream, continuation) = AsyncStream.makeStream(of: EngineCommand.self)
    commands = continuation
    consumer.withLock {
      $0 = Task(executorPreference: executor) { await self.consume(stream) }
    }
  }

  /// Hands `command` over; returns at once and may be called from any thread.
  /// Commands of one thread are carried out in order; after `shutdown` they
  /// are ignored.
  ///
  /// `.interrupt` overtakes, here on the caller's thread, however busy the
  /// engine is: it cancels the turn's task and with it closes the connection,
  /// or tells the task that its answer is to be read on unseen.
  public nonisolated func send(_ command: EngineCommand) {
    if case .interrupt(let turn) = command {
      let task = tasks.withLock { $0.interrupt(turn, settlement) }
      task?.cancel()
    }
    commands.yield(command)
  }

  /// Stops the turn that runs, ends the engine and returns when nothing of
  /// it is left. Every turn that was started has been ended by then.
  public nonisolated func shutdown() async {
    commands.finish()
    for task in tasks.withLock({ $0.all }) { task.cancel() }
    await consumer.withLock { $0 }?.value
    // A command that was still queued may have started another turn.
    let last = tasks.withLock { $0.all }
    for task in last { task.cancel() }
    for task in last { await task.value }
  }

  /// A turn that is over, with what it cost as far as it ran here; `nil`: there
  /// is none of that id.
  public func record(of turn: TurnID) -> (TurnRecord, SpentTotals)? {
    machine.tree[turn].map { ($0, machine.spentByTurn[turn] ?? SpentTotals()) }
  }

  /// Everything that another engine needs to go on from here; the turn that
  /// runs is not in it.
  public func snapshot() -> SessionSnapshot { machine.snapshot }

  private func consume(_ stream: AsyncStream<EngineCommand>) async {
    for await command in stream {
      switch command {
      case .submit(let id, let text, let attachments, let settings):
        feed(.submitted(id, text: text, attachments: attachments, settings))
      case .continueAnswer(let id, let settings): feed(.continued(id, settings))
      case .interrupt(let id): interrupt(id)
      case .clear: feed(.cleared)
      case .load(let snapshot): load(snapshot)
      case .moveHead(let turn): feed(.headMoved(turn))
      case .adopt(let record, let spent): feed(.adopted(record, spent))
      case .spentBeside(let id, let amount): feed(.spentBeside(id, amount))
      case .settleAdopted(let id, let report, let spent):
        feed(.adoptedSettled(id, report, spent))
      case .limit(let limits): feed(.limited(limits))
      }
    }
  }

  private func load(_ snapshot: SessionSnapshot) {
    let isTaken = machine.turn == nil
    if isTaken {
      session += 1
      drained = nil
      nextStep = nil
      for task in tasks.withLock({ $0.removeAll() }) { task.cancel() }
    }
    feed(.loaded(snapshot))
    recorder.loaded(isTaken: isTaken, at: clock.now())
  }

  /// As `feed`, from a task of session number `session`.
  private func feed(_ input: TurnMachine.Input, from session: Int) {
    if session == self.session { feed(input) }
  }

  private func feed(_ input: TurnMachine.Input) {
    let now = clock.now()
    for effect in machine.handle(input, at: now) {
      switch effect {
      case .record(let event): recorder.record(event, at: now)
      case .emit(let event): post(event)
      case .open(let attempt, let request): plan(.open(attempt, request), for: attempt.turn)
      case .wait(let attempt, let moment): plan(.wait(attempt, until: moment), for: attempt.turn)
      case .askTotals(let attempt): plan(.askTotals(attempt), for: attempt.turn)
      case .refreshTotals(let attempt):
        let session = session
        Task(executorPreference: executor) { await self.learnTotals(for: attempt, in: session) }
      case .cancel(let turn):
        nextStep = nil
        tasks.withLock { $0.task(of: turn) }?.cancel()
      case .drain(let attempt): drain(attempt, from: now)
      }
    }
  }

  /// Makes `step` the next of the turn's task, and starts the task if it is
  /// the turn's first.
  private func plan(_ step: Step, for turn: TurnID) {
    nextStep = step
    guard tasks.withLock({ $0.task(of: turn) }) == nil else { return }
    let task = Task(executorPreference: executor) { await self.drive(turn) }
    // Its turn is over; at most it still waits for the end of a body.
    tasks.withLock { $0.begin(turn, task) }?.cancel()
  }

  /// Lets the task of `attempt` go on beside the turns to come, for a while.
  private func drain(_ attempt: AttemptID, from now: MonotonicTime) {
    nextStep = nil
    drained = attempt
    let end = now.adding(milliseconds: TurnMachine.longestDrainMilliseconds)
    tasks.withLock { tasks in
      tasks.detach { task in
        Task(executorPreference: executor) { [clock] in
          do {
            try await clock.sleep(until: end)
            task?.cancel()
          } catch {
            // The answer ended first.
          }
        }
      }
    }
  }

  private func drive(_ turn: TurnID) async {
    let session = session
    while !Task.isCancelled, let step = takeStep(of: turn) {
      switch step {
      case .open(let attempt, let request): await follow(attempt, request, in: session)
      case .askTotals(let attempt): await learnTotals(for: attempt, in: session)
      case .wait(let attempt, let moment):
        do {
          try await clock.sleep(until: moment)
          feed(.timerFired(attempt), from: session)
        } catch {
          feed(.interrupted(turn, isClosed: true), from: session)
        }
      }
    }
    if Task.isCancelled { feed(.interrupted(turn, isClosed: true), from: session) }
    if session == self.session { tasks.withLock { $0.endDrain(of: turn) } }
  }

  private func interrupt(_ turn: TurnID) {
    feed(.interrupted(turn, isUnsent: progress?.isHeld ?? false))
  }

  private func takeStep(of turn: TurnID) -> Step? {
    switch nextStep {
    case .open(let attempt, _)? where attempt.turn == turn: break
    case .wait(let attempt, _)? where attempt.turn == turn: break
    case .askTotals(let attempt)? where attempt.turn == turn: break
    case .open?, .wait?, .askTotals?, nil: return nil
    }
    defer { nextStep = nil }
    return nextStep
  }

  private func learnTotals(for attempt: AttemptID, in session: Int) async {
    feed(.totals(attempt, await totals()), from: session)
  }

  /// What the ledger holds; `nil` where it takes too long.
  private func totals() async -> SpendingTotals? {
    let (answers, continuation) = AsyncStream.makeStream(of: SpendingTotals?.self)
    let asking = Task(executorPreference: executor) { [spending] in
      continuation.yield(await spending.totals())
    }
    let until = clock.now().adding(milliseconds: Self.totalsPatienceMilliseconds)
    let waiting = Task(executorPreference: executor) { [clock] in
      try? await clock.sleep(until: until)
      continuation.yield(nil)
    }
    defer {
      asking.cancel()
      waiting.cancel()
    }
    for await totals in answers { return totals }
    return nil
  }

  /// One attempt, from the request to the end of the response's body.
  private func follow(_ attempt: AttemptID, _ request: ModelRequest, in session: Int) async {
    let progress = AttemptProgress(clock: clock)
    self.progress = progress
    var rest = DrainedAnswer()
    do throws(ModelFailure) {
      let answer = try await progress.open(request, on: client)
      if drained == attempt {
        rest.opening = DrainedAnswer.Opening(
          profilePrefix: answer.profilePrefix, requestID: answer.requestID,
          sentAt: progress.releasedAt)
      } else {
        feed(
          .opened(
            attempt, profilePrefix: answer.profilePrefix, requestID: answer.requestID,
            sentAt: progress.releasedAt), from: session)
      }
      // A stream that always has more never suspends this task, so that a
      // cancelled one is noticed here, and not only by the client.
      while !Task.isCancelled {
        if settlement == .drain, tasks.withLock({ $0.takeStop(of: attempt.turn) }) {
          feed(.interrupted(attempt.turn), from: session)
        }
        guard let events = try await answer.next() else { break }
        if drained == attempt {
          rest.take(events)
          if rest.isFinished { endDrain(of: attempt, with: rest, in: session) }
          // The turns to come have the thread first.
          await Task.yield()
        } else {
          feed(.events(attempt, events), from: session)
        }
      }
      if !Task.isCancelled { feed(.ended(attempt), from: session) }
    } catch {
      rest.failure = error
      if drained != attempt {
        feed(
          error.kind == .cancelled
            ? .interrupted(attempt.turn, isUnsent: progress.isHeld, isClosed: true)
            : .failed(attempt, error), from: session)
      }
    }
    endDrain(of: attempt, with: rest, in: session)
  }

  /// Books what the answer told that was read on; harmless when there is none.
  private func endDrain(of attempt: AttemptID, with rest: DrainedAnswer, in session: Int) {
    guard drained == attempt, session == self.session else { return }
    drained = nil
    feed(.drained(attempt, rest))
  }
}
