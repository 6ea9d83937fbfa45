import Bedrock
import Engine
import FuzzEntry
import Testing
import Wire

@Suite struct ResponseBodyDecodingTests {
  @Test func nativeBody() throws {
    let body = #"""
      {"id":"m","type":"message","role":"assistant","model":"c","content":[
      {"type":"thinking","thinking":"hm","signature":"s"},
      {"type":"text","text":"hi","citations":[{"title":"t"}]},
      {"type":"tool_use","id":"t1","name":"run","input":{"b":1,"a":[2.50]}},
      {"type":"redacted_thinking","data":"E"},
      {"type":"web_search_tool_result","content":[]}],
      "stop_reason":"stop_sequence","stop_sequence":"X","usage":{"input_tokens":3,"output_tokens":4}}
      """#
    let usage = UsageUpdate(input: 3, output: 4)
    #expect(
      try ResponseBodyDecoding.native(Array(body.utf8)) == [
        .messageStart(id: "m", model: "c", usage: usage), .blockStart(index: 0, .thinking),
        .thinkingDelta(index: 0, "hm"), .signatureDelta(index: 0, "s"), .blockStop(index: 0),
        .blockStart(index: 1, .text(initial: "")), .citation(index: 1, ["title": "t"]),
        .textDelta(index: 1, "hi"), .blockStop(index: 1),
        .blockStart(index: 2, .toolUse(id: "t1", name: "run")),
        .toolInputDelta(index: 2, #"{"b":1,"a":[2.50]}"#), .blockStop(index: 2),
        .blockStart(index: 3, .redactedThinking(data: "E")), .blockStop(index: 3),
        .blockStart(index: 4, .opaque(["type": "web_search_tool_result", "content": []])),
        .blockStop(index: 4),
        .messageDelta(stopReason: .stopSequence, stopSequence: "X", usage: usage),
        .messageStop(usage: .none),
      ])
  }

  @Test func converseBody() throws {
    let body = #"""
      {"output":{"message":{"role":"assistant","content":[
      {"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},{"text":"hi"},
      {"citationsContent":{"content":[{"text":"a"},{"text":"b"}],"citations":[{"title":"t"}]}},
      {"toolUse":{"toolUseId":"t1","name":"run","input":{}}},{"image":{"format":"png"}}]}},
      "stopReason":"tool_use","usage":{"inputTokens":3,"outputTokens":4,"cacheReadInputTokens":5},
      "metrics":{"latencyMs":1}}
      """#
    #expect(
      try ResponseBodyDecoding.converse(Array(body.utf8)) == [
        .messageStart(id: nil, model: nil, usage: .none), .blockStart(index: 0, .thinking),
        .thinkingDelta(index: 0, "hm"), .signatureDelta(index: 0, "s"), .blockStop(index: 0),
        .blockStart(index: 1, .text(initial: "")), .textDelta(index: 1, "hi"),
        .blockStop(index: 1), .blockStart(index: 2, .text(initial: "")),
        .citation(index: 2, ["title": "t"]), .textDelta(index: 2, "ab"), .blockStop(index: 2),
        .blockStart(index: 3, .toolUse(id: "t1", name: "run")), .toolInputDelta(index: 3, "{}"),
        .blockStop(index: 3), .blockStart(index: 4, .opaque(["image": ["format": "png"]])),
        .blockStop(index: 4), .messageDelta(stopReason: .toolUse, stopSequence: nil, usage: .none),
        .messageStop(usage: UsageUpdate(input: 3, cacheRead: 5, output: 4)),
      ])
  }

  @Test func anErrorInABodyIsTheServices() throws {
    let body = #"{"type":"error","error":{"type":"invalid_request_error","message":"no"}}"#
    let failure = #expect(throws: ModelFailure.self) {
      try ResponseBodyDecoding.native(Array(body.utf8))
    }
    #expect(failure?.kind == .service(status: 400, code: "invalid_request_error"))
  }

  @Test(arguments: ["", "<html>", "{}", "[]", #"{"completion":"x"}"#, #"{"results":[]}"#])
  func anythingElseIsAViolation(body: String) {
    let bytes = Array(body.utf8)
    let native = #expect(throws: ModelFailure.self) { try ResponseBodyDecoding.native(bytes) }
    #expect(native?.kind == .protocolViolation)
    let converse = #expect(throws: ModelFailure.self) { try ResponseBodyDecoding.converse(bytes) }
    #expect(converse?.kind == .protocolViolation)
  }
}
