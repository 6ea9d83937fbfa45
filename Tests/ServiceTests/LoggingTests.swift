import Bedrock
import Engine
import TestSupport
import Testing
import Transport
import Wire

@testable import adit

/// What is logged of real transfers.
@Suite struct LoggingTests {
  private func transport(
    _ log: FakeEventLog, dumpsWire: Bool = false
  ) -> LoggingTransport {
    .overCurl(
      TransportConfiguration(userAgent: "test", environment: [:]), log: log, dumpsWire: dumpsWire)
  }

  private func request(_ server: ScriptedServer) -> HTTPRequest {
    HTTPRequest(
      method: "POST", url: server.url + "/model/x/invoke",
      headers: [HTTPHeader("authorization", "Bearer abc")], body: Array("question".utf8))
  }

  @Test func aTransferIsALineWithoutPathAndHeaders() async throws {
    let server = try ScriptedServer(replies: [.json(#"{"a":1}"#)])
    defer { server.stop() }
    let log = FakeEventLog()
    let transport = transport(log)
    // A connection that the machine left alone for long is not used again.
    for _ in 0..<20 where log.events.last?.fields["reuse"] != true {
      _ = try await transport.fetch(request(server))
    }
    let numbers = Array(1...log.events.count)
    #expect(log.events.map(\.name) == numbers.map { _ in "transfer" })
    #expect(log.events.map(\.level) == numbers.map { _ in .debug })
    #expect(log.events.first?.fields["reuse"] == false && log.events.last?.fields["reuse"] == true)
    #expect(log.events.map { $0.fields["transfer"] } == numbers.map { .of($0) })
    #expect(log.events.allSatisfy { $0.fields["bytes_out"] == 8 && $0.fields["bytes_in"] == 7 })
    #expect(!log.events.map(\.line).joined().contains("invoke"))
  }

  @Test func aFailedTransferIsAWarning() async throws {
    let server = try ScriptedServer(replies: [.json("{}")])
    server.stop()
    let log = FakeEventLog()
    await #expect(throws: HTTPFailure.self) { try await transport(log).fetch(request(server)) }
    #expect(log.events.map(\.level) == [.warn])
    #expect(log.events.first?.fields["failure"] == "refused")
  }

  @Test func theTraceOfAnAttemptHoldsWhatTheWireDid() async throws {
    let server = try ScriptedServer(replies: [
      .json("{}", status: 429, headers: [(name: "x-amzn-requestid", value: "r-7")])
    ])
    defer { server.stop() }
    let trace = RequestTrace()
    let transport = transport(FakeEventLog())
    let request = request(server)
    _ = try await RequestTrace.$current.withValue(trace) { try await transport.fetch(request) }
    #expect(trace.facts.status == 429)
    #expect(trace.facts.header("x-amzn-requestid") == "r-7")
    #expect(trace.facts.record?.receivedBytes == 2)
  }

  @Test func dumpsHoldBothSidesOfTheWire() async throws {
    let server = try ScriptedServer(replies: [.json(#"{"accessToken":"abc"}"#, status: 400)])
    defer { server.stop() }
    let log = FakeEventLog()
    _ = try await transport(log, dumpsWire: true).fetch(request(server))
    let lines = log.events.filter { $0.name.hasPrefix("wire_") }
    #expect(lines.map(\.name) == ["wire_request", "wire_response", "wire_body"])
    #expect(lines.first?.fields["body"] == "question")
    #expect(lines.last?.fields["body"] == #"{"accessToken":"abc"}"#)
    #expect(lines.last?.fields["ending"] == "complete")
    let written = lines.map {
      String(
        decoding: StructuredLog.line(of: $0, at: 0, redactor: Redactor()), as: UTF8.self)
    }.joined()
    #expect(!written.contains("Bearer abc") && !written.contains(#"\"abc\""#), "\(written)")
    #expect(written.contains("authorization: ‹redacted›"))
  }
}
