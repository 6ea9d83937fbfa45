import Bedrock
import Engine
import FuzzEntry
import TestSupport
import Testing

/// The streams of `Tests/WireTests/Vectors/eventstream`, which hold what no
/// recording has: exceptions, first and in the middle.
@Suite struct GeneratedStreamTests {
  private func vector(_ name: String) throws -> [UInt8] {
    let folder = TestData.packageRoot + "/Tests/WireTests/Vectors/eventstream/"
    return try #require(TestData.read(folder + name + ".bin"))
  }

  @Test func fullTextStream() throws {
    let outcome = StreamOutcome(
      ConverseStreamDecoder(), feeding: try vector("converse_full_text_stream"))
    #expect(outcome.failure == nil)
    #expect(!outcome.text.isEmpty)
  }

  @Test func fullNativeStream() throws {
    let outcome = StreamOutcome(NativeStreamDecoder(), feeding: try vector("native_full_stream"))
    #expect(outcome.failure == nil)
    #expect(!outcome.text.isEmpty)
  }

  @Test func textBeforeThrottlingIsKept() throws {
    let bytes = try vector("stream_text_then_throttling")
    let whole = StreamOutcome(ConverseStreamDecoder(), feeding: bytes)
    #expect(whole.failure?.kind == .service(status: 429, code: "ThrottlingException"))
    #expect(!whole.text.isEmpty)
    let bytewise = StreamOutcome(
      ConverseStreamDecoder(), feeding: bytes.indices.map { bytes[$0...$0] })
    #expect(bytewise == whole)
  }

  @Test func anExceptionFirstGivesNoEvent() throws {
    let bytes = try vector("stream_exception_first")
    var decoder = ConverseStreamDecoder()
    #expect(throws: ModelFailure.self) { try decoder.feed(bytes) }
    let outcome = StreamOutcome(NativeStreamDecoder(), feeding: bytes)
    #expect(outcome.events.isEmpty)
    guard case .service? = outcome.failure?.kind else {
      Issue.record("\(String(describing: outcome.failure)) is not the service's")
      return
    }
  }

  @Test(arguments: [
    ("exception_internalServerException", 500, "InternalServerException"),
    ("exception_serviceUnavailableException", 503, "ServiceUnavailableException"),
    ("exception_throttlingException", 429, "ThrottlingException"),
    ("exception_modelStreamErrorException", 424, "ModelStreamErrorException"),
    ("exception_modelTimeoutException", 408, "ModelTimeoutException"),
    ("exception_validationException", 400, "ValidationException"),
    ("error_unmodeled", 500, "InternalServerError"),
  ])
  func exceptions(name: String, status: Int, code: String) throws {
    let bytes = try vector(name)
    for outcome in [
      StreamOutcome(NativeStreamDecoder(), feeding: bytes),
      StreamOutcome(ConverseStreamDecoder(), feeding: bytes),
    ] {
      #expect(outcome.failure?.kind == .service(status: status, code: code))
      #expect(outcome.events.isEmpty)
    }
  }

  @Test func theModelsOwnComplaintIsTold() throws {
    let outcome = StreamOutcome(
      ConverseStreamDecoder(), feeding: try vector("exception_modelStreamErrorException"))
    let failure = try #require(outcome.failure)
    let told = failure.serviceMessage ?? failure.message
    #expect(told.contains("Bedrock is unable to process your request."))
  }

  @Test(arguments: ["initial_response", "converse_unknown_event"])
  func unknownEventsAreReadOver(name: String) throws {
    let outcome = StreamOutcome(ConverseStreamDecoder(), feeding: try vector(name))
    #expect(outcome.events.isEmpty)
    #expect(outcome.failure?.kind == .incompleteStream)
  }

  @Test(arguments: [
    "neg_message_crc", "neg_prelude_crc", "neg_payload_corrupt", "neg_oversize_total",
  ])
  func damageIsAViolation(name: String) throws {
    let outcome = StreamOutcome(NativeStreamDecoder(), feeding: try vector(name))
    #expect(outcome.failure?.kind == .protocolViolation)
    #expect(outcome.failure?.retry == .never)
  }
}
