import Engine
import FuzzEntry
import TestSupport
import Testing

@testable import Bedrock

@Suite struct BedrockClientTests {
  private static let eventStream = HTTPHeader(
    "content-type", "application/vnd.amazon.eventstream")
  private static let environment = [
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret",
    "ANTHROPIC_API_KEY": "sk-ant-test",
  ]

  private static func client(
    _ transport: FakeTransport, environment: [String: String] = environment
  ) -> BedrockClient {
    BedrockClient(
      settings: ServiceSettings(environment: environment),
      bedrockCredentials: EnvironmentCredentialProvider(environment: environment),
      directCredentials: EnvironmentCredentialProvider(environment: environment, service: .direct),
      transport: transport, unixSeconds: { 1_795_235_525 })
  }

  private static func vector(_ name: String) throws -> [UInt8] {
    let path = "\(TestData.packageRoot)/Tests/WireTests/Vectors/eventstream/\(name).bin"
    return try #require(TestData.read(path), "\(path)")
  }

  private static func answer(
    _ chunks: [[UInt8]], status: Int = 200, headers: [HTTPHeader] = [eventStream],
    end: HTTPFailure? = nil
  ) -> FakeTransport.Step {
    .answer(status: status, headers: headers, chunks: chunks, end: end)
  }

  private static func pieces(_ bytes: [UInt8], of size: Int) -> [[UInt8]] {
    stride(from: 0, to: bytes.count, by: size).map {
      Array(bytes[$0..<min($0 + size, bytes.count)])
    }
  }

  /// Every event until `nil`, and the failure that ended it, if any.
  private static func read(
    _ answer: any ModelAnswer
  ) async -> (events: [ModelEvent], failure: ModelFailure?) {
    var events: [ModelEvent] = []
    do throws(ModelFailure) {
      while let batch = try await answer.next() { events += batch }
      return (events, nil)
    } catch {
      return (events, error)
    }
  }

  private static func failure(
    _ transport: FakeTransport, _ request: ModelRequest,
    environment: [String: String] = environment
  ) async -> ModelFailure? {
    do throws(ModelFailure) {
      return await read(try await client(transport, environment: environment).open(request)).failure
    } catch {
      return error
    }
  }

  private static func text(of events: [ModelEvent]) -> String {
    events.reduce(into: "") { text, event in
      if case .textDelta(_, let more) = event { text += more }
    }
  }

  // MARK: Streams

  @Test(arguments: [1, 7, 100_000], [ModelAPI.invoke, .converse])
  func streamsInAnySplit(size: Int, api: ModelAPI) async throws {
    let bytes = try Self.vector(
      api == .invoke ? "native_full_stream" : "converse_full_text_stream")
    let requestID = HTTPHeader("x-amzn-requestid", "id-1")
    let whole = FakeTransport([Self.answer([bytes], headers: [Self.eventStream])])
    let split = FakeTransport([
      Self.answer(Self.pieces(bytes, of: size), headers: [Self.eventStream, requestID])
    ])
    let request = try SampleRequest.make("claude-opus-5", api: api)
    let expected = await Self.read(try await Self.client(whole).open(request))
    let answer = try await Self.client(split).open(request)
    let got = await Self.read(answer)
    #expect(got.failure == nil)
    #expect(got.events.joiningDeltas == expected.events.joiningDeltas)
    #expect(!got.events.isEmpty)
    #expect(answer.requestID == "id-1")
    #expect(answer.profilePrefix == "us")
    #expect(try await answer.next() == nil)
  }

  @Test func theRequestThatGoesOut() async throws {
    let transport = FakeTransport([Self.answer([try Self.vector("native_full_stream")])])
    var environment = Self.environment
    environment["BEDROCK_TIMEOUT_MS"] = "4000"
    environment["AWS_SESSION_TOKEN"] = "TOKEN"
    _ = try await Self.client(transport, environment: environment).open(
      try SampleRequest.make("claude-opus-5"))
    let sent = try #require(transport.requests.first)
    #expect(sent.method == "POST")
    #expect(
      sent.url == "https://bedrock-runtime.us-east-1.amazonaws.com/model/"
        + "us.anthropic.claude-opus-5/invoke-with-response-stream")
    #expect(sent.idleTimeoutMilliseconds == 4_000)
    #expect(sent.firstByteTimeoutMilliseconds == 4_000)
    #expect(
      Set(sent.headers.map { $0.name.lowercased() }) == [
        "content-type", "x-amzn-bedrock-accept", "x-amz-date", "x-amz-security-token",
        "authorization",
      ])
    let authorization = sent.headers.first { $0.name.lowercased() == "authorization" }?.value
    #expect(
      authorization?.contains(
        "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amzn-bedrock-accept")
        == true)
    #expect(String(decoding: sent.body, as: UTF8.self).hasPrefix("{\"anthropic_version\""))
  }

  @Test func anExceptionFrameFirstIsTheServicesError() async throws {
    let transport = FakeTransport([Self.answer([try Self.vector("stream_exception_first")])])
    let failure = await Self.failure(transport, try SampleRequest.make("opus"))
    guard case .service(let status, _)? = failure?.kind else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(status >= 400)
    #expect(failure?.message.contains("Claude Opus 5.5") == true)
    #expect(transport.cancelled.count == 1)
  }

  @Test func textBeforeAnExceptionIsGivenFirst() async throws {
    let bytes = try Self.vector("stream_text_then_throttling")
    let transport = FakeTransport([Self.answer([bytes])])
    let answer = try await Self.client(transport).open(
      try SampleRequest.make("opus", api: .converse))
    let got = await Self.read(answer)
    #expect(!Self.text(of: got.events).isEmpty)
    #expect(got.failure?.kind == .service(status: 429, code: "ThrottlingException"))
    #expect(got.failure?.retry == .throttled)
  }

  /// A stream cut at any byte is never a success.
  @Test func aCutStreamIsIncomplete() async throws {
    let bytes = try Self.vector("native_full_stream")
    for count in stride(from: 0, to: bytes.count, by: 13) {
      let transport = FakeTransport([Self.answer([Array(bytes[..<count])])])
      let failure = await Self.failure(transport, try SampleRequest.make("opus"))
      #expect(failure?.kind == .incompleteStream, "cut at \(count)")
      #expect(failure?.retry == .transient)
    }
  }

  @Test func aBrokenConnectionIsNamed() async throws {
    let reset = HTTPFailure(.reset, "The connection to h:443 broke.", receivedBytes: 3)
    let transport = FakeTransport([Self.answer([], end: reset)])
    let failure = await Self.failure(transport, try SampleRequest.make("opus"))
    #expect(failure == reset.failure())
  }

  // MARK: Content types

  @Test func anEventStreamWithoutItsContentTypeIsRecognised() async throws {
    let bytes = try Self.vector("native_full_stream")
    for headers in [[], [HTTPHeader("content-type", "application/octet-stream")]] {
      let transport = FakeTransport([
        Self.answer(Self.pieces(bytes, of: 5), headers: headers)
      ])
      let got = await Self.read(
        try await Self.client(transport).open(try SampleRequest.make("opus")))
      #expect(got.failure == nil)
      #expect(!got.events.isEmpty)
    }
  }

  @Test(arguments: [
    ("text/html", "<html>Blocked</html>", "A proxy answered instead of Bedrock"),
    ("text/event-stream", "event: message_start\n\n", "event: message_start"),
    ("", "short", "short"), ("application/json", "{\"message\":\"no\"}", "no"),
  ])
  func aWrongContentTypeIsNamed(type: String, body: String, shown: String) async throws {
    let headers = type.isEmpty ? [] : [HTTPHeader("content-type", type)]
    let transport = FakeTransport([Self.answer([Array(body.utf8)], headers: headers)])
    let failure = try #require(await Self.failure(transport, try SampleRequest.make("opus")))
    #expect(failure.kind == .protocolViolation)
    #expect(failure.retry == .never)
    #expect(failure.message.contains(type.isEmpty ? "no content type" : "\"\(type)\""))
    #expect(failure.remedy?.contains("proxy or gateway") == true)
    #expect(failure.serviceMessage?.contains(shown) == true)
    #expect(transport.cancelled.count >= 1)
  }

  // MARK: Documents and the direct API

  @Test func wholeAnswers() async throws {
    let json = HTTPHeader("content-type", "application/json")
    let native = #"""
      {"id":"m","type":"message","role":"assistant","model":"x","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":5}}
      """#
    let converse = #"""
      {"output":{"message":{"role":"assistant","content":[{"text":"Hello"}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":5,"totalTokens":8}}
      """#
    for (api, body) in [(ModelAPI.invoke, native), (.converse, converse), (.messages, native)] {
      let transport = FakeTransport([
        Self.answer(Self.pieces(Array(body.utf8), of: 11), headers: [json])
      ])
      let answer = try await Self.client(transport).open(
        try SampleRequest.make("opus", api: api, streaming: false))
      let got = await Self.read(answer)
      #expect(got.failure == nil)
      #expect(Self.text(of: got.events) == "Hello")
      #expect(got.events.contains { if case .messageStop = $0 { true } else { false } })
    }
  }

  @Test(arguments: ["<html>Blocked</html>", "", "{\"output\":"])
  func aDocumentThatIsNone(body: String) async throws {
    let transport = FakeTransport([Self.answer([Array(body.utf8)], headers: [])])
    let failure = await Self.failure(
      transport, try SampleRequest.make("opus", api: .converse, streaming: false))
    #expect(failure?.kind == .protocolViolation)
  }

  @Test func theDirectStream() async throws {
    let body = """
      event: message_start
      data: {"type":"message_start","message":{"id":"m","model":"x","role":"assistant","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hé"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}}

      event: message_stop
      data: {"type":"message_stop"}


      """
    let bytes = Array(body.utf8)
    for headers in [[HTTPHeader("content-type", "text/event-stream; charset=utf-8")], []] {
      let transport = FakeTransport([Self.answer(Self.pieces(bytes, of: 3), headers: headers)])
      let got = await Self.read(
        try await Self.client(transport).open(try SampleRequest.make("opus", api: .messages)))
      #expect(got.failure == nil)
      #expect(Self.text(of: got.events) == "Hé")
      let sent = try #require(transport.requests.first)
      #expect(sent.url == "https://api.anthropic.com/v1/messages")
      #expect(sent.headers.contains(HTTPHeader("x-api-key", "sk-ant-test")))
    }
  }

  // MARK: Failures before the stream

  @Test func anErrorAnswerIsExplained() async throws {
    let transport = FakeTransport([
      Self.answer(
        [Array("{\"message\":".utf8), Array("\"Too many tokens, please wait\"}".utf8)],
        status: 429,
        headers: [
          HTTPHeader("x-amzn-errortype", "ThrottlingException:http://x/"),
          HTTPHeader("x-amzn-requestid", "id-9"), HTTPHeader("retry-after", "3"),
        ])
    ])
    let failure = await Self.failure(transport, try SampleRequest.make("opus"))
    #expect(
      failure
        == ModelFailure(
          kind: .service(status: 429, code: "ThrottlingException"), retry: .throttled,
          message: "The quota of tokens per minute for Claude Opus 5.5 in us-east-1 is used up.",
          remedy: "A lower --max-tokens reserves less of it; another model or region has its own."
            + " More: https://console.aws.amazon.com/servicequotas/home/services/bedrock/quotas"
            + "?region=us-east-1",
          serviceMessage: "Too many tokens, please wait", requestID: "id-9",
          retryAfterMilliseconds: 3_000))
  }

  @Test func anEndlessErrorPageIsReadInPart() async throws {
    let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 19)
    let transport = FakeTransport([
      Self.answer(Array(repeating: chunk, count: 100), status: 502, headers: [])
    ])
    let failure = await Self.failure(transport, try SampleRequest.make("opus"))
    #expect(failure?.retry == .transient)
    #expect((failure?.message.count ?? 0) < 400)
    #expect(transport.cancelled.count == 1)
  }

  @Test func nothingIsSentWithoutCredentialsOrEndpoint() async throws {
    let transport = FakeTransport([])
    let request = try SampleRequest.make("opus")
    #expect(
      await Self.failure(transport, request, environment: [:])?.kind == .credentials)
    var environment = Self.environment
    environment["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] = "http://example.com"
    #expect(
      await Self.failure(transport, request, environment: environment)?.kind == .invalidRequest)
    #expect(transport.requests == [])
  }

  @Test func afterAFailureANewConnectionIsOpened() async throws {
    let refused = HTTPFailure(.refused, "Nobody listens at h:443.")
    let good = try Self.vector("native_full_stream")
    let transport = FakeTransport([.fail(refused), Self.answer([good]), Self.answer([good])])
    let client = Self.client(transport)
    let request = try SampleRequest.make("opus")
    await #expect(throws: refused.failure()) { try await client.open(request) }
    _ = try await client.open(request)
    _ = try await client.open(request)
    #expect(transport.requests.map(\.freshConnection) == [false, true, false])
  }

  @Test func prewarmingNamesTheEndpoint() {
    let transport = FakeTransport([])
    Self.client(transport).prewarm(api: .invoke)
    Self.client(transport).prewarm(api: .messages)
    #expect(
      transport.prewarmed == [
        "https://bedrock-runtime.us-east-1.amazonaws.com/", "https://api.anthropic.com/",
      ])
  }
}
