import Engine
import Testing
import Wire

@testable import adit

@Suite struct RequestRecordTests {
  private static func moment(_ milliseconds: Int) -> MonotonicTime {
    MonotonicTime(nanoseconds: 1).adding(milliseconds: milliseconds)
  }

  private static func record(
    streaming: Bool = true, firstEvent: Int? = 5_000, output: Int = 200
  ) -> RequestRecord {
    let model = ModelDescriptor(
      key: "test", modelId: "anthropic.test", displayName: "Test", provider: "Anthropic",
      family: "test", released: "2026-01-01", contextWindow: 1_000, maxOutputTokens: 100,
      preferredAPI: .invoke)
    var record = RequestRecord(
      request: ModelRequest(
        model: model, api: .invoke, streaming: streaming, messages: [], maxTokens: 10),
      region: "eu-west-1", attempt: 1, start: moment(0))
    if let firstEvent {
      record.take(
        [
          .messageStart(id: nil, model: nil, usage: UsageUpdate(input: 7)),
          .messageDelta(
            stopReason: .endTurn, stopSequence: nil, usage: UsageUpdate(output: output)),
        ], at: moment(firstEvent))
    }
    return record
  }

  /// Long, after a long silence, and all at once: each alone is usual.
  @Test(
    arguments: [
      (record(), 5_100, true), (record(), 5_101, false), (record(firstEvent: 2_999), 3_000, false),
      (record(output: 199), 5_000, false), (record(streaming: false), 5_000, false),
      (record(firstEvent: nil), 5_000, false),
    ])
  func whatIsHeldBackIsSeen(record: RequestRecord, end: Int, isHeldBack: Bool) {
    #expect(record.isHeldBack(end: Self.moment(end)) == isHeldBack)
    let event = record.event(
      ending: .completed, facts: RequestTrace.Facts(), end: Self.moment(end), isVerbose: false)
    #expect(event.fields["held_back"] == (isHeldBack ? true : nil))
    #expect(event.level == (isHeldBack ? .warn : .info))
  }

  @Test func anAttemptIsALine() {
    let event = Self.record().event(
      ending: .completed, facts: RequestTrace.Facts(logNumber: 3, status: 200),
      end: Self.moment(9_000), isVerbose: false)
    #expect(
      event.line
        == #"info request {"outcome":"completed","model":"test","api":"invoke","streaming":true,"#
        + #""region":"eu-west-1","attempt":1,"latency_ms":9000,"first_byte_ms":5000,"status":200,"#
        + #""stop_reason":"end_turn","tokens_in":7,"tokens_out":200,"cache_read":0,"#
        + #""cache_write":0,"transfer":3}"#)
  }

  /// The service's own words may be long: only where details are wanted.
  @Test(arguments: [true, false])
  func failuresTellTheirNames(isVerbose: Bool) {
    let failure = ModelFailure(
      kind: .service(status: 429, code: "ThrottlingException"), retry: .throttled,
      message: "Too many.", serviceMessage: "words", requestID: "r-1", retryAfterMilliseconds: 20)
    let event = Self.record(firstEvent: nil).event(
      ending: .failed(failure), facts: RequestTrace.Facts(), end: Self.moment(10),
      isVerbose: isVerbose)
    #expect(event.level == .warn)
    #expect(event.fields["outcome"] == "failed")
    #expect(event.fields["code"] == "ThrottlingException")
    #expect(event.fields["status"] == 429)
    #expect(event.fields["retry_after_ms"] == 20)
    #expect(event.fields["request_id"] == "r-1")
    #expect(event.fields["service_message"] == (isVerbose ? "words" : nil))
  }
}
