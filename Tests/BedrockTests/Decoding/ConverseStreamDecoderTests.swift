import Bedrock
import Engine
import FuzzEntry
import Testing
import Wire

@Suite struct ConverseStreamDecoderTests {
  private func outcome(_ events: [(String, String)]) -> StreamOutcome {
    StreamOutcome(
      ConverseStreamDecoder(), feeding: events.flatMap { FrameBuilder.event($0.0, $0.1) })
  }

  private static let start = ("messageStart", #"{"role":"assistant","p":"ab"}"#)
  private static let stop = ("messageStop", #"{"stopReason":"end_turn"}"#)
  private static let metadata = (
    "metadata",
    #"{"usage":{"inputTokens":12,"outputTokens":250,"totalTokens":1290,"serverToolUsage":{},"cacheReadInputTokens":0,"cacheReadInputTokenCount":0,"cacheWriteInputTokens":1028,"cacheDetails":[{"ttl":"1h","inputTokens":1000},{"ttl":"5m","inputTokens":28}]},"metrics":{"latencyMs":1}}"#
  )
  private static let started = ModelEvent.messageStart(id: nil, model: nil, usage: .none)

  private func delta(_ index: Int, _ delta: String) -> (String, String) {
    ("contentBlockDelta", #"{"contentBlockIndex":\#(index),"delta":\#(delta),"p":"abc"}"#)
  }

  private func end(_ index: Int) -> (String, String) {
    ("contentBlockStop", #"{"contentBlockIndex":\#(index)}"#)
  }

  @Test func everyKindOfBlockAndDelta() {
    let outcome = outcome([
      Self.start, delta(0, #"{"reasoningContent":{"text":"hm"}}"#),
      delta(0, #"{"reasoningContent":{"signature":"sig"}}"#), end(0),
      delta(1, #"{"citation":{"title":"t"}}"#), delta(1, #"{"text":"é🙂"}"#), end(1),
      (
        "contentBlockStart",
        #"{"contentBlockIndex":2,"start":{"toolUse":{"name":"run","toolUseId":"t1","type":"tool_use"}}}"#
      ), delta(2, #"{"toolUse":{"input":""}}"#), delta(2, #"{"toolUse":{"input":"{\"a\":1}"}}"#),
      end(2), end(3), delta(4, #"{"neverHeardOf":1}"#),
      (
        "messageStop",
        #"{"stopReason":"stop_sequence","additionalModelResponseFields":{"stop_sequence":"END"}}"#
      ), Self.metadata,
    ])
    #expect(outcome.failure == nil)
    #expect(
      outcome.events == [
        Self.started, .blockStart(index: 0, .thinking), .thinkingDelta(index: 0, "hm"),
        .signatureDelta(index: 0, "sig"), .blockStop(index: 0),
        .blockStart(index: 1, .text(initial: "")), .citation(index: 1, ["title": "t"]),
        .textDelta(index: 1, "é🙂"), .blockStop(index: 1),
        .blockStart(index: 2, .toolUse(id: "t1", name: "run")),
        .toolInputDelta(index: 2, #"{"a":1}"#), .blockStop(index: 2),
        .blockStart(index: 3, .text(initial: "")), .blockStop(index: 3),
        .messageDelta(stopReason: .stopSequence, stopSequence: "END", usage: .none),
        .messageStop(
          usage: UsageUpdate(
            input: 12, cacheWrite5m: 28, cacheWrite1h: 1_000, cacheWriteTotal: 1_028,
            cacheRead: 0, output: 250)),
      ])
    #expect(outcome.events.usage.tokens.prompt + outcome.events.usage.tokens.output == 1_290)
  }

  /// Bedrock-wire 1.8: the ASCII of the native block in Base64; elsewhere it
  /// may be the bytes themselves, which stay as they are.
  @Test(arguments: [
    ("RXRrRUNrZ0k=", "EtkECkgI"), ("AAFvdG4xdWUtYnl0ZXM=", "AAFvdG4xdWUtYnl0ZXM="), ("?", "?"),
  ])
  func redactedReasoning(encoded: String, data: String) throws {
    let outcome = outcome([
      Self.start, delta(0, #"{"reasoningContent":{"redactedContent":"\#(encoded)"}}"#), end(0),
      Self.stop, Self.metadata,
    ])
    #expect(outcome.failure == nil)
    #expect(outcome.events[1] == .blockStart(index: 0, .redactedThinking(data: data)))
    let body =
      #"{"output":{"message":{"content":[{"reasoningContent":{"redactedContent":"\#(encoded)"}}]}}}"#
    let whole = try ResponseBodyDecoding.converse(Array(body.utf8))
    #expect(whole[1] == outcome.events[1])
  }

  @Test func toolsThatBedrockRunsAreNotOurs() {
    let outcome = outcome([
      Self.start,
      (
        "contentBlockStart",
        #"{"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"t","name":"grounding","type":"server_tool_use"}}}"#
      ), delta(0, #"{"toolUse":{"input":"{\"q\":1}"}}"#), end(0),
      (
        "contentBlockStart",
        #"{"contentBlockIndex":1,"start":{"toolResult":{"toolUseId":"t","status":"success"}}}"#
      ), delta(1, #"{"toolResult":[{"text":"a"}]}"#), delta(1, #"{"toolResult":[{"text":"b"}]}"#),
      end(1), Self.stop, Self.metadata,
    ])
    #expect(outcome.failure == nil)
    #expect(
      outcome.events[1...4] == [
        .blockStart(
          index: 0,
          .opaque([
            "toolUse": [
              "toolUseId": "t", "name": "grounding", "type": "server_tool_use", "input": ["q": 1],
            ]
          ])), .blockStop(index: 0),
        .blockStart(
          index: 1,
          .opaque([
            "toolResult": [
              "toolUseId": "t", "status": "success", "content": [["text": "a"], ["text": "b"]],
            ]
          ])), .blockStop(index: 1),
      ])
  }

  @Test func isCompleteOnlyWithBothStopAndUsage() {
    let text = delta(0, #"{"text":"a"}"#)
    #expect(outcome([Self.start, text, Self.stop]).failure?.kind == .incompleteStream)
    #expect(outcome([Self.start, text, Self.metadata]).failure?.kind == .incompleteStream)
    #expect(outcome([]).failure?.kind == .incompleteStream)
    #expect(outcome([Self.start, text, Self.stop, Self.metadata]).failure == nil)
    #expect(outcome([Self.start, text, Self.metadata, Self.stop]).failure == nil)
  }

  @Test func twoMessagesInOneStreamAreAViolation() {
    #expect(outcome([Self.start, Self.start]).failure?.kind == .protocolViolation)
    #expect(outcome([Self.start, Self.stop, Self.stop]).failure?.kind == .protocolViolation)
    #expect(outcome([("messageStop", "no JSON")]).failure?.kind == .protocolViolation)
    #expect(outcome([delta(0, "{")]).failure?.kind == .protocolViolation)
  }

  /// The same answer through both operations makes the same message.
  @Test func equalsTheNativeReducer() {
    let native = [
      #"{"type":"message_start","message":{"usage":{}}}"#,
      #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}"#,
      #"{"type":"content_block_stop","index":0}"#,
      #"{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"n","input":{}}}"#,
      #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}}"#,
      #"{"type":"content_block_stop","index":1}"#,
      #"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{}}"#,
      #"{"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":1,"outputTokenCount":2}}"#,
    ]
    let converse = outcome([
      Self.start, delta(0, #"{"text":"Hi"}"#), end(0),
      (
        "contentBlockStart",
        #"{"contentBlockIndex":1,"start":{"toolUse":{"name":"n","toolUseId":"t"}}}"#
      ), delta(1, #"{"toolUse":{"input":"{}"}}"#), end(1),
      ("messageStop", #"{"stopReason":"tool_use"}"#),
      ("metadata", #"{"usage":{"inputTokens":1,"outputTokens":2}}"#),
    ])
    let other = StreamOutcome(
      NativeStreamDecoder(), feeding: native.flatMap(FrameBuilder.chunk))
    #expect(converse.failure == nil)
    #expect(converse == other)
  }
}
