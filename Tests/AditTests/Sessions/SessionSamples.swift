import Engine
import Store

/// A session for tests of exports and replays.
enum SessionSamples {
  /// 2026-05-28 20:26 UTC.
  static let start = 1_780_000_000_000
  static let id = SessionID("01234567-89ab-4def-8000-000000000001")

  static var session: NewSession {
    NewSession(
      id: id, project: "/src/app", directory: "/src/app", region: "us-east-1", createdAt: start,
      forkedFrom: nil, version: "0")
  }

  static var summary: SessionSummary {
    SessionSummary(
      id: id, title: "Fences & escapes", project: "/src/app", directory: "/src/app",
      createdAt: start, updatedAt: start + 12_000, turns: 4, modelKey: "sonnet",
      firstWords: "Show me")
  }

  static func opening(
    _ number: Int, _ prompt: String?, after parent: Int? = nil
  ) -> TurnOpening {
    TurnOpening(
      id: TurnID(number), parent: parent.map { TurnID($0) }, prompt: prompt, modelKey: "sonnet",
      modelName: "Claude Sonnet 4.5", api: .invoke)
  }

  static func answer(_ turn: Int, _ pieces: [(Int, ModelEvent)]) -> SessionEvent {
    .answer(TurnID(turn), pieces.map { AnswerPiece(milliseconds: $0.0, event: $0.1) })
  }

  static func request(_ turn: Int, cost: NanoDollars?) -> SessionEvent {
    var entry = LedgerEntry(
      turn: TurnID(turn), attempt: 1, status: .final, modelKey: "sonnet", modelID: "us.sonnet",
      api: .invoke, isStreaming: true)
    entry.usage = TokenUsage(input: 10, output: 1204)
    entry.cost = cost
    return .request(entry)
  }

  static func end(_ turn: Int, _ outcome: TurnOutcome, cost: NanoDollars?) -> SessionEvent {
    let report = UsageReport(
      turn: TokenUsage(input: 10, output: 1204), inputIsFinal: true, outputIsFinal: true,
      turnCost: cost)
    return .turnEnded(TurnID(turn), TurnClosing(outcome: outcome, usage: report))
  }

  /// A turn with thinking, a rewound one, one that was stopped at an open
  /// fence, and one that was cut off.
  static var events: [StoredEvent] {
    let first: [(Int, ModelEvent)] = [
      (10, .messageStart(id: nil, model: nil, usage: .none)),
      (20, .thinkingDelta(index: 0, "Hm.\n```")), (900, .signatureDelta(index: 0, "sig")),
      (1_000, .blockStop(index: 0)), (1_100, .textDelta(index: 1, "It is **bold**:\n\n")),
      (1_500, .textDelta(index: 1, "```swift\nlet x = 1\n```\n")),
      (1_600, .messageStop(usage: .none)),
    ]
    let dear = NanoDollars(43_200_000)
    let cheap = NanoDollars(1_000_000)
    return stored([
      (0, .turnBegan(opening(1, "Show me `x`"))), (2_000, answer(1, first)),
      (2_000, request(1, cost: dear)), (2_000, end(1, .completed(.endTurn), cost: dear)),
      (5_000, .turnBegan(opening(2, "Forget this", after: 1))),
      (5_500, answer(2, [(500, .textDelta(index: 0, "Forgotten words"))])),
      (6_000, request(2, cost: cheap)), (6_000, end(2, .interrupted(hasText: true), cost: cheap)),
      (7_000, .headMoved(TurnID(1))),
      (8_000, .turnBegan(opening(3, "<script>alert(1)</script>\u{1B}[31m", after: 1))),
      (9_000, .notice(TurnID(3), "Asked again.")),
      (9_500, answer(3, [(1_500, .textDelta(index: 0, "~~~\n# You\n<script>evil()</script>"))])),
      (10_000, request(3, cost: nil)), (10_000, end(3, .interrupted(hasText: true), cost: nil)),
      (11_000, .turnBegan(opening(4, nil, after: 3))),
      (12_000, answer(4, [(1_000, .textDelta(index: 0, "and on"))])),
    ])
  }

  static func stored(_ events: [(at: Int, event: SessionEvent)]) -> [StoredEvent] {
    events.enumerated().map { index, event in
      StoredEvent(sequence: index + 1, at: start + event.at, event: event.event)
    }
  }
}
