internal import Engine
internal import Glibc
internal import Interface
internal import Terminal
internal import Wire

/// Plays a recorded session on the whole screen: a loop of its own, because
/// there is neither engine nor network to listen to.
struct ReplayScreen {
  private let session: TerminalSession
  private let signals: SignalSource
  private let theme: Theme
  private var state: AppState
  private var player: ReplayPlayer
  private var cache = LayoutCache()
  private var frames = FrameClock()
  private var size: ScreenSize
  private var ending: EventLoop.Ending?

  /// Takes the terminal, plays, and gives it back; why it ended.
  static func play(
    _ turns: [ShownTurn], title: String, speed: Double, composition: Composition
  ) throws -> EventLoop.Ending {
    let signals = try SignalSource.install()
    var configuration = try composition.appConfiguration(demo: nil, history: [])
    configuration.notices = []
    let themes = ThemeChoice(composition)
    let session = try TerminalSession.open(
      environment: composition.variables,
      report: TerminalSession.CrashReport(program: "adit \(Version.text)"))
    defer { session.close() }
    var state = AppState(configuration: configuration)
    state.beginReplay(title: title)
    var screen = ReplayScreen(
      session: session, signals: signals,
      theme: themes.definition.resolve(level: session.colorLevel), state: state,
      player: ReplayPlayer(turns, speed: speed, startingAt: SystemClock.now()))
    return screen.run()
  }

  private init(
    session: TerminalSession, signals: SignalSource, theme: Theme, state: AppState,
    player: ReplayPlayer
  ) {
    self.session = session
    self.signals = signals
    self.theme = theme
    self.state = state
    self.player = player
    size = session.size()
  }

  private mutating func run() -> EventLoop.Ending {
    reduce(.resize(size), SystemClock.now())
    while true {
      let now = SystemClock.now()
      if !player.isPaused { apply(player.due(at: now), now) }
      paintIfDue(SystemClock.now())
      wait()
      handleSignals()
      handleInput()
      let later = SystemClock.now()
      if let deadline = state.nextDeadline(after: now), deadline <= later { reduce(.tick, later) }
      if session.inputHasEnded { ending = ending ?? .terminalLost }
      if let ending { return ending }
    }
  }

  private func wait() {
    let now = SystemClock.now()
    var descriptors = [
      pollfd(fd: session.inputFD, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: session.outputFD, events: Int16(POLLOUT), revents: 0),
    ]
    _ = poll(&descriptors, nfds_t(descriptors.count), timeoutMilliseconds(now))
    session.flushOutput()
  }

  /// Milliseconds to the nearest deadline, rounded up; -1: none.
  private func timeoutMilliseconds(_ now: MonotonicTime) -> Int32 {
    // While it stands still no second passes on the screen either.
    let clock = player.isPaused ? nil : state.nextDeadline(after: now)
    return PollTimeout.milliseconds(
      to: [
        session.isBehind ? nil : frames.deadline, session.inputDeadline, clock,
        player.deadline(at: now),
      ], from: now)
  }

  private mutating func handleSignals() {
    while let signal = signals.next() {
      switch signal {
      case .windowChanged: frames.markDirty()
      case .stop: suspend()
      case .resume:
        session.rearm()
        reduce(.resumed, SystemClock.now())
      case .interrupt, .terminate, .hangUp, .quit: ending = .signal(signal.number)
      }
    }
  }

  private mutating func handleInput() {
    let now = SystemClock.now()
    for event in session.readInput(now: now) {
      frames.markKey()
      if case .key(let key) = event, take(key, now) { continue }
      if case .paste = event { continue }
      reduce(.input(event), now)
      state.keepReplayInFront()
    }
  }

  /// Whether `key` is one of the replay's own.
  private mutating func take(_ key: Key, _ now: MonotonicTime) -> Bool {
    switch key.code {
    case .character(" "): player.togglePause(at: now)
    case .right: apply(player.leap(at: now), now)
    case .enter: apply(player.finish(), now)
    case .escape, .character("q"): ending = .quit
    case .character("c") where key.modifiers == .control: ending = .quit
    case .character("d") where key.modifiers == .control: ending = .quit
    default: return false
    }
    state.setReplay(isPaused: player.isPaused && !player.isOver, isOver: player.isOver)
    return true
  }

  private mutating func apply(_ steps: [ReplayPlayer.Step], _ now: MonotonicTime) {
    guard !steps.isEmpty else { return }
    for step in steps {
      switch step {
      case .began(let opening, let at, let followsLast):
        if !followsLast { state.replayRemark(Self.leap(before: opening), at: now) }
        state.replayTurn(
          opening, secondsOfDay: WallClock.secondsSinceMidnight(unixSeconds: at / 1000), at: now)
      case .engine(let event): reduce(.engine(event), now)
      case .cutOff:
        state.replayRemark("— cut off: the program ended before the answer did —", at: now)
      }
    }
    state.setReplay(isPaused: player.isPaused && !player.isOver, isOver: player.isOver)
    frames.markDirty()
  }

  private static func leap(before opening: TurnOpening) -> String {
    if opening.comparedWith != nil { return "— the same prompt, to another model —" }
    guard let parent = opening.parent else { return "— a new conversation —" }
    return "— the conversation went back behind prompt \(parent.number) —"
  }

  private mutating func reduce(_ action: AppAction, _ now: MonotonicTime) {
    frames.markDirty()
    for effect in AppReducer.reduce(into: &state, action, now: now) {
      switch effect {
      case .quit: ending = .quit
      case .suspend: suspend()
      case .redraw: session.redraw()
      case .bell: session.bell()
      case .copying(.clipboard(let text, let name)):
        copy(Array(text.utf8), name: name)
      // There is nobody to send anything to.
      case .engine, .compare, .goOn, .library, .prewarm, .describe, .recordHistory, .answer,
        .signIn,
        .cancelSignIn, .discover, .openURL, .editExternally, .refreshHistory, .keepDrafts,
        .takeOverDrafts, .copying, .files, .shell, .terminal:
        break
      }
    }
  }

  /// A replay has no thread for the clipboard's programs: the terminal is
  /// asked to take the text.
  private mutating func copy(_ text: [UInt8], name: String) {
    let sequence = TerminalClipboard(carrier: .none).sequence(for: text)
    guard let sequence, session.send(clipboard: sequence) else {
      return reduce(
        .copying(.failed("\(name) is too long for the terminal, or it takes none.")),
        SystemClock.now())
    }
    let lines = Clipboard.lineCount(of: text)
    reduce(.copying(.copied(name: name, lines: lines, .terminal)), SystemClock.now())
  }

  private mutating func suspend() {
    session.suspend()
    updateSize()
    reduce(.resumed, SystemClock.now())
  }

  private mutating func updateSize() {
    let current = session.size()
    guard current != size else { return }
    size = current
    session.resize()
    reduce(.resize(current), SystemClock.now())
  }

  private mutating func paintIfDue(_ now: MonotonicTime) {
    guard frames.isDue(now), !session.isBehind else { return }
    updateSize()
    let frame = RootView.render(&state, size: size, theme: theme, cache: &cache, now: now)
    session.draw(frame)
    frames.painted(now)
  }
}
