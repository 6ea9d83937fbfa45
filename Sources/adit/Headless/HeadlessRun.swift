internal import Engine
internal import Glibc

/// Runs one prompt through the same engine as the screen's: what happens goes
/// into a `HeadlessReport`, and what that decides is carried out.
struct HeadlessRun {
  let engine: Engine
  let mailbox: Mailbox
  let settings: TurnSettings
  /// The files that go with the prompt.
  let attachments: [Attachment]
  let signals: HeadlessSignals
  let isQuiet: Bool
  private var report: HeadlessReport
  private var recorder: RunRecorder?
  private var port: AnswerPort
  private var turn: TurnID
  /// What the session had cost before this run.
  private let spentBefore: SpentTotals
  private let start: MonotonicTime
  /// When the time of the run is over.
  private let deadline: MonotonicTime?
  /// When a turn that was stopped is no longer waited for.
  private var patienceEnd: MonotonicTime?

  /// Whether the turn that was sent last is over.
  private var hasEnded = false

  /// A turn that is stopped ends at once; this is the net below it.
  private static let patienceMilliseconds = 3_000

  init(
    engine: Engine, mailbox: Mailbox, settings: TurnSettings, attachments: [Attachment] = [],
    earlier: SessionLibrary.Loaded?, report: HeadlessReport,
    recorder: RunRecorder?, signals: HeadlessSignals, isQuiet: Bool
  ) {
    self.engine = engine
    self.mailbox = mailbox
    self.settings = settings
    self.attachments = attachments
    turn = TurnID((earlier?.opened.lastTurnNumber ?? 0) + 1)
    spentBefore = earlier?.snapshot.spent ?? SpentTotals()
    self.report = report
    self.recorder = recorder
    self.signals = signals
    self.isQuiet = isQuiet
    start = SystemClock.now()
    deadline = report.header.limits.milliseconds.map(start.adding(milliseconds:))
    port = AnswerPort(STDOUT_FILENO, signals: signals, deadline: deadline)
  }

  /// Runs to the end and returns the exit code. Blocks the calling thread.
  mutating func run() -> Int32 {
    if let code = carryOut(report.begin()) { return code.rawValue }
    engine.send(
      .submit(
        turn, text: report.header.request.prompt, attachments: attachments, settings))
    while true {
      wait()
      if let code = takeWhatCame() {
        if code == .brokenPipe || code == .failed { stopTurn() }
        return code.rawValue
      }
    }
  }

  /// Ends a turn whose answer nobody can read any more, so that it is kept and
  /// booked as stopped, not as cut off with the program.
  private func stopTurn() {
    guard !hasEnded, patienceEnd == nil else { return }
    engine.send(.interrupt(turn))
    let end = SystemClock.now().adding(milliseconds: Self.patienceMilliseconds)
    while SystemClock.now() < end {
      for item in mailbox.drain(limit: .max) {
        if case .ended? = RunEvent(item, now: SystemClock.now()) { return }
      }
      var items = [
        pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      poll(&items, 2, Int32(clamping: end.milliseconds(since: SystemClock.now()) + 1))
      // A signal does not wait for anything.
      if items[1].revents != 0 { return }
    }
  }

  private func wait() {
    var items = [
      pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let next = patienceEnd ?? deadline
    let timeout = next.map { Int32(clamping: $0.milliseconds(since: SystemClock.now()) + 1) }
    poll(&items, 2, timeout ?? -1)
  }

  private mutating func takeWhatCame() -> ExitCode? {
    var stops = port.takeSignals().map(RunStop.signal)
    while let number = signals.next() { stops.append(.signal(number)) }
    let now = SystemClock.now()
    if patienceEnd == nil, let deadline, deadline <= now { stops.append(.time) }
    for stop in stops {
      // A second signal does not wait for anything.
      if patienceEnd != nil, case .signal(let number) = stop {
        return ExitCode(signal: number)
      }
      if let code = take(.stopped(stop)) { return code }
    }
    for item in mailbox.drain(limit: .max) {
      guard let event = RunEvent(item.without(spentBefore), now: now) else { continue }
      if let code = take(event) { return code }
    }
    if let patienceEnd, patienceEnd <= now { return take(.ended(.interrupted)) }
    return nil
  }

  private mutating func take(_ event: RunEvent) -> ExitCode? {
    if case .ended = event { hasEnded = true }
    let milliseconds = SystemClock.now().milliseconds(since: start)
    if let problem = recorder?.record(event, at: milliseconds) {
      tell(problem)
      recorder = nil
    }
    return carryOut(report.take(event, at: milliseconds))
  }

  /// Does what was decided; the exit code once the run is over.
  private mutating func carryOut(_ steps: [RunStep]) -> ExitCode? {
    for step in steps {
      switch step {
      case .answer(let text):
        if let code = write(text) { return code }
      case .note(let text):
        if !isQuiet { tell(text) }
      case .error(let text): tell(text)
      case .interrupt:
        patienceEnd = SystemClock.now().adding(milliseconds: Self.patienceMilliseconds)
        port.stop()
        engine.send(.interrupt(turn))
      case .submit(let prompt):
        turn = TurnID(turn.number + 1)
        hasEnded = false
        engine.send(.submit(turn, text: prompt, settings))
      case .finish(let code): return code
      }
    }
    return nil
  }

  private mutating func write(_ text: String) -> ExitCode? {
    switch port.write(PlainOutput.answer.bytes(of: text)) {
    case .written: return nil
    case .closed: return .brokenPipe
    case .failed(let number): return PlainOutput.failure(errno: number)
    case .abandoned:
      guard let number = port.pendingSignals.first else { return .budget }
      return ExitCode(signal: number)
    }
  }

  private func tell(_ text: String) { PlainOutput.messages.write("adit: \(text)\n") }
}

extension MailboxItem {
  /// The same where counters of the session are without `spent`: a run tells
  /// what it has used itself.
  fileprivate func without(_ spent: SpentTotals) -> MailboxItem {
    guard spent.requests > 0, case .engine(.usage(let id, var report)) = self else { return self }
    report.sessionTokens = report.sessionTokens.without(spent.tokens)
    report.sessionCost = NanoDollars(max(0, report.sessionCost.count - spent.cost.count))
    if spent.hasUnknownPrices { report.sessionHasUnknownPrices = false }
    return .engine(.usage(id, report))
  }
}

extension TokenUsage {
  /// Class by class what is beyond `earlier`.
  fileprivate func without(_ earlier: TokenUsage) -> TokenUsage {
    TokenUsage(
      input: max(0, input - earlier.input),
      cacheWrite5m: max(0, cacheWrite5m - earlier.cacheWrite5m),
      cacheWrite1h: max(0, cacheWrite1h - earlier.cacheWrite1h),
      cacheRead: max(0, cacheRead - earlier.cacheRead), output: max(0, output - earlier.output))
  }
}
