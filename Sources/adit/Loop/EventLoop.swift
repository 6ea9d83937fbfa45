internal import Engine
internal import Glibc
internal import Interface
internal import Terminal

/// The main thread's loop: `poll` on the terminal, the signals and the
/// mailbox, with the nearest deadline as its timeout and none when nothing is
/// due. Input is drained before anything is painted.
struct EventLoop {
  /// Mailbox events handled before input and frame get their turn again.
  private static let maximumEventsPerTurn = 256

  /// Why the loop ended.
  enum Ending: Equatable {
    case quit
    case signal(Int32)
    case terminalLost
  }

  let session: TerminalSession
  let signals: SignalSource
  private let mailbox: Mailbox
  let effects: EffectRunner
  var themes: ScreenTheme
  /// Whether long turns are told of on the desktop.
  let notifiesOnDesktop: Bool
  private var state: AppState
  private var cache = LayoutCache()
  private var frames = FrameClock()
  private var size: ScreenSize
  private var ending: Ending?
  /// Seconds since 1970 at monotonic time zero, as the interface knows them.
  private var unixSecondsAtZero = 0
  /// When the interface wants a tick.
  private var deadline: MonotonicTime?

  init(
    session: TerminalSession, signals: SignalSource, mailbox: Mailbox, effects: EffectRunner,
    themes: ScreenTheme, notifiesOnDesktop: Bool, state: AppState
  ) {
    self.session = session
    self.signals = signals
    self.mailbox = mailbox
    self.effects = effects
    self.themes = themes
    self.notifiesOnDesktop = notifiesOnDesktop
    self.state = state
    size = session.size()
    session.setMouse(state.mouse)
  }

  /// The last answer as it is printed when the program ends.
  var lastAnswer: String? { state.lastAnswer }

  /// The user's command that ends with the program.
  var unfinishedCommand: CommandRecord? { state.unfinishedCommand(at: SystemClock.now()) }

  /// Runs until the program ends.
  mutating func run() -> Ending {
    apply(.resize(size), SystemClock.now())
    paintIfDue(SystemClock.now())
    effects.started()
    while true {
      wait()
      handleSignals()
      handleInput()
      handleMailbox()
      handleDeadline()
      if session.inputHasEnded { ending = ending ?? .terminalLost }
      if let ending {
        keepDrafts()
        return ending
      }
      paintIfDue(SystemClock.now())
    }
  }

  /// The program ends or stands still: what was written last is kept.
  private func keepDrafts() {
    if let drafts = state.unkeptDrafts { effects.run(.keepDrafts(drafts)) }
  }

  private mutating func wait() {
    let now = SystemClock.now()
    deadline = state.nextDeadline(after: now)
    var descriptors = [
      pollfd(fd: session.inputFD, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: themes.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: session.outputFD, events: Int16(POLLOUT), revents: 0),
    ]
    _ = poll(&descriptors, nfds_t(descriptors.count), timeoutMilliseconds(now))
    session.flushOutput()
    if descriptors[3].revents != 0 { themes.filesChanged() }
  }

  /// Milliseconds to the nearest deadline, rounded up; -1: none.
  private func timeoutMilliseconds(_ now: MonotonicTime) -> Int32 {
    let frame = session.isBehind ? nil : frames.deadline
    return PollTimeout.milliseconds(to: [frame, session.inputDeadline, deadline], from: now)
  }

  private mutating func handleSignals() {
    while let signal = signals.next() {
      switch signal {
      case .windowChanged: frames.markDirty()
      case .stop: suspend()
      case .resume:
        session.rearm()
        apply(.resumed, SystemClock.now())
      case .interrupt, .terminate, .hangUp, .quit: ending = .signal(signal.number)
      }
    }
  }

  private mutating func handleInput() {
    let now = SystemClock.now()
    for event in session.readInput(now: now) {
      if case .reply(let reply) = event {
        take(reply)
        continue
      }
      apply(.input(event), now)
      frames.markKey()
    }
  }

  private mutating func take(_ reply: TerminalReply) {
    switch reply {
    case .backgroundColor(let red, let green, let blue):
      themes.take(Background(red: red, green: green, blue: blue))
    // A scheme of its own may be neither black nor white.
    case .colorScheme: session.askForBackground()
    case .mode, .kittyKeyboard, .deviceAttributes, .caughtUp: break
    }
  }

  private mutating func handleMailbox() {
    let items = mailbox.drain(limit: Self.maximumEventsPerTurn)
    guard !items.isEmpty else { return }
    let now = SystemClock.now()
    for item in items {
      switch item {
      case .engine(let event):
        apply(.engine(event), now)
        note(event)
      case .service(let event): apply(.service(event), now)
      case .library(let event): apply(.library(event), now)
      case .history(let prompts): apply(.history(prompts), now)
      case .drafts(let texts): apply(.drafts(texts), now)
      case .files(let event): apply(.files(event), now)
      case .shell(let event): apply(.shell(event), now)
      case .theme(let news): take(news, now)
      case .copying(let news): take(news)
      case .answer: break
      }
    }
  }

  private mutating func take(_ news: ThemeNews, _ now: MonotonicTime) {
    guard let event = themes.take(news) else { return frames.markDirty() }
    apply(.theme(event), now)
  }

  /// What concerns the process and not the picture: what a crash report says,
  /// and the memory of a turn that is over.
  private func note(_ event: EngineEvent) {
    switch event {
    case .phase(_, let phase): session.setPhase(phase.name)
    case .turnEnded:
      session.setPhase("")
      effects.turnEnded()
    case .turnStarted, .blockStarted, .delta, .blockEnded, .longText, .answerReset, .usage,
      .settled, .budget, .notice:
      break
    }
  }

  private mutating func handleDeadline() {
    let now = SystemClock.now()
    if let deadline, deadline <= now { apply(.tick, now) }
  }

  mutating func apply(_ action: AppAction, _ now: MonotonicTime) {
    frames.markDirty()
    for effect in AppReducer.reduce(into: &state, action, now: now) { run(effect) }
    themes.want(state.shownTheme)
  }

  private mutating func run(_ effect: AppEffect) {
    switch effect {
    case .quit: ending = .quit
    case .suspend: suspend()
    case .redraw:
      session.redraw()
      frames.markDirty()
    case .bell: session.bell()
    case .editExternally(let text):
      keepDrafts()
      let edited = session.withScreenReleased { effects.edit(text) }
      apply(.effectResult(edited), SystemClock.now())
    case .engine, .compare, .goOn, .library, .prewarm, .describe, .recordHistory, .refreshHistory,
      .keepDrafts, .takeOverDrafts, .answer, .signIn,
      .cancelSignIn,
      .discover, .files, .shell,
      .openURL:
      effects.run(effect)
    case .copying(let request): run(request)
    case .terminal(let request): run(request)
    }
  }

  private mutating func suspend() {
    keepDrafts()
    session.suspend()
    updateSize()
    apply(.resumed, SystemClock.now())
  }

  /// The window's size is asked for before every frame: a resize signal is
  /// only a hint that can be lost.
  private mutating func updateSize() {
    let current = session.size()
    guard current != size else { return }
    size = current
    session.resize()
    apply(.resize(current), SystemClock.now())
  }

  /// The monotonic clock stands still while the machine sleeps, and the wall
  /// clock can be set: what is left of credentials is told by the latter.
  private mutating func updateWallClock(_ now: MonotonicTime) {
    let seconds = SystemClock.unixSeconds() - Int(now.nanoseconds / 1_000_000_000)
    guard abs(seconds - unixSecondsAtZero) > 1 else { return }
    unixSecondsAtZero = seconds
    apply(.wallClock(unixSecondsAtZero: seconds), now)
  }

  private mutating func paintIfDue(_ now: MonotonicTime) {
    guard frames.isDue(now), !session.isBehind else { return }
    updateSize()
    updateWallClock(now)
    let frame = RootView.render(&state, size: size, theme: themes.theme, cache: &cache, now: now)
    if let title = WindowTitle.text(of: state) { session.setTitle(title) }
    session.draw(frame)
    frames.painted(now)
  }
}
