import Bedrock
import Engine
import FuzzEntry
import Testing
import Wire

@Suite struct NativeStreamDecoderTests {
  private func outcome(_ chunks: [String]) -> StreamOutcome {
    StreamOutcome(NativeStreamDecoder(), feeding: chunks.flatMap(FrameBuilder.chunk))
  }

  private static let start =
    #"{"type":"message_start","message":{"id":"m1","model":"claude","content":[],"usage":"#
    + #"{"input_tokens":9,"output_tokens":1,"cache_read_input_tokens":3,"#
    + #""cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":0}}}}"#
  private static let stop = #"{"type":"message_stop"}"#
  private static let startUsage = UsageUpdate(
    input: 9, cacheWrite5m: 2, cacheWrite1h: 0, cacheRead: 3, output: 1)

  private static let started = ModelEvent.messageStart(
    id: "m1", model: "claude", usage: startUsage)

  @Test func everyKindOfBlockAndDelta() {
    let outcome = outcome([
      Self.start, #"{"type":"ping"}"#,
      #"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig"}}"#,
      #"{"type":"content_block_stop","index":0}"#,
      #"{"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"EtkE"}}"#,
      #"{"type":"content_block_stop","index":1}"#,
      #"{"index":2,"content_block":{"text":"","type":"text"},"type":"content_block_start"}"#,
      #"{"delta":{"text":"é\n🙂","type":"text_delta"},"index":2,"type":"content_block_delta","p":"x"}"#,
      #"{"type":"content_block_delta","index":2,"delta":{"type":"citations_delta","citation":{"title":"t"}}}"#,
      #"{"type":"content_block_stop","index":2}"#,
      #"{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"t1","name":"run","input":{}}}"#,
      #"{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":""}}"#,
      #"{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"a\":"}}"#,
      #"{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"1}"}}"#,
      #"{"type":"content_block_stop","index":3}"#,
      #"{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":54}}"#,
      #"{"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":10,"outputTokenCount":55,"cacheReadInputTokenCount":4,"cacheWriteInputTokenCount":2}}"#,
    ])
    #expect(outcome.failure == nil)
    #expect(
      outcome.events == [
        Self.started, .ping, .blockStart(index: 0, .thinking), .thinkingDelta(index: 0, "hm"),
        .signatureDelta(index: 0, "sig"), .blockStop(index: 0),
        .blockStart(index: 1, .redactedThinking(data: "EtkE")), .blockStop(index: 1),
        .blockStart(index: 2, .text(initial: "")), .textDelta(index: 2, "é\n🙂"),
        .citation(index: 2, ["title": "t"]), .blockStop(index: 2),
        .blockStart(index: 3, .toolUse(id: "t1", name: "run")),
        .toolInputDelta(index: 3, #"{"a":1}"#), .blockStop(index: 3),
        .messageDelta(stopReason: .toolUse, stopSequence: nil, usage: UsageUpdate(output: 54)),
        .messageStop(
          usage: UsageUpdate(input: 10, cacheWriteTotal: 2, cacheRead: 4, output: 55)),
      ])
    #expect(
      outcome.events.usage.tokens
        == TokenUsage(input: 10, cacheWrite5m: 2, cacheRead: 4, output: 55))
  }

  /// What one read brings of one block is one event.
  @Test func deltasOfOneReadComeTogether() throws {
    func delta(_ index: Int, _ text: String) -> [UInt8] {
      FrameBuilder.chunk(
        #"{"type":"content_block_delta","index":\#(index),"delta":{"type":"text_delta","text":"\#(text)"}}"#
      )
    }
    var decoder = NativeStreamDecoder()
    _ = try decoder.feed(FrameBuilder.chunk(Self.start) + delta(0, "a") + delta(1, "b"))
    let more = delta(0, "c") + delta(0, "") + delta(0, "d") + delta(1, "e") + delta(0, "f")
    #expect(
      try decoder.feed(more) == [
        .textDelta(index: 0, "cd"), .textDelta(index: 1, "e"), .textDelta(index: 0, "f"),
      ])
    #expect(try decoder.feed(delta(0, "g")) == [.textDelta(index: 0, "g")])
  }

  /// A good header block does not vouch for the next one.
  @Test func headersAreCheckedWheneverTheyChange() {
    let good = FrameBuilder.chunk(Self.start)
    let bad = FrameBuilder.frame(
      [(":event-type", "chunk"), (":content-type", "application/json"), (":event-type", "chunk")],
      [])
    let outcome = StreamOutcome(NativeStreamDecoder(), feeding: good + bad)
    #expect(outcome.events == [Self.started])
    #expect(outcome.failure?.kind == .protocolViolation)
  }

  @Test func unknownBlocksComeWholeAndRaw() {
    let outcome = outcome([
      Self.start,
      #"{"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"s1","name":"web_search","input":{}}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"q\":\"x\"}"}}"#,
      #"{"type":"content_block_stop","index":0}"#,
      #"{"type":"content_block_start","index":1,"content_block":{"type":"compaction","content":null}}"#,
      #"{"type":"content_block_delta","index":1,"delta":{"type":"compaction_delta","content":"sum"}}"#,
      #"{"type":"content_block_delta","index":1,"delta":{"type":"never_heard_of","x":1}}"#,
      #"{"type":"content_block_stop","index":1}"#, #"{"type":"never_heard_of"}"#, Self.stop,
    ])
    #expect(outcome.failure == nil)
    #expect(
      outcome.events.dropFirst() == [
        .blockStart(
          index: 0,
          .opaque([
            "type": "server_tool_use", "id": "s1", "name": "web_search", "input": ["q": "x"],
          ])), .blockStop(index: 0),
        .blockStart(index: 1, .opaque(["type": "compaction", "content": "sum"])),
        .blockStop(index: 1), .messageStop(usage: .none),
      ])
  }

  @Test func deltasOfABlockThatNeverBeganBeginIt() {
    let outcome = outcome([
      #"{"type":"content_block_delta","index":4,"delta":{"type":"text_delta","text":"a"}}"#,
      #"{"type":"content_block_delta","index":5,"delta":{"type":"thinking_delta","thinking":"b"}}"#,
      Self.stop,
    ])
    #expect(outcome.failure == nil)
    #expect(
      outcome.events == [
        .messageStart(id: nil, model: nil, usage: .none),
        .blockStart(index: 4, .text(initial: "")), .textDelta(index: 4, "a"),
        .blockStart(index: 5, .thinking), .thinkingDelta(index: 5, "b"), .blockStop(index: 4),
        .blockStop(index: 5), .messageStop(usage: .none),
      ])
  }

  @Test func inputGivenInTheStartOfAToolCallCountsUnlessDeltasCome() {
    func start(_ index: Int) -> String {
      #"{"type":"content_block_start","index":\#(index),"content_block":{"type":"tool_use","id":"t","name":"n","input":{"a":1}}}"#
    }
    let outcome = outcome([
      Self.start, start(0), #"{"type":"content_block_stop","index":0}"#, start(1),
      #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}}"#,
      #"{"type":"content_block_stop","index":1}"#, Self.stop,
    ])
    let inputs = outcome.events.compactMap { event -> String? in
      if case .toolInputDelta(_, let text) = event { text } else { nil }
    }
    #expect(inputs == [#"{"a":1}"#, "{}"])
  }

  @Test func iterationsWithACompactionAreSummed() {
    let outcome = outcome([
      Self.start,
      #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":181,"output_tokens":8,"cache_read_input_tokens":0,"iterations":[{"type":"compaction","input_tokens":100,"output_tokens":83,"cache_read_input_tokens":55096},{"type":"message","input_tokens":181,"output_tokens":8,"cache_read_input_tokens":0}]}}"#,
      Self.stop,
    ])
    #expect(
      outcome.events.usage.tokens
        == TokenUsage(input: 281, cacheWrite5m: 2, cacheRead: 55_096, output: 91))
  }

  @Test func hostileCountsAreBounded() {
    let outcome = outcome([
      #"{"type":"message_start","message":{"usage":{"input_tokens":9223372036854775807,"output_tokens":-5,"cache_creation":{"ephemeral_5m_input_tokens":9223372036854775807,"ephemeral_1h_input_tokens":9223372036854775807},"cache_creation_input_tokens":9223372036854775807,"cache_read_input_tokens":1.5}}}"#,
      Self.stop,
    ])
    let tokens = outcome.events.usage.tokens
    #expect(tokens.output == 0)
    #expect(tokens.cacheRead == 0)
    #expect(tokens.prompt > 0)
  }

  @Test func theOldCompletionAPI() {
    let outcome = outcome([
      #"{"type":"completion","completion":" Par","stop_reason":null,"stop":null}"#,
      #"{"completion":"is","stop_reason":"stop_sequence","stop":"\n\nHuman:","amazon-bedrock-invocationMetrics":{"inputTokenCount":16,"outputTokenCount":11}}"#,
    ])
    #expect(outcome.failure == nil)
    #expect(outcome.text == " Paris")
    #expect(
      outcome.events.suffix(2) == [
        .messageDelta(stopReason: .endTurn, stopSequence: nil, usage: .none),
        .messageStop(usage: UsageUpdate(input: 16, output: 11)),
      ])
  }

  @Test(arguments: [
    ["not json"], ["[1]"], [#"{"type":"message_start""#], [start, start],
    [start, stop, start],
    [
      #"{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{"}}"#
    ],
    [#"{"type":"content_block_delta","index":0,"delta":7}"#],
    [#"{"type":"content_block_start","index":0}"#],
  ])
  func violations(chunks: [String]) {
    let failure = outcome(chunks).failure
    #expect(failure?.kind == .protocolViolation)
    #expect(failure?.retry == .never)
  }

  @Test func whatIsNotBase64IsAViolation() {
    let outcome = StreamOutcome(
      NativeStreamDecoder(), feeding: FrameBuilder.event("chunk", #"{"bytes":"e30"}"#))
    #expect(outcome.failure?.kind == .protocolViolation)
  }

  @Test func anErrorEventInAChunkIsTheServices() {
    let outcome = outcome([
      Self.start,
      #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"r1"}"#,
    ])
    #expect(outcome.events == [Self.started])
    #expect(outcome.failure?.kind == .service(status: 529, code: "overloaded_error"))
    #expect(outcome.failure?.requestID == "r1")
  }

  @Test func anExceptionNamedAsAnEventIsAnException() {
    let outcome = StreamOutcome(
      NativeStreamDecoder(),
      feeding: FrameBuilder.event("throttlingException", #"{"message":"slow down"}"#))
    #expect(outcome.failure?.kind == .service(status: 429, code: "ThrottlingException"))
  }

  @Test func theFailureIsKnownWithTheEventsInFrontOfIt() throws {
    var decoder = NativeStreamDecoder()
    let events = try decoder.feed(
      FrameBuilder.chunk(Self.start) + FrameBuilder.exception("validationException", "no JSON"))
    #expect(events == [Self.started])
    #expect(decoder.failure?.kind == .service(status: 400, code: "ValidationException"))
    #expect(!decoder.isComplete)
    #expect(throws: ModelFailure.self) { try decoder.feed(FrameBuilder.chunk(Self.stop)) }
  }

  @Test func nothingAtAllIsIncomplete() {
    #expect(outcome([]).failure?.kind == .incompleteStream)
    #expect(outcome([]).failure?.retry == .transient)
    #expect(outcome([Self.start]).failure?.kind == .incompleteStream)
  }

  @Test func aPartOfAFrameBehindTheTerminatorIsIncomplete() {
    let bytes = FrameBuilder.chunk(Self.start) + FrameBuilder.chunk(Self.stop) + [0, 0]
    let outcome = StreamOutcome(NativeStreamDecoder(), feeding: bytes)
    #expect(outcome.failure?.kind == .incompleteStream)
  }

  @Test func anotherVendorsStreamIsRefusedWithAdvice() {
    let failure = outcome([#"{"outputText":"hi","index":0}"#]).failure
    #expect(failure?.kind == .protocolViolation)
    #expect(failure?.remedy?.contains("converse") == true)
  }
}
