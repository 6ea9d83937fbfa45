public import Engine
import TextModel

/// The whole state of the user interface. Changed by `AppReducer` alone;
/// `RootView` makes a picture of it.
public struct AppState: Sendable {
  /// Where typing goes when no overlay is open.
  enum Focus: Hashable, Sendable { case composer, transcript }

  /// As the program began; a model named by its id joins the list.
  private(set) var configuration: AppConfiguration
  var size = ScreenSize(columns: 80, rows: 24)
  var choice: ModelChoice
  var composer: Composer
  var transcript = Transcript()
  /// Of the session's own engine.
  var lane = TurnLane()
  /// Two models that answer the same prompt, until one of them is chosen.
  var comparison: Comparison?
  var focus = Focus.composer
  var overlay: Overlay?
  var find = TranscriptFind()
  var reading = ReadingState()
  var lastTurnNumber = 0
  var speeds = SpeedLog()
  var service = ServiceState()
  var session: SessionState
  var spending: SpendingState
  /// Seconds since 1970 at monotonic time zero, once known.
  var unixSecondsAtZero: Int?
  /// Prompts that wait for the running turn.
  var queue: [QueuedPrompt] = []
  var toast: Toast?
  /// The dialog on the screen, and since when.
  var dialogGuard: DialogGuard?
  /// Keys pressed that begin something.
  var pendingKeys: PendingKeys?
  /// Until when a second Ctrl+C quits.
  var quitArmedUntil: MonotonicTime?
  /// Until when a second Esc clears the draft.
  var clearArmedUntil: MonotonicTime?
  /// `nil`: what is shown happens now.
  var replay: ReplayState?
  var presentation = TranscriptPresentation()
  var copying = CopyingState()
  var pointer: PointerState
  /// What the last frame showed where.
  var painted = PaintedScreen()
  /// Whether wide screens have a panel beside the transcript.
  var hasSidePanel: Bool
  var shell = ShellState()
  /// What the project's files tell the model.
  var instructions: ProjectInstructions { didSet { systemText.forget() } }
  var systemText = SystemText()
  var themes: ThemeState
  /// Whether the terminal has the focus; `nil`: it does not tell.
  var hasFocus: Bool?

  /// The state at the start.
  public init(configuration: AppConfiguration) {
    self.configuration = configuration
    choice = ModelChoice(configuration: configuration)
    composer = Composer(
      history: configuration.history, project: configuration.project,
      editing: configuration.interface.editing)
    session = SessionState(configuration: configuration)
    pointer = PointerState(mouse: configuration.interface.mouse)
    spending = SpendingState(settings: configuration.budget)
    hasSidePanel = configuration.interface.hasSidePanel
    instructions = configuration.instructions
    themes = configuration.themes
    if configuration.startsWithSessionPicker { overlay = .sessions(SessionList()) }
    transcript.appendLines(WelcomeText.lines(for: configuration, choice: choice))
    var notices = configuration.notices
    if configuration.lookup.resolve(configuration.modelKey) == nil, let model = sessionModel {
      notices.append(
        "There is no model \(configuration.modelKey); \(model.displayName) answers instead.")
    }
    // One entry without blank lines: what was said above stays in view.
    if !notices.isEmpty {
      transcript.appendNotice(notices.joined(separator: "\n"), role: .warning)
    }
  }

  /// Whether a turn runs, or two answers wait to be chosen from.
  public var isBusy: Bool { turn != nil || comparison != nil }

  /// The turn that the session's own engine runs, if it does.
  var turn: RunningTurn? { lane.turn }

  /// The counters of the session's own engine.
  var meter: UsageMeter { lane.meter }

  /// The drafts, where they changed since they were kept last.
  public var unkeptDrafts: [String]? { composer.drafts.due == nil ? nil : allDrafts }

  /// Everything that was written and not sent: what waits in the queue, what
  /// lies aside, what is being written.
  var allDrafts: [String] {
    queue.map { composer.attaching.portable($0.written) } + composer.allDrafts
  }

  /// What is in view of the transcript, or of the answer in front.
  var viewport: Viewport {
    get { self[focusedSide].viewport }
    set { self[focusedSide].viewport = newValue }
  }

  /// What the program takes of the mouse now.
  public var mouse: InterfaceSettings.Mouse { pointer.mouse }

  /// The user's command that ends with the program, as the session keeps it.
  public func unfinishedCommand(at now: MonotonicTime) -> CommandRecord? {
    ShellReducer.unfinished(self, now: now)
  }

  /// The last answer's text with nothing that a terminal would interpret;
  /// `nil`: there is none.
  public var lastAnswer: String? {
    TranscriptSource(self, now: MonotonicTime(nanoseconds: 0)).lastAnswer()
  }

  /// The turn that runs, if one does.
  public var runningTurn: TurnID? { turn?.id }

  /// The model of the session.
  var sessionModel: ModelDescriptor? { model(forKey: choice.modelKey) }

  /// The model of the next turn.
  var nextModel: ModelDescriptor? { choice.nextTurnKey.flatMap(model(forKey:)) ?? sessionModel }

  /// Puts `model` on the list; whether it was not there.
  mutating func list(_ model: ModelDescriptor) -> Bool {
    guard !configuration.models.contains(where: { $0.key == model.key }) else { return false }
    configuration.models.insert(model, at: 0)
    return true
  }

  /// From now on the model of `key` has the rules and prices of `model`; its
  /// key stays, by which turns and counters know it.
  mutating func describe(_ key: String, as model: ModelDescriptor) {
    guard let index = configuration.models.firstIndex(where: { $0.key == key }) else { return }
    configuration.models[index] = model
    configuration.models[index].key = key
  }

  func model(forKey key: String) -> ModelDescriptor? {
    configuration.models.first { $0.key == key }
  }

  func secondsOfDay(at now: MonotonicTime) -> Int? {
    configuration.clockOffsetSeconds.map { $0 &+ Int(now.nanoseconds / 1_000_000_000) }
  }

  /// Added to seconds since 1970 they are local seconds, once the clock was told.
  var localOffsetSeconds: Int? {
    guard let offset = configuration.clockOffsetSeconds, let unixSecondsAtZero else { return nil }
    return offset &- unixSecondsAtZero
  }

  /// Seconds since 1970 at `now`; `nil` before the clock was told.
  func unixSeconds(at now: MonotonicTime) -> Int? {
    unixSecondsAtZero.map { $0 &+ Int(clamping: now.nanoseconds / 1_000_000_000) }
  }

  /// Says something about the running turn in its answer; without one, or
  /// where it may concern either of two, below everything.
  mutating func remark(_ text: String) {
    guard comparison == nil, let turn else { return say(text) }
    remark(text, on: turn.id)
  }

  /// Says something about a turn in its answer.
  mutating func remark(_ text: String, on turn: TurnID) {
    transcript.note(text, of: turn)
  }

  /// Says something in the transcript.
  mutating func say(_ text: String, role: StyleRole = .dim) {
    transcript.appendNotice(text, role: role)
    if !viewport.isFollowing { viewport.newLines += 1 }
  }
}
