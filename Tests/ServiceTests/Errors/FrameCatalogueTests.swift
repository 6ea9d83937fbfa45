import Bedrock
import Engine
import FuzzEntry
import TestSupport
import Testing

/// bedrock-wire 7.5 over HTTP: what a stream that began with status 200 tells,
/// while nothing of an answer was shown.
@Suite struct FrameCatalogueTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var frame: [UInt8]
    /// How often it is tried again.
    var retries: Int
    var status: Int
    var api = ModelAPI.invoke

    static func exception(_ name: String, _ retries: Int, _ status: Int) -> Row {
      Row(
        testDescription: name, frame: FrameBuilder.exception(name, #"{"message":"words"}"#),
        retries: retries, status: status)
    }

    static func error(_ code: String, _ retries: Int, _ status: Int) -> Row {
      Row(
        testDescription: "error frame \(code)",
        frame: FrameBuilder.frame(
          [(":message-type", "error"), (":error-code", code), (":error-message", "words")], []),
        retries: retries, status: status)
    }
  }

  static let rows: [Row] = [
    .exception("internalServerException", 5, 500),
    .exception("serviceUnavailableException", 5, 503),
    .exception("throttlingException", 5, 429),
    .exception("modelStreamErrorException", 2, 424),
    .exception("modelTimeoutException", 1, 408),
    .exception("validationException", 0, 400),
    .exception("somethingNewException", 1, 500),
    .error("InternalFailure", 1, 500), .error("ThrottlingException", 1, 429),
    .error("AccessDeniedException", 0, 403),
    Row(
      testDescription: "an exception as an event, by a gateway",
      frame: FrameBuilder.event("serviceUnavailableException", #"{"message":"words"}"#),
      retries: 5, status: 503),
    Row(
      testDescription: "an exception in a stream of Converse",
      frame: FrameBuilder.exception("modelTimeoutException", #"{"message":"words"}"#),
      retries: 1, status: 408, api: .converse),
    Row(
      testDescription: "overloaded, in a stream of the direct API",
      frame: Array(
        ("event: error\n"
          + #"data: {"type":"error","error":{"type":"overloaded_error","message":"words"}}"#
          + "\n\n").utf8),
      retries: 5, status: 529, api: .messages),
  ]

  @Test(arguments: rows)
  func isTriedAsOftenAsItsName(row: Row) async throws {
    let type = row.api == .messages ? "text/event-stream" : "application/vnd.amazon.eventstream"
    let harness = try RefusalHarness([Refusal.stream(row.frame, type: type)])
    defer { harness.server.stop() }
    let result = await harness.turn(RefusedModel.settings(api: row.api))
    #expect(result.requests.count == row.retries + 1, "\(result.text)")
    guard case .service(row.status, _)? = result.failure?.kind else {
      Issue.record("\(String(describing: result.failure))")
      return
    }
    #expect(result.failure?.serviceMessage == "words")
  }

  /// Once a part of the answer was shown nothing is asked again by itself.
  @Test func afterTextNothingIsTriedAgain() async throws {
    let begun = [
      "native_chunk_0_message_start", "native_chunk_1_content_block_start",
      "native_chunk_2_content_block_delta",
    ].flatMap(Refusal.vector)
    let harness = try RefusalHarness([
      Refusal.stream(begun + FrameBuilder.exception("serviceUnavailableException", "{}"))
    ])
    defer { harness.server.stop() }
    let result = await harness.turn(RefusedModel.settings())
    #expect(result.requests.count == 1)
    guard case .failed(_, hasText: true)? = result.outcome else {
      Issue.record("\(String(describing: result.outcome))")
      return
    }
  }
}
