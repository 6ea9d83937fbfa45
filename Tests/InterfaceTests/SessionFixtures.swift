import Engine
import TextModel

@testable import Interface

/// Sessions as the store lists and opens them.
extension Fixtures {
  /// 2026-11-21 14:02:00 UTC, which is the fixtures' local time too, at
  /// monotonic time zero.
  static let unixSecondsAtZero = 1_795_269_720

  static let hour = 3_600_000

  static func summary(
    _ number: Int, _ title: String, hoursAgo: Int, cost: Int64 = 43_200_000, turns: Int = 4
  ) -> SessionSummary {
    let at = unixSecondsAtZero * 1000 - hoursAgo * hour
    return SessionSummary(
      id: SessionID(random: UInt64(number), UInt64(number)), title: title,
      project: "/home/ada/src/radar", directory: "/home/ada/src/radar", createdAt: at - hour,
      updatedAt: at, turns: turns,
      spent: SpentTotals(cost: NanoDollars(cost), requests: turns),
      modelKey: "claude-sonnet-4-5", firstWords: "\(title): how is it done?")
  }

  static var sessions: [SessionSummary] {
    var rows = [
      summary(1, "Decoder drops the last frame", hoursAgo: 0),
      summary(2, "Plan of the new store, written down at length for everybody", hoursAgo: 3),
      summary(3, "Flaky test in the loop", hoursAgo: 20, cost: 1_270_000_000, turns: 1_204),
      summary(4, "Read me", hoursAgo: 24 * 9, cost: 0),
    ]
    rows[1].isCutOff = true
    rows[1].spent.isLowerBound = true
    rows[1].modelKey = "claude-opus-4-8"
    rows[2].forkedFrom = rows[0].id
    rows[2].project = "/home/ada/src/lighthouse"
    rows[2].directory = "/home/ada/src/lighthouse/Sources"
    return rows
  }

  static func sessionConfiguration() -> AppConfiguration {
    var configuration = configuration()
    configuration.project = "/home/ada/src/radar"
    configuration.home = "/home/ada"
    return configuration
  }
}

extension Desk {
  /// A desk whose clocks are set.
  static func withSessions() -> Desk {
    var desk = Desk(Fixtures.sessionConfiguration())
    desk.send(.wallClock(unixSecondsAtZero: Fixtures.unixSecondsAtZero))
    return desk
  }

  mutating func library(_ event: LibraryEvent) { send(.library(event)) }

  /// Opens the list and answers it.
  mutating func listSessions(_ rows: [SessionSummary] = Fixtures.sessions) {
    submit("/resume")
    answerList(rows)
  }

  /// Answers the request of the list that was made last.
  mutating func answerList(_ rows: [SessionSummary], isWhole: Bool = true) {
    library(.listed(number: state.session.lastListNumber, rows, isWhole: isWhole))
  }

  /// The requests to the keeper of sessions since the last look.
  mutating func takeRequests() -> [LibraryRequest] {
    takeEffects().compactMap { if case .library(let request) = $0 { request } else { nil } }
  }

  /// The commands to the engine since the last look.
  mutating func takeCommands() -> [EngineCommand] {
    takeEffects().compactMap { if case .engine(let command) = $0 { command } else { nil } }
  }
}

/// Writes turns down as the recorder does, beside the screen that shows them.
struct RecordedDesk {
  var desk = Desk.withSessions()
  private(set) var turns: [ShownTurn] = []
  private var startedAt = MonotonicTime(nanoseconds: 0)
  private var begun: ShownTurn?

  mutating func begin(_ prompt: String?, model: ModelDescriptor = Fixtures.sonnet) {
    let parent = desk.state.session.tree.head
    startedAt = desk.now
    if let prompt {
      desk.type(prompt)
      startedAt = desk.now
      desk.press(.enter)
    } else {
      desk.type("/continue")
      startedAt = desk.now
      desk.press(.enter)
    }
    let id = TurnID(desk.state.lastTurnNumber)
    begun = ShownTurn(
      opening: TurnOpening(
        id: id, parent: parent, prompt: prompt, modelKey: model.key, modelName: model.displayName,
        api: .invoke),
      at: Fixtures.unixSecondsAtZero * 1000 + Int(startedAt.nanoseconds / 1_000_000), events: [],
      closing: nil, durationMilliseconds: 0)
    desk.engine(.turnStarted(id, modelKey: model.key))
  }

  /// Says `make(id)`; `isRecorded`: whether it is a part of what is kept.
  mutating func say(_ make: (TurnID) -> EngineEvent) {
    guard let id = begun?.opening.id else { return }
    let event = make(id)
    begun?.events.append(
      TimedEngineEvent(milliseconds: desk.now.milliseconds(since: startedAt), event: event))
    desk.engine(event)
  }

  mutating func end(_ outcome: TurnOutcome, _ usage: UsageReport) {
    guard let id = begun?.opening.id else { return }
    desk.engine(.usage(id, usage))
    desk.engine(.turnEnded(id, outcome))
    begun?.closing = TurnClosing(outcome: outcome, usage: usage)
    file()
  }

  /// The program ends here.
  mutating func cutOff() { file() }

  private mutating func file() {
    guard var turn = begun else { return }
    turn.durationMilliseconds = desk.now.milliseconds(since: startedAt)
    turns.append(turn)
    begun = nil
  }

  func opened(_ summary: SessionSummary = Fixtures.sessions[0]) -> OpenedSession {
    OpenedSession(
      summary: summary, turns: turns,
      tree: turns.map {
        TurnNode(
          id: $0.opening.id, parent: $0.opening.parent, prompt: $0.opening.prompt,
          modelKey: $0.opening.modelKey, at: $0.at)
      }, head: turns.last?.opening.id, lastTurnNumber: turns.count)
  }

  /// Three turns with everything that a turn can have.
  static func threeTurns() -> RecordedDesk {
    var recorded = RecordedDesk()
    recorded.begin("Why does the decoder drop the last frame?")
    recorded.say { .blockStarted($0, block: 0, .thinking) }
    recorded.say { .delta($0, block: 0, String(repeating: "Where is the end? ", count: 60)) }
    recorded.desk.wait(milliseconds: 4_200)
    recorded.say { .blockEnded($0, block: 0) }
    recorded.say { .blockStarted($0, block: 1, .text) }
    recorded.say {
      .delta($0, block: 1, "The loop leaves as soon as the socket closes.\n\n- Drain the ring.\n")
    }
    recorded.desk.wait(milliseconds: 2_000)
    recorded.say { .blockEnded($0, block: 1) }
    var usage = Desk.usage
    usage.outputIsFinal = true
    recorded.end(.completed(.endTurn), usage)
    recorded.desk.wait(milliseconds: 70_000)
    recorded.begin("And how would you test that?")
    recorded.say { _ in .notice("The service takes no temperature here; it was left out.") }
    recorded.say { .blockStarted($0, block: 0, .toolUse(name: "read_file")) }
    recorded.say { .delta($0, block: 0, "{\"path\": \"Loop.swift\"}") }
    recorded.say { .blockEnded($0, block: 0) }
    recorded.say { .blockStarted($0, block: 1, .text) }
    recorded.say { .delta($0, block: 1, "With a socket that clo") }
    recorded.desk.wait(milliseconds: 900)
    usage.isLowerBound = true
    recorded.end(.interrupted(hasText: true), usage)
    recorded.begin(nil)
    let failure = ModelFailure(
      kind: .service(status: 503, code: "ServiceUnavailable"), message: "the service is busy")
    recorded.end(.failed(failure, hasText: false), usage)
    return recorded
  }
}
