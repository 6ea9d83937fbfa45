import Testing
import Wire

@testable import Emulator

@Suite struct ScriptParserTests {
  private func parse(_ text: String) throws(EmulatorError) -> [EmulatorScript.Step] {
    try EmulatorScript(parsing: Array(text.utf8)) { path in
      path == "a.sse" ? [1, 2] : nil
    }.steps
  }

  @Test func everyKind() throws {
    let steps = try parse(
      """
      {"steps": [ // comments are fine
        {"text": "hi", "tokensPerSecond": 5, "stopReason": "refusal"},
        {"when": {"index": 1, "operation": "converse-stream", "model": "opus", "prompt": "x"},
         "error": "ThrottlingException", "times": 2, "headers": {"Retry-After": "1"}},
        {"blocks": [{"thinking": "hm"}, {"redacted": "d"}, {"tool": "ls", "input": {"a": 1}}],
         "times": "always"},
        {"replayFile": "a.sse"},
        {"status": 502, "body": "<html>"},
        {"tour": true, "faults": {"exception": {"token": 3, "name": "throttlingException"},
          "writeSizes": [1, 2], "contentType": ""}},
      ]}
      """)
    var faults = EmulatorFaults()
    faults.exception = .init(
      token: 3, name: "throttlingException",
      message: "Too many requests, please wait before trying again.")
    faults.writeSizes = .cycle([1, 2])
    faults.contentType = ""
    #expect(
      steps == [
        .init(.message(.init([.text("hi")], stopReason: "refusal")), tokensPerSecond: 5),
        .init(
          .failure(
            .init(
              status: 429, name: "ThrottlingException",
              message: "Too many requests, please wait before trying again.")),
          match: .init(index: 1, operation: .converseStream, model: "opus", prompt: "x"), times: 2,
          headers: [EmulatorHeader("retry-after", "1")]),
        .init(
          .message(
            .init([
              .thinking("hm", signature: ""), .redactedThinking(data: "d"),
              .toolUse(id: "", name: "ls", input: ["a": 1]),
            ])), times: nil),
        .init(
          .raw(status: 200, contentType: "text/event-stream; charset=utf-8", body: [1, 2])),
        .init(.raw(status: 502, contentType: "text/html", body: Array("<html>".utf8))),
        .init(.tour, faults: faults),
      ])
  }

  @Test(arguments: [
    ("[\n{\"text\": 1}]", "line 2: \"text\" must be a text"),
    ("[\n\n{\"txt\": \"a\"}]", "line 3: \"txt\" is not known here"),
    ("[{}]", "line 1: a step needs text, blocks, error, body, replayFile or tour"),
    ("[{\"error\": \"Odd\"}]", "line 1: error \"Odd\" needs a \"status\""),
    ("[{\"replayFile\": \"b\"}]", "line 1: \"b\" cannot be read"),
    ("[{\"text\": \"a\", \"times\": -1}]", "line 1: \"times\" must be a whole number from 0"),
    ("{\n", "line 2: an object that is never closed"),
    (
      "[{\"tour\": true,\n\"faults\": {\"writeSizes\": [0]}}]",
      "line 2: writeSizes is a list of sizes above 0"
    ),
  ])
  func errorsNameTheLine(text: String, message: String) {
    #expect(throws: EmulatorError(.script, message)) { try parse(text) }
  }
}
