import Engine
import Testing
import Wire

@testable import Bedrock

@Suite struct StreamFaultTests {
  @Test(
    arguments: [
      ("throttlingException", 429, .throttled), ("ThrottlingException", 429, .throttled),
      ("internalServerException", 500, .transient),
      ("serviceUnavailableException", 503, .transient),
      ("modelStreamErrorException", 424, .few(tries: 2)),
      ("modelTimeoutException", 408, .few(tries: 1)), ("validationException", 400, .never),
      ("accessDeniedException", 403, .never), ("resourceNotFoundException", 404, .never),
      ("brandNewException", 500, .few(tries: 1)), ("", 500, .few(tries: 1)),
    ] as [(String, Int, ModelFailure.RetryClass)])
  func exceptions(name: String, status: Int, retry: ModelFailure.RetryClass) {
    let failure = StreamFault.exception(name, message: "words")
    let code = name.prefix(1).uppercased() + name.dropFirst()
    #expect(failure.kind == .service(status: status, code: code))
    #expect(failure.retry == retry)
    #expect(failure.serviceMessage == "words")
  }

  @Test(
    arguments: [
      ("InternalFailure", 500, .few(tries: 1)), ("ThrottlingException", 429, .few(tries: 1)),
      ("ValidationException", 400, .never),
    ] as [(String, Int, ModelFailure.RetryClass)])
  func errorFrames(code: String, status: Int, retry: ModelFailure.RetryClass) {
    let failure = StreamFault.errorFrame(code, message: "")
    #expect(failure.kind == .service(status: status, code: code))
    #expect(failure.retry == retry)
    #expect(failure.serviceMessage == nil)
  }

  @Test func eventsOfTheMessagesAPI() {
    let failure = StreamFault.messagesError([
      "type": "error", "error": ["type": "overloaded_error", "message": "Overloaded"],
      "request_id": "req_1",
    ])
    #expect(failure.kind == .service(status: 529, code: "overloaded_error"))
    #expect(failure.retry == .transient)
    #expect(failure.requestID == "req_1")
    #expect(StreamFault.messagesError([:]).kind == .service(status: 500, code: "api_error"))
    #expect(StreamFault.messagesError([:]).retry == .transient)
    // What nobody knows is asked for once more and no oftener.
    let unknown = StreamFault.messagesError(["error": ["type": "new_error", "message": "?"]])
    #expect(unknown.kind == .service(status: 500, code: "new_error"))
    #expect(unknown.retry == .few(tries: 1))
  }

  @Test func whatIsDamagedIsNotAskedForAgain() {
    #expect(StreamFault.violation("x").retry == .never)
    #expect(StreamFault.incomplete("x").retry == .transient)
  }
}
