public import Engine
import TextModel

/// The whole state of the user interface. Changed by `AppReducer` alone;
/// `RootView` makes a picture of it.
public struct AppState: Sendable {
  /// Where typing goes when no overlay is open.
  enum Focus: Hashable, Sendable { case composer, transcript }

  let configuration: AppConfiguration
  var size = ScreenSize(columns: 80, rows: 24)
  var choice: ModelChoice
  var composer: Composer
  var transcript = Transcript()
  var viewport = Viewport()
  var focus = Focus.composer
  var overlay: Overlay?
  /// The turn that runs, if one does.
  var turn: RunningTurn?
  var lastTurnNumber = 0
  var meter = UsageMeter()
  /// Prompts that wait for the running turn.
  var queue: [QueuedPrompt] = []
  var toast: Toast?
  /// Until when a second Ctrl+C quits.
  var quitArmedUntil: MonotonicTime?
  /// Until when a second Esc clears the draft.
  var clearArmedUntil: MonotonicTime?
  /// Whether thinking and tool calls are shown in full.
  var showsDetails = false

  /// The state at the start.
  public init(configuration: AppConfiguration) {
    self.configuration = configuration
    choice = ModelChoice(configuration: configuration)
    composer = Composer(history: configuration.history)
    transcript.appendLines(WelcomeText.lines(for: configuration, choice: choice))
    let lookup = ModelLookup(models: configuration.models, today: configuration.today)
    if lookup.resolve(configuration.modelKey) == nil, let model = sessionModel {
      transcript.appendNotice(
        "There is no model \(configuration.modelKey); \(model.displayName) answers instead.",
        role: .warning)
    }
    for notice in configuration.notices { transcript.appendNotice(notice, role: .warning) }
  }

  /// Whether a turn runs.
  public var isBusy: Bool { turn != nil }

  /// The turn that runs, if one does.
  public var runningTurn: TurnID? { turn?.id }

  /// The model of the session.
  var sessionModel: ModelDescriptor? { model(forKey: choice.modelKey) }

  func model(forKey key: String) -> ModelDescriptor? {
    configuration.models.first { $0.key == key }
  }

  func secondsOfDay(at now: MonotonicTime) -> Int? {
    configuration.clockOffsetSeconds.map { $0 &+ Int(now.nanoseconds / 1_000_000_000) }
  }

  /// Says something in the transcript.
  mutating func say(_ text: String, role: StyleRole = .dim) {
    transcript.appendNotice(text, role: role)
    if !viewport.isFollowing { viewport.newLines += 1 }
  }
}
