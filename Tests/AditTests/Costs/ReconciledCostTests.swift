import Engine
import Store
import Synchronization
import Testing

@testable import adit

/// The session's counters, the booked rows and the report tell one sum.
@Suite struct ReconciledCostTests {
  /// A model whose attempts follow a list.
  private final class Client: ModelClient {
    enum Attempt: Sendable {
      case answer(UsageUpdate)
      /// Refused before it began.
      case refuse
      /// Cut after its input was told and some text came.
      case breakOff(UsageUpdate)
    }

    private let attempts: Mutex<[Attempt]>

    init(_ attempts: [Attempt]) { self.attempts = Mutex(attempts) }

    func open(_ request: ModelRequest) async throws(ModelFailure) -> any ModelAnswer {
      let attempt = attempts.withLock { $0.isEmpty ? Attempt.refuse : $0.removeFirst() }
      switch attempt {
      case .refuse:
        throw ModelFailure(
          kind: .service(status: 429, code: "ThrottlingException"), retry: .throttled,
          message: "slow down")
      case .answer(let usage):
        return Answer([
          .messageStart(id: nil, model: nil, usage: usage),
          .blockStart(index: 0, .text(initial: "Yes.")), .blockStop(index: 0),
          .messageDelta(
            stopReason: .endTurn, stopSequence: nil, usage: UsageUpdate(output: usage.output)),
          .messageStop(usage: .none),
        ])
      case .breakOff(let usage):
        return Answer(
          [
            .messageStart(id: nil, model: nil, usage: usage),
            .blockStart(index: 0, .text(initial: "Half of an ans")),
          ], endsWell: false)
      }
    }
  }

  private final class Answer: ModelAnswer {
    let requestID: String? = "r-1"
    let profilePrefix: String? = "us"
    private let events: Mutex<[ModelEvent]>
    private let endsWell: Bool

    init(_ events: [ModelEvent], endsWell: Bool = true) {
      self.events = Mutex(events)
      self.endsWell = endsWell
    }

    func next() async throws(ModelFailure) -> [ModelEvent]? {
      if let event = events.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return [event] }
      guard endsWell else {
        throw ModelFailure(kind: .incompleteStream, retry: .never, message: "cut")
      }
      return nil
    }
  }

  /// A clock on which nobody waits.
  private struct Clock: EngineClock {
    func now() -> MonotonicTime { MonotonicTime(nanoseconds: 0) }
    func sleep(until moment: MonotonicTime) async throws {}
  }

  private final class Recorder: SessionRecorder {
    private struct Key: Hashable {
      var turn: TurnID, attempt: Int
    }
    private let entries = Mutex<[Key: LedgerEntry]>([:])

    func record(_ event: SessionEvent, at now: MonotonicTime) {
      guard case .request(let entry) = event else { return }
      entries.withLock { $0[Key(turn: entry.turn, attempt: entry.attempt)] = entry }
    }

    var rows: [LedgerRow] {
      entries.withLock { Array($0.values) }.map { LedgerSamples.row($0) }
    }
  }

  private static let model = ModelDescriptor(
    key: "test", modelId: "anthropic.test", displayName: "Test", provider: "Anthropic",
    family: "test", released: "2026-01-01", contextWindow: 200_000, maxOutputTokens: 8_000,
    preferredAPI: .invoke,
    prices: PriceList(
      base: TokenPrices(
        input: 3_000_000_000, output: 15_000_000_000, cacheWrite5m: 3_750_000_000,
        cacheWrite1h: 6_000_000_000, cacheRead: 300_000_000),
      geographicPermille: 1100, source: "list", date: "2026-11-21"))

  @Test func rowsReportAndCountersAgree() async throws {
    let usage = UsageUpdate(
      input: 1_237, cacheWrite5m: 311, cacheWrite1h: 17, cacheRead: 90_001, output: 1_013)
    let client = Client([
      .answer(usage), .refuse, .refuse, .answer(UsageUpdate(input: 7, output: 3)),
      .breakOff(UsageUpdate(input: 333, output: 1)), .answer(usage),
    ])
    let recorder = Recorder()
    let (events, posting) = AsyncStream.makeStream(of: EngineEvent.self)
    let engine = Engine(client: client, clock: Clock(), seed: 1, recorder: recorder) {
      posting.yield($0)
    }
    var incoming = events.makeAsyncIterator()
    var last: UsageReport?
    for number in 1...4 {
      engine.send(
        .submit(TurnID(number), text: "Hello", TurnSettings(model: Self.model, api: .invoke)))
      while let event = await incoming.next() {
        if case .usage(_, let report) = event { last = report }
        if case .turnEnded = event { break }
      }
    }
    let rows = recorder.rows
    let report = CostReport(of: rows, by: .model, in: LedgerSamples.calendar())
    let counters = try #require(last)
    #expect(rows.count == 6)
    #expect(report.total.requests == [.final: 3, .failed: 2, .estimated: 1])
    #expect(report.total.spent.cost == counters.sessionCost)
    #expect(report.total.spent.tokens == counters.sessionTokens)
    #expect(report.total.spent.isLowerBound == counters.sessionIsLowerBound)
    #expect(report.total.spent.cost.count == rows.reduce(0) { $0 + ($1.entry.cost?.count ?? 0) })
  }
}
