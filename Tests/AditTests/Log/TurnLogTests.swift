import Engine
import Testing

@testable import adit

@Suite struct TurnLogTests {
  private static let turn = TurnID(1)
  private static let throttled = ModelFailure(
    kind: .service(status: 429, code: "ThrottlingException"), retry: .throttled,
    message: "Too many requests.", requestID: "r-1")

  private static func lines(_ events: [(milliseconds: Int, event: EngineEvent)]) -> [String] {
    var reducer = TurnLogReducer()
    return events.compactMap {
      reducer.take($0.event, at: MonotonicTime(nanoseconds: UInt64($0.milliseconds) * 1_000_000))?
        .line
    }
  }

  @Test func aTurnIsOneLine() {
    let report = UsageReport(
      turn: TokenUsage(input: 10, cacheWrite5m: 2, cacheRead: 3, output: 4),
      turnCost: NanoDollars(1_500_000), sessionCost: NanoDollars(2_000_000))
    #expect(
      Self.lines([
        (0, .turnStarted(Self.turn, modelKey: "sonnet")), (5, .phase(Self.turn, .connecting)),
        (40, .blockStarted(Self.turn, block: 0, .text)),
        (50, .delta(Self.turn, block: 0, "secret plans")), (60, .usage(Self.turn, report)),
        (100, .turnEnded(Self.turn, .completed(.endTurn))),
      ]) == [
        #"info turn {"model":"sonnet","latency_ms":100,"first_output_ms":40,"retries":0,"#
          + #""tokens_in":10,"tokens_out":4,"cache_read":3,"cache_write":2,"cost_usd":0.0015,"#
          + #""session_usd":0.002,"outcome":"completed","stop_reason":"end_turn"}"#
      ])
  }

  @Test func retriesAndFailuresAreToldWithTheirCodes() {
    let until = MonotonicTime(nanoseconds: 2_000_000_000)
    #expect(
      Self.lines([
        (0, .turnStarted(Self.turn, modelKey: "sonnet")),
        (
          1_000,
          .phase(Self.turn, .retrying(attempt: 1, of: 5, until: until, because: Self.throttled))
        ),
        (1_500, .phase(Self.turn, .limited(until: until, limit: "5 requests per minute"))),
        (1_600, .notice("a word")),
        (3_000, .turnEnded(Self.turn, .failed(Self.throttled, hasText: false))),
      ]) == [
        #"warn retry {"model":"sonnet","attempt":1,"of":5,"wait_ms":1000,"status":429,"#
          + #""code":"ThrottlingException","message":"Too many requests.","request_id":"r-1"}"#,
        #"info limited {"model":"sonnet","limit":"5 requests per minute","wait_ms":500}"#,
        #"info notice {"message":"a word"}"#,
        #"error turn {"model":"sonnet","latency_ms":3000,"retries":1,"outcome":"failed","#
          + #""partial":false,"status":429,"code":"ThrottlingException","#
          + #""message":"Too many requests.","request_id":"r-1"}"#,
      ])
  }

  @Test func onlyWhatTheLevelAsksForIsRecorded() {
    let log = FakeEventLog(.warn)
    let turns = TurnLog(log: log, now: { MonotonicTime(nanoseconds: 0) })
    turns.take(.notice("not written"))
    turns.take(.turnStarted(Self.turn, modelKey: "sonnet"))
    turns.take(.turnEnded(Self.turn, .failed(Self.throttled, hasText: true)))
    #expect(log.events.map(\.name) == ["turn"])
  }
}
