internal import CSystem
internal import Engine
internal import Glibc
internal import Interface
internal import Terminal

/// The main thread's loop without a screen: lines in, labelled lines out. The
/// state, its reducers and its effects are those of the full screen.
struct LinearLoop {
  private let signals: SignalSource
  private let mailbox: Mailbox
  private let effects: EffectRunner
  private var terminal: LinearTerminal
  private var reader: LineReader
  private var state: AppState
  private var view: LinearView
  private var ending: EventLoop.Ending?
  private var deadline: MonotonicTime?
  /// When lines that came together are taken for what was pasted.
  private var pasteEnds: MonotonicTime?

  init(
    signals: SignalSource, mailbox: Mailbox, effects: EffectRunner, state: AppState,
    holdsAnswers: Bool
  ) {
    self.signals = signals
    self.mailbox = mailbox
    self.effects = effects
    self.state = state
    terminal = LinearTerminal()
    reader = LineReader(joinsPastes: terminal.isInteractive)
    view = LinearView(holdsAnswers: holdsAnswers)
  }

  /// The user's command that ends with the program.
  var unfinishedCommand: CommandRecord? { state.unfinishedCommand(at: SystemClock.now()) }

  /// Runs until the user leaves, the input has ended and everything is
  /// answered, or a signal comes.
  mutating func run() -> EventLoop.Ending {
    let now = SystemClock.now()
    let seconds = SystemClock.unixSeconds() - Int(now.nanoseconds / 1_000_000_000)
    apply(.wallClock(unixSecondsAtZero: seconds), now)
    tell()
    effects.started()
    while ending == nil {
      wait()
      handleSignals()
      handleMailbox()
      handleLines()
      let now = SystemClock.now()
      if let deadline, deadline <= now { apply(.tick, now) }
      tell()
      if reader.hasEnded, !reader.isHolding, terminal.isInteractive || state.hasNothingToDo {
        ending = ending ?? .quit
      }
    }
    terminal.close()
    return ending ?? .quit
  }

  private mutating func wait() {
    let now = SystemClock.now()
    deadline = state.nextDeadline(after: now)
    // A pipe is read on when its lines are used up: it may never end.
    let isFull = !terminal.isInteractive && reader.isHolding
    var descriptors = [
      pollfd(fd: reader.hasEnded || isFull ? -1 : STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(
      &descriptors, nfds_t(descriptors.count),
      PollTimeout.milliseconds(to: [deadline, pasteEnds], from: now))
    guard descriptors[0].revents != 0 else { return }
    reader.read(STDIN_FILENO)
    pasteEnds =
      terminal.isInteractive && !reader.hasEnded
      ? SystemClock.now().adding(milliseconds: LineReader.pasteMilliseconds) : nil
  }

  private mutating func handleSignals() {
    while let signal = signals.next() {
      switch signal {
      case .interrupt:
        terminal.beginLine()
        let now = SystemClock.now()
        perform(LinearInput.interrupt(&state, now: now))
      case .stop:
        terminal.close()
        adit_stop_group()
      case .terminate, .hangUp, .quit: ending = .signal(signal.number)
      case .windowChanged, .resume: break
      }
    }
  }

  private mutating func handleMailbox() {
    let now = SystemClock.now()
    for item in mailbox.drain(limit: .max) {
      switch item {
      case .engine(let event):
        apply(.engine(event), now)
        if case .turnEnded = event { effects.turnEnded() }
      case .service(let event): apply(.service(event), now)
      case .library(let event): apply(.library(event), now)
      case .files(let event): apply(.files(event), now)
      case .shell(let event): apply(.shell(event), now)
      case .copying(let news): apply(.copying(news.event), now)
      case .drafts(let texts): apply(.drafts(texts), now)
      case .answer, .theme, .history: break
      }
    }
  }

  private mutating func handleLines() {
    let now = SystemClock.now()
    if let pasteEnds, pasteEnds > now { return }
    pasteEnds = nil
    // A pipe's lines are taken one by one, each when the one before is answered.
    while terminal.isInteractive || state.hasNothingToDo, let line = reader.take() {
      terminal.lineWasTyped()
      perform(LinearInput.take(line, into: &state, now: now))
      if terminal.isInteractive { view.noteTyped(state) }
      guard ending == nil else { return }
      // What one line leads to is told before the next one is looked at.
      tell()
    }
  }

  private mutating func apply(_ action: AppAction, _ now: MonotonicTime) {
    perform(AppReducer.reduce(into: &state, action, now: now))
  }

  private mutating func perform(_ effects: [AppEffect]) {
    for effect in effects { perform(effect) }
  }

  private mutating func perform(_ effect: AppEffect) {
    switch effect {
    case .quit: ending = .quit
    case .bell: terminal.bell()
    case .suspend: adit_stop_group()
    case .editExternally(let text):
      apply(.effectResult(effects.edit(text)), SystemClock.now())
    case .copying(let request): run(request)
    // There is nothing to paint.
    case .redraw, .terminal: break
    case .engine, .compare, .goOn, .library, .prewarm, .describe, .recordHistory,
      .refreshHistory, .keepDrafts, .takeOverDrafts, .answer, .signIn,
      .cancelSignIn, .discover, .files, .shell, .openURL:
      effects.run(effect)
    }
  }

  private mutating func run(_ request: CopyRequest) {
    switch request {
    case .clipboard(let text, let name):
      // Lines alone are written to this terminal, never a sequence.
      effects.clipboard.take(text, name: name, speaksXterm: false)
    case .file(let text, let path, let replaces):
      effects.clipboard.write(text, path: path, replaces: replaces)
    case .editor(let text, let suffix, let line):
      guard let result = effects.show(text, suffix: suffix, line: line) else { return }
      apply(.effectResult(result), SystemClock.now())
    case .browser(let link):
      guard !effects.browser.open(link) else { return }
      note("The browser could not be started: xdg-open is not installed.")
    case .terminal: note("Everything that was said stands in the terminal's scrollback already.")
    }
  }

  private mutating func note(_ sentence: String) {
    apply(.effectResult(.notice(sentence)), SystemClock.now())
  }

  private mutating func tell() {
    let news = view.news(of: &state, now: SystemClock.now())
    if news.dropsInput, terminal.isInteractive {
      terminal.dropInput()
      reader.drop()
    }
    terminal.show(news)
  }
}
