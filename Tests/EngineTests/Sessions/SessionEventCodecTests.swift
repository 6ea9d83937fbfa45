import Engine
import TestSupport
import Testing
import Wire

@Suite struct SessionEventCodecTests {
  @Test func whatWasWrittenIsReadAgain() {
    let seed = SeededGenerator.testSeed
    var generator = SessionEventGenerator(seed: seed)
    for _ in 0..<5000 {
      let event = generator.event()
      let kept = SessionEventCodec.encode(event)
      #expect(SessionEventCodec.decode(kind: kept.kind, body: kept.body) == event, "seed \(seed)")
      #expect(!kept.body.utf8.contains(UInt8(ascii: "\n")))
    }
  }

  /// The form is for ever: whatever changes here makes old sessions
  /// unreadable, or new ones unreadable for old programs.
  @Test(arguments: Self.form) func theFormStands(_ sample: Sample) {
    let kept = SessionEventCodec.encode(sample.event)
    #expect(kept.kind == sample.kind)
    #expect(kept.body == sample.body)
    #expect(SessionEventCodec.decode(kind: sample.kind, body: sample.body) == sample.event)
  }

  struct Sample: Sendable {
    var kind: String, body: String, event: SessionEvent
  }

  static let form: [Sample] = [
    Sample(
      kind: "turn",
      body: #"""
        {"turn":2,"parent":1,"prompt":"Hi \"you\"","model":"opus","model_name":\#
        "Claude Opus","api":"converse","task":"code","effort":"high","temperature":0.5,\#
        "max_tokens":4096,"compared_with":3}
        """#,
      event: .turnBegan(
        TurnOpening(
          id: TurnID(2), parent: TurnID(1), prompt: "Hi \"you\"", modelKey: "opus",
          modelName: "Claude Opus", api: .converse, task: "code", effort: "high",
          temperature: 0.5, maxTokens: 4096, comparedWith: TurnID(3)))),
    Sample(
      kind: "turn",
      body:
        #"{"turn":1,"model":"opus","model_name":"Claude Opus","api":"invoke","max_tokens":16384}"#,
      event: .turnBegan(
        TurnOpening(
          id: TurnID(1), parent: nil, prompt: nil, modelKey: "opus", modelName: "Claude Opus",
          api: .invoke))),
    Sample(
      kind: "answer",
      body: #"""
        {"turn":1,"pieces":[[10,{"type":"start","id":"m1","model":"claude","usage":\#
        {"input":3}}],[11,{"type":"block","index":0,"block":{"type":"thinking"}}],\#
        [12,"k",0,"hm"],[13,"s",0,"sig"],[14,{"type":"block_end","index":0}],\#
        [15,"t",1,"Hello\n"],[16,"i",2,"{"],[17,{"type":"told","reason":"end_turn",\#
        "sequence":null,"usage":{"output":7}}],[18,{"type":"end","usage":{}}]]}
        """#,
      event: .answer(TurnID(1), Self.pieces)),
    Sample(kind: "reset", body: #"{"turn":4}"#, event: .answerReset(TurnID(4))),
    Sample(
      kind: "request",
      body: #"""
        {"turn":1,"attempt":2,"status":"final","lower_bound":true,"model":"opus",\#
        "model_id":"us.opus","api":"invoke","streaming":true,"task":"code","usage":\#
        {"input":1,"cache_write_5m":2,"cache_write_1h":3,"cache_read":4,"output":5},\#
        "nano_usd":600,"upper_nano_usd":700,"price":{"input":3000000000,"output":15000000000,\#
        "cache_read":300000000,"long_prompt":true,"profile":"us","permille":1100,\#
        "date":"2026-01-31"},"request_id":"r","first_token_ms":120,"duration_ms":800,\#
        "tokens_per_second_tenths":412,"failure":"429 ThrottlingException"}
        """#,
      event: .request(Self.entry)),
    Sample(
      kind: "end",
      body: #"""
        {"turn":1,"outcome":{"failed":{"kind":"service","status":400,"code":"Bad",\#
        "retry":{"tries":2},"message":"m","remedy":"r","service_message":"s","request_id":"q",\#
        "leaves_out_prompt":true},"has_text":true},"usage":{"turn":{"input":0,\#
        "cache_write_5m":0,"cache_write_1h":0,"cache_read":0,"output":9},"output_final":true,\#
        "turn_nano_usd":5,"session_nano_usd":6,"session":{"input":0,"cache_write_5m":0,\#
        "cache_write_1h":0,"cache_read":0,"output":0},"context":10,"context_window":200000},\#
        "left_out":true}
        """#,
      event: .turnEnded(
        TurnID(1),
        TurnClosing(
          outcome: .failed(
            ModelFailure(
              kind: .service(status: 400, code: "Bad"), retry: .few(tries: 2), message: "m",
              remedy: "r", serviceMessage: "s", requestID: "q", leavesOutPrompt: true),
            hasText: true),
          usage: UsageReport(
            turn: TokenUsage(output: 9), outputIsFinal: true, turnCost: NanoDollars(5),
            sessionCost: NanoDollars(6), contextTokens: 10, contextWindow: 200_000),
          isLeftOut: true))),
    Sample(
      kind: "notice", body: #"{"turn":null,"text":"n"}"#, event: .notice(nil, "n")),
    Sample(kind: "head", body: #"{"turn":null}"#, event: .headMoved(nil)),
    Sample(kind: "title", body: #"{"title":"T"}"#, event: .titled("T")),
    Sample(
      kind: "command",
      body: #"{"command":"make","turn":3,"exit":2,"output":"no","lines":1,"milliseconds":40}"#,
      event: .commandRan(
        CommandRecord(
          command: "make", ending: .exit(2), output: "no", lineCount: 1, milliseconds: 40,
          behind: TurnID(3)))),
    Sample(
      kind: "command",
      body: #"{"command":"x","signal":9,"output":"","lines":0,"milliseconds":0}"#,
      event: .commandRan(
        CommandRecord(
          command: "x", ending: .signal(9), output: "", lineCount: 0, milliseconds: 0,
          behind: nil))),
    Sample(
      kind: "command",
      body: #"{"command":"x","stopped":true,"output":"","lines":0,"milliseconds":0}"#,
      event: .commandRan(
        CommandRecord(
          command: "x", ending: .stopped, output: "", lineCount: 0, milliseconds: 0, behind: nil))),
    Sample(kind: "drop", body: "{}", event: .outputsDropped),
  ]

  static let pieces: [AnswerPiece] = [
    piece(10, .messageStart(id: "m1", model: "claude", usage: UsageUpdate(input: 3))),
    piece(11, .blockStart(index: 0, .thinking)), piece(12, .thinkingDelta(index: 0, "hm")),
    piece(13, .signatureDelta(index: 0, "sig")), piece(14, .blockStop(index: 0)),
    piece(15, .textDelta(index: 1, "Hello\n")), piece(16, .toolInputDelta(index: 2, "{")),
    piece(
      17, .messageDelta(stopReason: .endTurn, stopSequence: nil, usage: UsageUpdate(output: 7))),
    piece(18, .messageStop(usage: .none)),
  ]

  private static func piece(_ milliseconds: Int, _ event: ModelEvent) -> AnswerPiece {
    AnswerPiece(milliseconds: milliseconds, event: event)
  }

  static var entry: LedgerEntry {
    var entry = LedgerEntry(
      turn: TurnID(1), attempt: 2, status: .final, modelKey: "opus", modelID: "us.opus",
      api: .invoke, isStreaming: true, task: "code")
    entry.isLowerBound = true
    entry.usage = TokenUsage(
      input: 1, cacheWrite5m: 2, cacheWrite1h: 3, cacheRead: 4, output: 5)
    entry.cost = NanoDollars(600)
    entry.upperBound = NanoDollars(700)
    entry.price = LedgerPrice(
      prices: TokenPrices(input: 3_000_000_000, output: 15_000_000_000, cacheRead: 300_000_000),
      isLongPrompt: true, profilePrefix: "us", permille: 1100, date: "2026-01-31")
    entry.requestID = "r"
    entry.firstTokenMilliseconds = 120
    entry.durationMilliseconds = 800
    entry.tokensPerSecondTenths = 412
    entry.failure = "429 ThrottlingException"
    return entry
  }

  @Test func whatIsNotKnownIsPassedOver() {
    #expect(SessionEventCodec.decode(kind: "hologram", body: "{}") == nil)
    #expect(
      SessionEventCodec.decode(kind: "title", body: #"{"title":"T","by":{"who":1}}"#)
        == .titled("T"))
    #expect(
      SessionEventCodec.decode(
        kind: "answer",
        body: #"{"v":2,"turn":1,"pieces":[[1,"q",0,"?"],7,[2,"t",0,"a",9],[3,{"type":"new"}]]}"#)
        == .answer(TurnID(1), [AnswerPiece(milliseconds: 2, event: .textDelta(index: 0, "a"))]))
  }

  @Test(arguments: [
    ("turn", "{}"), ("turn", ""), ("turn", #"{"turn":-1,"model":"m"}"#), ("answer", "[1]"),
    ("answer", #"{"turn":1,"pieces":[[1,"t",0,"a"]"#), ("answer", #"{"turn":1,"pieces":3}"#),
    ("answer", #"{"turn":1}"#), ("reset", #"{"turn":1e300}"#), ("request", #"{"turn":1}"#),
    ("end", #"{"turn":1,"outcome":{}}"#), ("end", #"{"turn":1}"#), ("notice", "{}"),
    ("head", "{}"), ("head", #"{"turn":"x"}"#), ("title", #"{"title":1}"#),
    ("title", "\u{0}\u{FFFD}"), ("command", "{}"), ("command", #"{"command":"x"}"#),
  ])
  func damageIsNothing(kind: String, body: String) {
    #expect(SessionEventCodec.decode(kind: kind, body: body) == nil)
  }

  @Test func noDamageStopsTheProgram() {
    let seed = SeededGenerator.testSeed
    var generator = SessionEventGenerator(seed: seed)
    var chance = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let kept = SessionEventCodec.encode(generator.event())
      var bytes = Array(kept.body.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &chance) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &chance)
        if Bool.random(using: &chance) {
          bytes[place] = UInt8.random(in: 0...255, using: &chance)
        } else {
          bytes.removeSubrange(place...)
        }
      }
      let damaged = String(decoding: bytes, as: UTF8.self)
      if let event = SessionEventCodec.decode(kind: kept.kind, body: damaged) {
        // What is read of it can be written and read again.
        let again = SessionEventCodec.encode(event)
        #expect(SessionEventCodec.decode(kind: again.kind, body: again.body) != nil, "seed \(seed)")
      }
    }
  }
}
