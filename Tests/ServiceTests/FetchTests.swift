import Bedrock
import TestSupport
import Testing
import Transport

/// The scripted server and libcurl understand each other.
struct FetchTests {
  @Test func readsAWholeDocument() async throws {
    let server = try ScriptedServer(replies: [.json(#"{"a":1}"#, status: 201)])
    defer { server.stop() }
    let transport = CurlTransport(
      configuration: TransportConfiguration(userAgent: "test", environment: [:]))
    let document = try await transport.fetch(
      HTTPRequest(method: "PUT", url: server.url + "/x?y=1", body: Array("body".utf8)))
    #expect(document.status == 201)
    #expect(document.header("content-type") == "application/json")
    #expect(document.body == Array(#"{"a":1}"#.utf8))
    #expect(server.requests.map(\.target) == ["/x?y=1"])
    #expect(server.requests.map(\.text) == ["body"])
  }
}
