import TestSupport
import Testing
import Wire

@testable import Bedrock
@testable import Engine

/// Thinking comes back to the service as it came from it: decoded, assembled,
/// stored in a conversation and sent again (bedrock-wire 4.3).
@Suite struct ThinkingReplayTests {
  private static let key = "claude-sonnet-5-5"

  /// The blocks of the assistant in the request that follows `events`.
  private static func replayed(_ events: [ModelEvent], api: ModelAPI = .invoke) throws
    -> [JSONValue]
  {
    var assembler = MessageAssembler()
    var steps: [MessageAssembler.Step] = []
    for event in events { try assembler.consume(event, into: &steps) }
    var conversation = Conversation()
    _ = conversation.appendPrompt("question")
    conversation.appendAnswer(assembler.answer().content, modelKey: key, ending: .whole)
    _ = conversation.appendPrompt("and then?")
    let request = try SampleRequest.make(
      key, api: api, messages: conversation.requestMessages(for: key))
    let body = api == .converse ? ConverseBody.make(request) : MessagesBody.native(request)
    return body["messages"]?[1]?["content"]?.array ?? []
  }

  private static func stream(_ blocks: [String]) throws -> [ModelEvent] {
    var reducer = MessagesEventReducer()
    var events: [ModelEvent] = []
    func read(_ json: String) throws { try reducer.read(Array(json.utf8)[...], into: &events) }
    try read(#"{"type":"message_start","message":{"usage":{}}}"#)
    for (index, block) in (blocks + [#"{"type":"text","text":"Yes."}"#]).enumerated() {
      try read(#"{"type":"content_block_start","index":\#(index),"content_block":\#(block)}"#)
      try read(#"{"type":"content_block_stop","index":\#(index)}"#)
    }
    try read(#"{"type":"message_stop"}"#)
    return events
  }

  /// Blocks that come whole, streamed and not, go back byte for byte.
  @Test(arguments: [
    #"{"type":"thinking","thinking":"Line\nwith \"quotes\", 日本 and 👍🏽\u0001","signature":"EuYB+/=="}"#,
    #"{"type":"thinking","thinking":"","signature":"Eu0CCkgI"}"#,
    #"{"type":"thinking","thinking":"a","signature":"b","kind":{"x":[1.50,null]},"last":true}"#,
    #"{"signature":"b","type":"thinking","note":1e3,"thinking":"a"}"#,
    #"{"type":"redacted_thinking","data":"EtkECkgI"}"#,
  ])
  func everyFormIsKept(block: String) throws {
    let streamed = try Self.replayed(Self.stream([block]))
    let whole = try Self.replayed(
      ResponseBodyDecoding.native(
        Array(#"{"content":[\#(block),{"type":"text","text":"Yes."}],"usage":{}}"#.utf8)))
    for blocks in [streamed, whole] {
      #expect(blocks.map { String(decoding: $0.serialized(), as: UTF8.self) }.first == block)
      #expect(blocks.count == 2)
    }
  }

  /// Text and signature in pieces make the block that they are pieces of.
  @Test func deltasMakeTheBlock() throws {
    var reducer = MessagesEventReducer()
    var events: [ModelEvent] = []
    for json in [
      #"{"type":"message_start","message":{}}"#,
      #"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":"","v":2}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"The us"}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"er asks"}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EuYB"}}"#,
      #"{"type":"content_block_stop","index":0}"#,
      #"{"type":"content_block_start","index":1,"content_block":{"type":"text","text":"Yes."}}"#,
      #"{"type":"content_block_stop","index":1}"#, #"{"type":"message_stop"}"#,
    ] { try reducer.read(Array(json.utf8)[...], into: &events) }
    let block = try #require(try Self.replayed(events).first)
    #expect(
      String(decoding: block.serialized(), as: UTF8.self)
        == #"{"type":"thinking","thinking":"The user asks","signature":"EuYB","v":2}"#)
  }

  /// Encrypted thoughts survive Converse, which wraps them once more.
  @Test func redactedThoughtsSurviveConverse() throws {
    let body = #"""
      {"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"redactedContent":"RXRrRUNrZ0k="}},{"text":"Yes."}]}},"stopReason":"end_turn"}
      """#
    let events = try ResponseBodyDecoding.converse(Array(body.utf8))
    #expect(
      try Self.replayed(events, api: .converse).first
        == ["reasoningContent": ["redactedContent": "RXRrRUNrZ0k="]])
    #expect(
      try Self.replayed(events).first == ["type": "redacted_thinking", "data": "EtkECkgI"])
  }

  /// Every recorded thought with a signature.
  @Test(.enabled(if: TestData.isAvailable, "set ADIT_TEST_DATA"))
  func recordedThoughtsComeBack() throws {
    var seen = 0
    for capture in CaptureTests.streams {
      let events = (try? capture.decodedEvents()) ?? []
      let thoughts = events.contains {
        if case .signatureDelta = $0 { true } else { false }
      }
      guard thoughts else { continue }
      seen += 1
      var text = ""
      var signature = ""
      for event in events {
        if case .thinkingDelta(_, let more) = event { text += more }
        if case .signatureDelta(_, let more) = event { signature += more }
      }
      let blocks = try Self.replayed(events)
      let replayed = blocks.filter { $0["type"] == "thinking" }
      #expect(replayed.compactMap { $0["thinking"]?.string }.joined() == text, "\(capture.path)")
      #expect(
        replayed.compactMap { $0["signature"]?.string }.joined() == signature, "\(capture.path)")
    }
    #expect(seen > 5)
  }
}

extension Capture {
  /// Everything that the stream says.
  fileprivate func decodedEvents() throws -> [ModelEvent] {
    var decoder = decoder
    let events = try decoder.feed(bytes)
    try decoder.finish()
    return events
  }
}
