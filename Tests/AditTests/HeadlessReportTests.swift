import Engine
import Testing
import Wire

@testable import adit

@Suite struct HeadlessReportTests {
  /// What a run gives when `events` come a tenth of a second apart.
  static func steps(
    _ events: [RunEvent], header: RunHeader = RunSamples.header(),
    format: CommandLineOptions.OutputFormat = .text, partial: Bool = false
  ) -> [RunStep] {
    var report = HeadlessReport(
      header: header, format: format, includesPartialMessages: partial)
    var steps = report.begin()
    for (index, event) in events.enumerated() {
      steps += report.take(event, at: (index + 1) * 100)
    }
    return steps
  }

  /// The objects on stdout.
  static func objects(_ steps: [RunStep]) throws -> [JSONValue] {
    try steps.compactMap { step in
      guard case .answer(let line) = step else { return nil }
      #expect(line.hasSuffix("}\n") && line.count { $0 == "\n" } == 1)
      return try JSONValue(parsing: Array(line.utf8))
    }
  }

  static func schema() throws -> JSONValue {
    try JSONValue(parsing: Array(#"{"type":"object","required":["a"]}"#.utf8))
  }

  static let plainRun: [RunEvent] = [
    .connecting, .opened(requestID: "r"), .answer(RunSamples.answer("Hello", "again")),
    .usage(RunSamples.usage()), .ended(.completed(.endTurn)),
  ]

  @Test func textIsTheAnswerAlone() {
    #expect(
      Self.steps(Self.plainRun) == [.answer("Hello\n\nagain"), .answer("\n"), .finish(.done)])
  }

  @Test func jsonIsOneResult() throws {
    let steps = Self.steps(Self.plainRun, format: .json)
    #expect(steps.last == .finish(.done))
    let text = try #require(Self.objects(steps).first).serialized()
    #expect(
      String(decoding: text, as: UTF8.self) == """
        {"type":"result","subtype":"success","is_error":false,"duration_ms":500,\
        "duration_api_ms":400,"num_turns":1,"result":"Hello\\n\\nagain","stop_reason":"end_turn",\
        "model":"claude-x","total_cost_usd":0.0432,"usage":{"input_tokens":10,"output_tokens":4,\
        "cache_creation_input_tokens":3,"cache_read_input_tokens":3,"cache_creation":\
        {"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":2}},"usage_status":"final",\
        "modelUsage":{"us.anthropic.claude-x":{"inputTokens":10,"outputTokens":4,\
        "cacheReadInputTokens":3,"cacheCreationInputTokens":3,"webSearchRequests":0,\
        "costUSD":0.0432,"contextWindow":200000,"maxOutputTokens":64000}},\
        "permission_denials":[],"uuid":"\(Self.firstUUID)","session_id":"\(Self.session)",\
        "v":1,"seq":1,"ts":"2025-11-21T09:53:13.542Z"}
        """)
  }

  static let session = RunIdentifiers(seed: 7).session
  static var firstUUID: String {
    var identifiers = RunIdentifiers(seed: 7)
    return identifiers.next()
  }

  @Test func streamHasInitMessageAndResult() throws {
    let objects = try Self.objects(Self.steps(Self.plainRun, format: .streamJSON))
    #expect(objects.map { $0["type"]?.string } == ["system", "assistant", "result"])
    #expect(objects.map { $0["seq"]?.int } == [1, 2, 3])
    #expect(objects.allSatisfy { $0["session_id"]?.string == Self.session && $0["v"]?.int == 1 })
    #expect(Set(objects.map { $0["uuid"]?.string }).count == 3)
    #expect(objects[0]["model"]?.string == "us.anthropic.claude-x")
    #expect(objects[0]["tools"] == [])
    let message = try #require(objects[1]["message"])
    #expect(message["id"]?.string == "msg_1")
    #expect(message["stop_reason"]?.string == "end_turn")
    #expect(message["usage"]?["output_tokens"]?.int == 4)
    #expect(
      message["content"] == [
        ["type": "thinking", "thinking": "hm", "signature": "sig"],
        ["type": "text", "text": "Hello"], ["type": "text", "text": "again"],
      ])
  }

  @Test func partialMessagesAreTheEventsOfTheAPI() throws {
    let objects = try Self.objects(
      Self.steps(Self.plainRun, format: .streamJSON, partial: true))
    let types = objects.compactMap { $0["event"]?["type"]?.string }
    #expect(
      types == [
        "message_start", "content_block_start", "content_block_delta", "content_block_delta",
        "content_block_stop", "content_block_start", "content_block_delta", "content_block_stop",
        "content_block_start", "content_block_delta", "content_block_stop", "message_delta",
        "message_stop",
      ])
  }

  @Test func aRetryIsToldInTheStreamAndOnStderr() throws {
    let retry = RunEvent.retrying(
      RunRetry(number: 1, limit: 5, delayMilliseconds: 1_500, failure: RunSamples.failure))
    let steps = Self.steps([.connecting, retry], format: .streamJSON)
    #expect(
      steps.contains(.note("Too many requests. [request r-1] Retry 1 of 5 in 2 s.")))
    let event = try #require(Self.objects(steps).last)
    #expect(event["subtype"]?.string == "api_retry")
    #expect(event["attempt"]?.int == 1)
    #expect(event["max_retries"]?.int == 5)
    #expect(event["retry_delay_ms"]?.int == 1_500)
    #expect(event["error_status"]?.int == 429)
    #expect(event["error"]?.string == "rate_limit")
  }

  @Test(arguments: [(-1, "0 ms"), (20, "20 ms"), (1_000, "1 s"), (1_001, "2 s")])
  func aRetryTellsItsDelay(milliseconds: Int, words: String) {
    let retry = RunEvent.retrying(
      RunRetry(
        number: 2, limit: 2, delayMilliseconds: milliseconds, failure: RunSamples.failure))
    let note = "\(RunSamples.failure.line) Retry 2 of 2 in \(words)."
    #expect(Self.steps([.connecting, retry]).contains(.note(note)))
  }

  /// The engine tells of it already.
  @Test func aRefusalIsNotToldTwice() {
    let notes = Self.steps([.notice("The model refused."), .ended(.completed(.refusal))])
      .filter { if case .note = $0 { true } else { false } }
    #expect(notes == [.note("The model refused.")])
  }

  @Test func aFailureKeepsTheTextThatCame() throws {
    let events: [RunEvent] = [
      .opened(requestID: "r"), .answer(Array(RunSamples.answer("Half").prefix(7))),
      .ended(.failed(RunSamples.failure)),
    ]
    #expect(
      Self.steps(events) == [
        .answer("Half"), .answer("\n"),
        .error("the answer is incomplete: Too many requests. [request r-1]"),
        .finish(.unavailable),
      ])
    let result = try #require(Self.objects(Self.steps(events, format: .json)).first)
    #expect(result["subtype"]?.string == "error_during_execution")
    #expect(result["is_error"]?.bool == true)
    #expect(result["result"]?.string == "Half")
    #expect(result["error_status"]?.int == 429)
    #expect(result["request_id"]?.string == "r-1")
  }

  @Test func theCostStopsTheTurn() throws {
    let header = RunSamples.header(limits: .init(cost: NanoDollars(1_000_000)))
    let events: [RunEvent] = [
      .answer(Array(RunSamples.answer("Half").prefix(7))), .usage(RunSamples.usage()),
      .usage(RunSamples.usage()), .ended(.interrupted),
    ]
    let text = "stopped: the run costs $0.0432, more than --max-usd 0.001"
    #expect(
      Self.steps(events, header: header) == [
        .answer("Half"), .interrupt, .answer("\n"), .error(text), .finish(.budget),
      ])
    let result = try #require(
      Self.objects(Self.steps(events, header: header, format: .json)).first)
    #expect(result["subtype"]?.string == "error_max_budget_usd")
    #expect(result["result"]?.string == "Half")
  }

  /// The engine's own stop: `--max-usd`, and what files set.
  @Test(arguments: [
    (BudgetScope.run, "stopped: the run costs $0.0432, more than --max-usd 0.001"),
    (.day, "stopped at the day's budget of $0.04 ($0.0432); budget.day in config.json sets it"),
  ])
  func aBudgetThatIsReachedHasItsCode(scope: BudgetScope, text: String) throws {
    let header = RunSamples.header(
      limits: .init(cost: scope == .run ? NanoDollars(1_000_000) : nil))
    let mark = BudgetMark(
      scope: scope, percent: 100, spent: NanoDollars(43_200_000), limit: NanoDollars(40_000_000))
    let events: [RunEvent] = [
      .answer(Array(RunSamples.answer("Half").prefix(7))), .usage(RunSamples.usage()),
      .ended(.overBudget(mark)),
    ]
    #expect(Self.steps(events, header: header).suffix(2) == [.error(text), .finish(.budget)])
    let result = try #require(
      Self.objects(Self.steps(events, header: header, format: .json)).first)
    #expect(result["subtype"]?.string == "error_max_budget_usd")
    #expect(result["result"]?.string == "Half")
  }

  @Test func aWholeAnswerAboveTheBudgetIsToldToo() {
    let header = RunSamples.header(limits: .init(cost: NanoDollars(1_000_000)))
    let steps = Self.steps(
      [
        .answer(RunSamples.answer("Whole.\n")), .usage(RunSamples.usage()),
        .ended(.completed(.endTurn)),
      ], header: header)
    #expect(steps.first == .answer("Whole.\n"))
    #expect(steps.last == .finish(.budget))
  }

  @Test func aPromptThatCostsTooMuchIsNotSent() throws {
    let header = RunSamples.header(
      limits: .init(cost: NanoDollars(1_000_000)), estimatedCost: NanoDollars(2_000_000))
    let steps = Self.steps([], header: header, format: .json)
    let result = try #require(Self.objects(steps).first)
    #expect(result["subtype"]?.string == "error_max_budget_usd")
    #expect(result["num_turns"]?.int == 0)
    #expect(result["total_cost_usd"]?.double == 0)
    #expect(steps.last == .finish(.budget))
  }

  @Test(arguments: [
    (RunStop.time, ExitCode.budget), (.signal(2), .interrupted), (.signal(15), .terminated),
  ])
  func aStopEndsWithItsCode(stop: RunStop, code: ExitCode) throws {
    let header = RunSamples.header(limits: .init(milliseconds: 1_500))
    let events: [RunEvent] = [
      .answer(Array(RunSamples.answer("Half").prefix(7))), .stopped(stop), .stopped(stop),
      .ended(.interrupted),
    ]
    let steps = Self.steps(events, header: header)
    #expect(steps.prefix(3) == [.answer("Half"), .interrupt, .answer("\n")])
    #expect(steps.last == .finish(code))
    if stop == .time {
      #expect(steps.contains(.error("stopped: the run took longer than --max-seconds 1.5")))
    }
    let result = try #require(
      Self.objects(Self.steps(events, header: header, format: .json)).first)
    #expect(result["subtype"]?.string == "error_during_execution")
  }

  @Test func anAnswerThatWasCutIsRemarkedOn() {
    let steps = Self.steps([.answer(RunSamples.answer("x\n")), .ended(.completed(.maxTokens))])
    #expect(
      steps == [
        .answer("x\n"),
        .note("the answer was cut at the output limit; --max-tokens raises it"), .finish(.done),
      ])
  }

  @Test func aRetriedAnswerBeginsAnew() throws {
    let events: [RunEvent] = [
      .opened(requestID: "1"), .answer(Array(RunSamples.answer().prefix(4))),
      .opened(requestID: "2"), .answer(RunSamples.answer("Yes")), .ended(.completed(.endTurn)),
    ]
    let objects = try Self.objects(Self.steps(events, format: .streamJSON))
    #expect(objects[1]["message"]?["content"]?.array?.count == 2)
  }

  // MARK: Structured answers

  @Test func aValidAnswerIsPrintedAsJSONAlone() throws {
    let header = try RunSamples.header(schema: Self.schema())
    let events: [RunEvent] = [
      .answer(RunSamples.answer("```json\n{ \"a\": 1 }\n```")), .ended(.completed(.endTurn)),
    ]
    #expect(
      Self.steps(events, header: header) == [.answer("{\"a\":1}\n"), .finish(.done)])
    let result = try #require(
      Self.objects(Self.steps(events, header: header, format: .json)).first)
    #expect(result["structured_output"] == ["a": 1])
    #expect(result["result"]?.string == "{\"a\":1}")
  }

  @Test func anInvalidAnswerIsAskedForOnceMore() throws {
    let header = try RunSamples.header(schema: Self.schema())
    let bad: [RunEvent] = [
      .opened(requestID: nil), .answer(RunSamples.answer("{}")), .ended(.completed(.endTurn)),
    ]
    let good: [RunEvent] = [
      .opened(requestID: nil), .answer(RunSamples.answer("{\"a\":2}")),
      .ended(.completed(.endTurn)),
    ]
    let prompt = StructuredAnswer.repairPrompt(["a is missing"])
    #expect(
      Self.steps(bad + good, header: header) == [
        .note("the answer is not valid against the schema; asking once more"), .submit(prompt),
        .answer("{\"a\":2}\n"), .finish(.done),
      ])
    let objects = try Self.objects(Self.steps(bad + bad, header: header, format: .streamJSON))
    #expect(
      objects.map { $0["type"]?.string } == ["system", "assistant", "user", "assistant", "result"])
    #expect(objects.last?["subtype"]?.string == "error_max_structured_output_retries")
    #expect(objects.last?["num_turns"]?.int == 2)
    #expect(Self.steps(bad + bad, header: header).last == .finish(.failed))
  }

  @Test func aSecondTurnCountsAgainstTheirNumber() throws {
    let header = try RunSamples.header(limits: .init(turns: 1), schema: Self.schema())
    let steps = Self.steps(
      [.answer(RunSamples.answer("[]")), .ended(.completed(.endTurn))], header: header)
    #expect(steps.last == .finish(.turns))
  }
}
