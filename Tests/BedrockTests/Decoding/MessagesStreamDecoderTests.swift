import Bedrock
import Engine
import FuzzEntry
import Testing

@Suite struct MessagesStreamDecoderTests {
  private func outcome(_ text: String) -> StreamOutcome {
    let bytes = Array(text.utf8)
    let whole = StreamOutcome(MessagesStreamDecoder(), feeding: bytes)
    let bytewise = StreamOutcome(
      MessagesStreamDecoder(), feeding: bytes.indices.map { bytes[$0...$0] })
    #expect(bytewise == whole)
    return whole
  }

  private static let answer = """
    event: message_start
    data: {"type":"message_start","message":{"id":"m","model":"c","usage":{"input_tokens":5,"output_tokens":1}}}

    event: ping
    data: {"type": "ping"}

    event: content_block_delta
    data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hé"}               }

    event: message_delta
    data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":7}  }


    """
  private static let stop =
    "event: message_stop\ndata: {\"type\":\"message_stop\"             }\n\n"

  @Test(arguments: ["", "data: [DONE]\n\n", ": bye\n", "\n\n"])
  func completeAnswers(trailer: String) {
    let outcome = outcome(Self.answer + Self.stop + trailer)
    #expect(outcome.failure == nil)
    #expect(
      outcome.events == [
        .messageStart(id: "m", model: "c", usage: UsageUpdate(input: 5, output: 1)), .ping,
        .blockStart(index: 0, .text(initial: "")), .textDelta(index: 0, "hé"),
        .messageDelta(stopReason: .endTurn, stopSequence: nil, usage: UsageUpdate(output: 7)),
        .blockStop(index: 0), .messageStop(usage: .none),
      ])
  }

  @Test func withoutItsTerminatorItIsIncomplete() {
    #expect(outcome("").failure?.kind == .incompleteStream)
    #expect(outcome(Self.answer).failure?.kind == .incompleteStream)
    #expect(outcome(Self.answer + Self.stop.dropLast()).failure?.kind == .incompleteStream)
    #expect(outcome(Self.answer + Self.stop + "data: {").failure?.kind == .incompleteStream)
  }

  @Test(arguments: [
    (
      #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#, 529,
      "overloaded_error"
    ),
    (#"{"error":{"type":"rate_limit_error","message":"Slow"}}"#, 429, "rate_limit_error"),
    ("upstream connect error", 500, "api_error"),
  ])
  func errors(data: String, status: Int, code: String) {
    let outcome = outcome(Self.answer + "event: error\ndata: \(data)\n\n")
    #expect(outcome.failure?.kind == .service(status: status, code: code))
    #expect(outcome.text == "hé")
  }

  @Test func typeCountsNotTheEventsName() {
    let outcome = outcome(
      Self.answer.replacing("event: ping", with: "event: whatever")
        .replacing("event: message_start\n", with: "") + Self.stop)
    #expect(outcome.failure == nil)
    #expect(outcome.text == "hé")
  }

  @Test func whatIsNotJSONIsAViolation() {
    #expect(outcome("data: hello\n\n").failure?.kind == .protocolViolation)
  }
}
