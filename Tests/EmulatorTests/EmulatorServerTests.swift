import TestSupport
import Testing
import Wire

@testable import Emulator

@Suite struct EmulatorServerTests {
  typealias Harness = EmulatorHarness

  @Test(arguments: ["0.0.0.0", "192.168.1.1", "::", "example.com"])
  func refusesOtherAddresses(host: String) {
    var configuration = EmulatorConfiguration()
    configuration.host = host
    #expect {
      try EmulatorServer(configuration).start()
    } throws: { error in
      (error as? EmulatorError)?.code == .notLoopback
    }
  }

  @Test func nativeStream() throws {
    let harness = try Harness([
      .init(
        .message(
          .init([
            .thinking("let me see", signature: ""), .text("Hello, world"),
            .toolUse(id: "", name: "ls", input: ["path": "a"]),
          ])))
    ])
    let (answer, _) = try harness.stream()
    #expect(answer.status == 200)
    #expect(answer.headers["content-type"] == "application/vnd.amazon.eventstream")
    #expect(answer.isComplete)
    let frames = answer.frames
    #expect(frames.damaged == 0 && frames.rest == 0)
    #expect(frames.good.count == answer.chunks.count, "one frame in each chunk")
    let padded = frames.good.filter { $0.json["p"]?.string?.isEmpty == false }
    #expect(padded.count == frames.good.count)
    let events = answer.nativeEvents
    #expect(
      events.map { $0["type"]?.string ?? "" } == [
        "message_start", "content_block_start", "content_block_delta", "content_block_delta",
        "content_block_delta", "content_block_delta", "content_block_stop", "content_block_start",
        "content_block_delta", "content_block_delta", "content_block_stop", "content_block_start",
        "content_block_delta", "content_block_delta", "content_block_delta",
        "content_block_stop", "message_delta", "message_stop",
      ])
    #expect(
      events[0]["message"]?["usage"] == [
        "input_tokens": 5, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0,
        "cache_creation": ["ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0],
        "output_tokens": 1,
      ])
    #expect(events[16]["delta"]?["stop_reason"] == "tool_use")
    #expect(events[16]["usage"]?["output_tokens"] == 7)
    let metrics = events[17]["amazon-bedrock-invocationMetrics"]
    #expect(metrics?["inputTokenCount"] == 5 && metrics?["outputTokenCount"] == 7)
    #expect(harness.server.requests.map(\.status) == [200])
    #expect(harness.server.requests[0].outcome == .answered)
  }

  @Test func converseStream() throws {
    let harness = try Harness([
      .init(
        .message(
          .init([
            .thinking("hm", signature: "s"), .redactedThinking(data: "EtkE"), .text("Hello"),
            .toolUse(id: "t1", name: "ls", input: .object(JSONObject())),
          ])))
    ])
    let (answer, _) = try harness.exchange(
      Harness.request(
        "/model/\(Harness.sonnet)/converse-stream", body: Harness.converse("hi")))
    #expect(
      answer.frames.good.map { $0.header(":event-type") ?? "" } == [
        "messageStart", "contentBlockDelta", "contentBlockDelta", "contentBlockStop",
        "contentBlockDelta", "contentBlockStop", "contentBlockDelta", "contentBlockStop",
        "contentBlockStart", "contentBlockDelta", "contentBlockDelta", "contentBlockStop",
        "messageStop", "metadata",
      ])
    let payloads = answer.frames.good.map(\.json)
    #expect(
      payloads[4]["delta"] == ["reasoningContent": ["redactedContent": "RXRrRQ=="]])
    #expect(payloads[12]["stopReason"] == "tool_use")
    #expect(
      payloads[13]["usage"] == [
        "inputTokens": 5, "outputTokens": 4, "totalTokens": 9,
        "serverToolUsage": .object(JSONObject()),
      ])
  }

  @Test func wholeAnswers() throws {
    let step = EmulatorScript.Step(.message(.init([.text("Hello")])), times: nil)
    let harness = try Harness([step])
    let native = try harness.exchange(
      Harness.request("/model/\(Harness.sonnet)/invoke", body: Harness.native("hi"))
    ).answer
    #expect(native.json["content"] == [["type": "text", "text": "Hello"]])
    #expect(native.headers["x-amzn-bedrock-output-token-count"] == "1")
    let converse = try harness.exchange(
      Harness.request("/model/\(Harness.sonnet)/converse", body: Harness.converse("hi"))
    ).answer
    #expect(
      converse.json["output"]
        == ["message": ["role": "assistant", "content": [["text": "Hello"]]]])
  }

  @Test(arguments: ["/v1/messages", "/anthropic/v1/messages"])
  func serverSentEvents(path: String) throws {
    let harness = try Harness([.init(.message(.init([.text("Hello")])), times: nil)])
    let headers = ["x-api-key: k", "anthropic-version: 2023-06-01"]
    let answer = try harness.exchange(
      Harness.request(path, body: Harness.messages("hi", streams: true), headers: headers)
    ).answer
    #expect(answer.headers["content-type"] == "text/event-stream; charset=utf-8")
    #expect(
      answer.serverSentEvents.map { $0["type"]?.string ?? "" } == [
        "message_start", "content_block_start", "ping", "content_block_delta",
        "content_block_stop", "message_delta", "message_stop",
      ])
    #expect(answer.text.hasPrefix(path == "/v1/messages" ? "event: " : "data: "))
    let whole = try harness.exchange(
      Harness.request(path, body: Harness.messages("hi", streams: false), headers: headers)
    ).answer
    #expect(whole.json["stop_reason"] == "end_turn")
    let nobody = try harness.exchange(
      Harness.request(path, body: Harness.messages("hi", streams: true), headers: [])
    ).answer
    #expect(nobody.status == 401)
    #expect(nobody.json["error"]?["type"] == "authentication_error")
  }

  @Test func maxTokensCutsTheReply() throws {
    let harness = try Harness([.init(.message(.init([.text("one two three four")])))])
    let answer = try harness.exchange(
      Harness.request(
        "/model/\(Harness.sonnet)/invoke", body: Harness.native("hi", maxTokens: 2))
    ).answer
    #expect(answer.json["stop_reason"] == "max_tokens")
    #expect(answer.json["content"]?[0]?["text"] == "one two")
  }

  @Test func countsAndLists() throws {
    let harness = try Harness()
    let count = try harness.exchange(
      Harness.request(
        "/model/anthropic.claude-haiku-4-5-20251001-v1%3A0/count-tokens",
        body: #"{"input":{"converse":\#(Harness.converse("hello hello"))}}"#)
    ).answer
    #expect(count.json == ["inputTokens": 7])
    var seen: [String] = []
    var query = "maxResults=10"
    while true {
      let page = try harness.exchange(
        Harness.request("/inference-profiles?\(query)", body: "", method: "GET")
      ).answer.json
      let items = page["inferenceProfileSummaries"]?.array ?? []
      seen += items.compactMap { $0["inferenceProfileId"]?.string }
      guard let token = page["nextToken"]?.string else { break }
      query = "maxResults=10&nextToken=\(token)"
    }
    #expect(seen.count == Set(seen).count)
    #expect(seen.contains(Harness.sonnet))
    let models = try harness.exchange(
      Harness.request("/foundation-models?byProvider=Anthropic", body: "", method: "GET")
    ).answer.json
    let listed = models["modelSummaries"]?.array ?? []
    #expect(listed.count == ModelRules.all.count { !$0.isRetired })
    let legacy = listed.filter { $0["modelLifecycle"]?["status"] == "LEGACY" }
    #expect(
      legacy.map { $0["modelId"]?.string } == [
        "anthropic.claude-opus-4-1-20250805-v1:0", "anthropic.claude-3-haiku-20240307-v1:0",
      ])
  }

  @Test func applicationProfilesAreListedAndCalled() throws {
    let harness = try Harness {
      $0.applicationProfiles = ["abc": "anthropic.claude-opus-4-5-20251101-v1:0"]
    }
    let arn = "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/abc"
    let path =
      "arn%3Aaws%3Abedrock%3Aus-east-1%3A000000000000%3Aapplication-inference-profile%2Fabc"
    let list = try harness.exchange(
      Harness.request("/inference-profiles?type=APPLICATION", body: "", method: "GET")
    ).answer.json
    let one = try harness.exchange(
      Harness.request("/inference-profiles/\(path)", body: "", method: "GET")
    ).answer.json
    #expect(list["inferenceProfileSummaries"]?.array == [one])
    #expect(one["inferenceProfileArn"]?.string == arn)
    #expect(one["models"]?.array?.count == 3)
    // Its model's rules hold: Opus 4.5 gives 64,000 tokens at most.
    let refused = try harness.exchange(
      Harness.request("/model/\(path)/invoke", body: Harness.native("hi"))
    ).answer
    #expect(refused.status == 400)
    let missing = try harness.exchange(
      Harness.request("/inference-profiles/none", body: "", method: "GET")
    ).answer
    #expect(missing.status == 404)
  }

  @Test func listingCanBeDenied() throws {
    let harness = try Harness { $0.deniesListing = true }
    for path in ["/foundation-models", "/inference-profiles", "/inference-profiles/x"] {
      let answer = try harness.exchange(Harness.request(path, body: "", method: "GET")).answer
      #expect(answer.status == 403)
    }
  }

  @Test func refusalsLookLikeTheService() throws {
    let harness = try Harness()
    let answer = try harness.exchange(
      Harness.request("/model/nonsense/converse", body: Harness.converse("hi"))
    ).answer
    #expect(answer.status == 400)
    #expect(
      answer.headers["x-amzn-errortype"]
        == "ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/")
    #expect(answer.json == ["message": "The provided model identifier is invalid."])
    #expect(answer.headers["x-amzn-requestid"]?.count == 36)
    let unsigned = try harness.exchange(
      Harness.request("/model/x/converse", body: "{}", headers: [])
    ).answer
    #expect(unsigned.status == 403)
    #expect(
      harness.server.requests.last?.refusal
        == "MissingAuthenticationTokenException: Missing Authentication Token")
  }

  @Test func oneConnectionServesManyRequests() throws {
    let harness = try Harness([.init(.message(.init([.text("Hello")])), times: nil)])
    let client = try harness.client()
    let head = "HEAD / HTTP/1.1\r\nhost: x\r\n\r\n"
    let path = "/model/\(Harness.sonnet)/invoke"
    let body = Harness.native("hi")
    client.send(head + Harness.request(path, body: body, keepsAlive: true))
    client.send(Harness.request(path, body: body))
    let text = String(decoding: client.receiveAll().bytes, as: UTF8.self)
    #expect(text.split(separator: "HTTP/1.1 ").map { $0.prefix(3) } == ["404", "200", "200"])
    #expect(harness.server.requests.map(\.connection) == [0, 0, 0])
  }

  @Test func stepsAreTakenInOrder() throws {
    let harness = try Harness([
      .init(.failure(.init(status: 429, name: "ThrottlingException", message: "slow")), times: 2),
      .init(
        .message(.init([.text("opus")])), match: .init(model: "opus"), times: nil),
      .init(.message(.init([.text("first")]))),
    ])
    let statuses = try (0..<3).map { _ in try harness.stream().answer.status }
    #expect(statuses == [429, 429, 200])
    #expect(try harness.stream("hello").answer.nativeEvents.count > 100, "the tour takes over")
  }
}
