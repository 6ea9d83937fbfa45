import Engine
import Testing
import Wire

@testable import adit

@Suite struct HeadlessAnswerTests {
  static let turn = TurnID(1)

  @Test func onlyTextBlocksAreTheAnswer() {
    var answer = HeadlessAnswer()
    let events: [EngineEvent] = [
      .turnStarted(Self.turn, modelKey: "m"), .blockStarted(Self.turn, block: 0, .thinking),
      .delta(Self.turn, block: 0, "hm"), .blockEnded(Self.turn, block: 0),
      .blockStarted(Self.turn, block: 1, .text), .delta(Self.turn, block: 1, "Hello"),
      .blockEnded(Self.turn, block: 1), .blockStarted(Self.turn, block: 2, .text),
      .delta(Self.turn, block: 2, "again"), .turnEnded(Self.turn, .completed(.endTurn)),
    ]
    let streamed = events.map { answer.take($0) }.joined()
    #expect(streamed == "Hello\n\nagain")
    #expect(answer.text == streamed)
    #expect(answer.exitCode == 0)
  }

  @Test(arguments: [
    (ModelFailure.Kind.credentials, Int32(3)), (.service(status: 403, code: "AccessDenied"), 3),
    (.service(status: 429, code: "Throttling"), 4), (.service(status: 503, code: ""), 4),
    (.service(status: 400, code: ""), 1), (.connection, 4), (.timedOut, 4),
    (.incompleteStream, 1), (.protocolViolation, 1), (.invalidRequest, 2), (.cancelled, 130),
  ])
  func exitCodes(kind: ModelFailure.Kind, code: Int32) {
    var answer = HeadlessAnswer()
    _ = answer.take(
      .turnEnded(Self.turn, .failed(ModelFailure(kind: kind, message: "m"), hasText: false)))
    #expect(answer.exitCode == code)
  }

  @Test func saysWhyAnAnswerIsShort() {
    var answer = HeadlessAnswer()
    #expect(answer.remark == nil)
    _ = answer.take(.turnEnded(Self.turn, .completed(.endTurn)))
    #expect(answer.remark == nil)
    _ = answer.take(.turnEnded(Self.turn, .completed(.maxTokens)))
    #expect(answer.remark == "the answer was cut at the output limit; --max-tokens raises it")
    #expect(answer.exitCode == 0)
  }

  @Test func jsonHasUsageAndCost() throws {
    var answer = HeadlessAnswer()
    _ = answer.take(.blockStarted(Self.turn, block: 0, .text))
    _ = answer.take(.delta(Self.turn, block: 0, "Hi"))
    _ = answer.take(
      .usage(
        Self.turn,
        UsageReport(
          turn: TokenUsage(
            input: 10, cacheWrite5m: 1, cacheWrite1h: 2, cacheRead: 3, output: 4),
          inputIsFinal: true, outputIsFinal: true, turnCost: NanoDollars(43_200_000))))
    _ = answer.take(.turnEnded(Self.turn, .completed(.endTurn)))
    let line = String(
      decoding: answer.json(model: "claude-x", milliseconds: 12).serialized(), as: UTF8.self)
    #expect(
      line == """
        {"type":"result","subtype":"success","is_error":false,"result":"Hi","stop_reason":"end_turn",\
        "model":"claude-x","num_turns":1,"duration_ms":12,"usage":{"input_tokens":10,"output_tokens":4,\
        "cache_creation_input_tokens":3,"cache_read_input_tokens":3,"cache_creation":\
        {"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":2}},"usage_status":"final",\
        "total_cost_usd":0.0432}
        """)
  }
}
