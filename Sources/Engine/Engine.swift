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
  private var progress = AttemptProgress()

  /// Not bounded: a person types commands, and none may be lost.
  private nonisolated let commands: AsyncStream<EngineCommand>.Continuation
  private nonisolated let consumer = Mutex<Task<Void, Never>?>(nil)
  /// The task of the last turn. It outlives the turn by as long as the end of
  /// the response's body takes, so that the connection can be used again.
  private nonisolated let running = Mutex<RunningTurn?>(nil)

  private struct RunningTurn: Sendable {
    var id: TurnID
    var task: Task<Void, Never>
  }

  private enum Step: Sendable {
    case open(AttemptID, ModelRequest)
    case wait(AttemptID, until: MonotonicTime)
    case askTotals(AttemptID)
  }

  /// How long the ledger may take before a turn goes on without it.
  static let totalsPatienceMilliseconds = 2_000

  /// An engine with an empty conversation. `seed` is that of the jitter
  /// between retries; `limits` and `budget` are the user's own, and `spending`
  /// tells what others spent of it. `post` is called for every event, in order, from the
  /// engine's own executor: it must not block.
  /// Everything runs on `executor`, where there is one. The engine lives until
  /// `shutdown`.
  public init(
    client: any ModelClient, clock: any EngineClock, seed: UInt64,
    policy: RetryPolicy = RetryPolicy(), limits: RateLimits = RateLimits(),
    executor: (any TaskExecutor)? = nil,
    recorder: any SessionRecorder = NoRecorder(),
    budget: BudgetLimits = BudgetLimits(),
    spending: any SpendingSource = NoSpendingSource(),
    post: @escaping @Sendable (EngineEvent) -> Void
  ) {
    self.executor = executor
    machine = TurnMachine(policy: policy, seed: seed, limits: limits, budget: budget)
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
  /// `.interrupt` overtakes: it cancels the turn's task, and with it closes
  /// the connection, here on the caller's thread, however busy the engine is.
  public nonisolated func send(_ command: EngineCommand) {
    if case .interrupt(let turn) = command {
      let task = running.withLock { $0?.id == turn ? $0?.task : nil }
      task?.cancel()
    }
    commands.yield(command)
  }

  /// Stops the turn that runs, ends the engine and returns when nothing of
  /// it is left. Every turn that was started has been ended by then.
  public nonisolated func shutdown() async {
    commands.finish()
    running.withLock { $0?.task }?.cancel()
    await consumer.withLock { $0 }?.value
    // A command that was still queued may have started another turn.
    let last = running.withLock { $0?.task }
    last?.cancel()
    await last?.value
  }

  private func consume(_ stream: AsyncStream<EngineCommand>) async {
    for await command in stream {
      switch command {
      case .submit(let id, let text, let settings):
        feed(.submitted(id, text: text, settings))
      case .continueAnswer(let id, let settings): feed(.continued(id, settings))
      case .interrupt(let id): interrupt(id)
      case .clear: feed(.cleared)
      case .load(let snapshot):
        let isTaken = machine.turn == nil
        feed(.loaded(snapshot))
        recorder.loaded(isTaken: isTaken, at: clock.now())
      case .moveHead(let turn): feed(.headMoved(turn))
      case .adopt(let record, let spent): feed(.adopted(record, spent))
      case .limit(let limits): feed(.limited(limits))
      }
    }
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
      case .cancel(let turn):
        nextStep = nil
        running.withLock { $0?.id == turn ? $0?.task : nil }?.cancel()
      }
    }
  }

  /// Makes `step` the next of the turn's task, and starts the task if it is
  /// the turn's first.
  private func plan(_ step: Step, for turn: TurnID) {
    nextStep = step
    guard running.withLock({ $0?.id }) != turn else { return }
    let task = Task(executorPreference: executor) { await self.drive(turn) }
    let previous = running.withLock { state in
      defer { state = RunningTurn(id: turn, task: task) }
      return state?.task
    }
    // Its turn is over; at most it still waits for the end of a body.
    previous?.cancel()
  }

  private func drive(_ turn: TurnID) async {
    while !Task.isCancelled, let step = takeStep(of: turn) {
      switch step {
      case .open(let attempt, let request): await follow(attempt, request)
      case .askTotals(let attempt): feed(.totals(attempt, await totals()))
      case .wait(let attempt, let moment):
        do {
          try await clock.sleep(until: moment)
          feed(.timerFired(attempt))
        } catch {
          interrupt(turn)
        }
      }
    }
    if Task.isCancelled { interrupt(turn) }
  }

  private func interrupt(_ turn: TurnID) {
    feed(.interrupted(turn, isUnsent: progress.isHeld))
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
  private func follow(_ attempt: AttemptID, _ request: ModelRequest) async {
    let progress = AttemptProgress()
    self.progress = progress
    do throws(ModelFailure) {
      let answer = try await open(request, under: progress)
      feed(
        .opened(
          attempt, profilePrefix: answer.profilePrefix, requestID: answer.requestID))
      // A stream that always has more never suspends this task, so that a
      // cancelled one is noticed here, and not only by the client.
      while !Task.isCancelled, let events = try await answer.next() {
        feed(.events(attempt, events))
      }
      if !Task.isCancelled { feed(.ended(attempt)) }
    } catch {
      feed(
        error.kind == .cancelled
          ? .interrupted(attempt.turn, isUnsent: progress.isHeld) : .failed(attempt, error))
    }
  }

  private func open(
    _ request: ModelRequest, under progress: AttemptProgress
  ) async throws(ModelFailure) -> any ModelAnswer {
    try await AttemptProgress.$current.withValue(progress) { [client] in
      do throws(ModelFailure) {
        return Result<any ModelAnswer, ModelFailure>.success(try await client.open(request))
      } catch {
        return .failure(error)
      }
    }.get()
  }
}
