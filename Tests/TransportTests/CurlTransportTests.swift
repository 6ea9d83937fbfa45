import Bedrock
import Synchronization
import Testing

@testable import Transport

/// A server that answers every request of a connection with `response`.
func answering(_ response: String) -> ScriptedServer.Script {
  { connection in
    while connection.readRequest() != nil { connection.send(response) }
  }
}

let okResponse = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

func makeTransport(
  environment: [String: String] = [:], records: TransferRecords? = nil,
  clocks: ManualClocks? = nil
) -> CurlTransport {
  var configuration = makeConfiguration(environment: environment, records: records)
  if let clocks { configuration.readClocks = { clocks.reading.withLock { $0 } } }
  return CurlTransport(configuration: configuration)
}

/// Clocks that move only when told: what waits for an answer or a time waits
/// for the answer, however slow the machine.
final class ManualClocks: Sendable {
  let reading = Mutex(SuspendDetector.Reading.now())

  func advance(seconds: Int) {
    reading.withLock {
      $0.awake += .seconds(seconds)
      $0.boot += .seconds(seconds)
    }
  }

  func sleep(seconds: Int) { reading.withLock { $0.boot += .seconds(seconds) } }
}

func makeConfiguration(
  environment: [String: String] = [:], records: TransferRecords? = nil
) -> TransportConfiguration {
  TransportConfiguration(
    userAgent: "adit/test", environment: environment, log: records.map { $0.append })
}

/// Collects the log lines of a transport.
final class TransferRecords: Sendable {
  let stream: AsyncStream<TransferRecord>
  private let continuation: AsyncStream<TransferRecord>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  var append: @Sendable (TransferRecord) -> Void {
    let continuation = continuation
    return { continuation.yield($0) }
  }

  func next() async -> TransferRecord? {
    for await record in stream { return record }
    return nil
  }
}

/// Reads a body to its end.
func collect(_ body: any HTTPBody) async throws(HTTPFailure) -> [UInt8] {
  var all: [UInt8] = []
  while let bytes = try await body.next() { all += bytes }
  return all
}

/// The failure of an operation that has to fail.
func failure(
  of operation: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) async -> HTTPFailure? {
  do {
    try await operation()
    Issue.record("it succeeded", sourceLocation: sourceLocation)
    return nil
  } catch {
    return error as? HTTPFailure
  }
}

@Suite(.timeLimit(.minutes(1)))
struct CurlTransportTests {
  @Test func statusHeadersAndBodyArrive() async throws {
    let server = try ScriptedServer(
      answering("HTTP/1.1 404 Not Found\r\nX-Amzn-RequestId: 7\r\nContent-Length: 5\r\n\r\nhello"))
    let response = try await makeTransport().open(HTTPRequest(method: "GET", url: server.url + "/"))
    #expect(response.status == 404)
    #expect(
      response.headers == [HTTPHeader("x-amzn-requestid", "7"), .init("content-length", "5")])
    #expect(try await collect(response.body) == Array("hello".utf8))
    #expect(try await response.body.next() == nil)
  }

  @Test(arguments: [
    "/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke",
    "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx/converse",
    "/a/../b/./c", "//double", "/q?a=%2F&b=&c=%20", "/lower%3a",
  ])
  func theTargetIsSentByteForByte(target: String) async throws {
    let server = try ScriptedServer(answering(okResponse))
    _ = try await makeTransport().open(HTTPRequest(method: "POST", url: server.url + target))
    #expect(server.requests.map(\.requestLine) == ["POST \(target) HTTP/1.1"])
  }

  @Test func aLargeBodyIsSentWithoutExpect() async throws {
    let server = try ScriptedServer(answering(okResponse))
    let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let request = HTTPRequest(
      method: "POST", url: server.url + "/", headers: [.init("content-type", "application/json")],
      body: body)
    #expect(try await collect(makeTransport().open(request).body) == Array("ok".utf8))
    #expect(server.requests.map { $0.header("expect") } == [nil])
    #expect(server.requests.map(\.body) == [body])
  }

  @Test func headersAreSentAsGiven() async throws {
    let server = try ScriptedServer(answering(okResponse))
    let request = HTTPRequest(
      method: "PUT", url: server.url + "/",
      headers: [.init("x-one", "a"), .init("x-empty", ""), .init("x-one", "b")], body: [1])
    _ = try await makeTransport().open(request)
    #expect(
      server.requests.map { $0.lines.sorted() } == [
        [
          "Accept: */*", "Content-Length: 1", "Host: 127.0.0.1:\(server.port)",
          "PUT / HTTP/1.1", "User-Agent: adit/test", "x-empty:", "x-one: a", "x-one: b",
        ]
      ])
  }

  @Test(arguments: [HTTPHeader("x-a", "b\r\nx-c: d"), .init("x a", "b"), .init("", "b")])
  func aHeaderThatWouldBreakTheRequestIsRefused(header: HTTPHeader) async throws {
    let request = HTTPRequest(method: "GET", url: "http://127.0.0.1:9/", headers: [header])
    let failure = await failure { _ = try await makeTransport().open(request) }
    #expect(failure?.code == .library)
  }

  @Test func interimResponsesAreSkippedAndTrailersIgnored() async throws {
    let server = try ScriptedServer(
      answering(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
          + "HTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "3\r\nabc\r\n0\r\nTrailer: t\r\n\r\n"))
    let response = try await makeTransport().open(HTTPRequest(method: "GET", url: server.url + "/"))
    #expect(response.status == 200)
    #expect(response.headers == [.init("a", "b"), .init("transfer-encoding", "chunked")])
    #expect(try await collect(response.body) == Array("abc".utf8))
  }

  @Test func aChunkedResponseMaySplitAnywhere() async throws {
    let response = Array(
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "5;x=y\r\nhello\r\n10\r\n, wide wide worl\r\n1\r\nd\r\n0\r\n\r\n").utf8)
    let server = try ScriptedServer { connection in
      var split = 0
      while connection.readRequest() != nil {
        connection.send(response[..<split])
        connection.send(response[split...])
        split += 1
      }
    }
    let transport = makeTransport()
    for _ in 0...response.count {
      let answer = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
      #expect(try await collect(answer.body) == Array("hello, wide wide world".utf8))
    }
    #expect(server.acceptedConnections == 1)
  }

  @Test(arguments: [
    "Content-Length: 10\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\na\r\nabc",
    "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
  ])
  func anAnswerCutShortIsTruncated(answer: String) async throws {
    let server = try ScriptedServer { connection in
      _ = connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\n" + answer)
    }
    let response = try await makeTransport().open(HTTPRequest(method: "GET", url: server.url + "/"))
    #expect(try await response.body.next() == Array("abc".utf8))
    let failure = await failure { _ = try await response.body.next() }
    #expect(
      failure
        == HTTPFailure(
          .truncatedBody,
          "127.0.0.1:\(server.port) closed the connection before the end of its answer.",
          receivedBytes: 3))
  }

  @Test func aResetInTheBodyIsToldApart() async throws {
    let gate = Gate()
    let server = try ScriptedServer { connection in
      _ = connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
      gate.wait()
      connection.resetOnClose()
    }
    let response = try await makeTransport().open(HTTPRequest(method: "GET", url: server.url + "/"))
    #expect(try await response.body.next() == Array("abc".utf8))
    gate.open()
    let failure = await failure { _ = try await response.body.next() }
    #expect(failure?.code == .reset)
    #expect(failure?.receivedBytes == 3)
  }

  @Test func aCloseWithoutAnAnswerIsAReset() async throws {
    let server = try ScriptedServer { connection in _ = connection.readRequest() }
    let failure = await failure {
      _ = try await makeTransport().open(HTTPRequest(method: "GET", url: server.url + "/"))
    }
    #expect(failure?.code == .reset)
  }

  @Test func aRefusedPortIsNamed() async throws {
    let closed = try ClosedPort()
    let failure = await failure {
      _ = try await makeTransport().open(
        HTTPRequest(method: "GET", url: "http://127.0.0.1:\(closed.port)/"))
    }
    #expect(failure?.code == .refused)
    #expect(failure?.message.hasPrefix("Nobody answers at 127.0.0.1:\(closed.port)") == true)
  }

  @Test func aForbiddenURLIsNotOpened() async throws {
    let failure = await failure {
      _ = try await makeTransport().open(HTTPRequest(method: "GET", url: "http://example.com/"))
    }
    #expect(
      failure
        == HTTPFailure(
          .forbiddenURL,
          "Plain http is only used towards this machine; use https for example.com:80."))
  }

  @Test func aPlainAnswerToTLSIsNamed() async throws {
    let server = try ScriptedServer { connection in
      connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
      connection.waitForClose()
    }
    let failure = await failure {
      _ = try await makeTransport().open(
        HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/"))
    }
    #expect(failure?.code == .plainAnswer)
  }

  @Test func aMissingCertificateFileIsNamed() async throws {
    let transport = makeTransport(environment: ["AWS_CA_BUNDLE": "/nonexistent/ca.pem"])
    let failure = await failure {
      _ = try await transport.open(HTTPRequest(method: "GET", url: "https://127.0.0.1:9/"))
    }
    #expect(
      failure
        == HTTPFailure(
          .unusableTrust,
          "AWS_CA_BUNDLE names /nonexistent/ca.pem, which cannot be read: "
            + "No such file or directory."))
  }

  @Test func aMissingLibraryNamesItsPackage() async throws {
    var configuration = makeConfiguration()
    configuration.libraryName = "libcurl-missing.so.4"
    let transport = CurlTransport(configuration: configuration)
    let failure = await failure {
      _ = try await transport.open(HTTPRequest(method: "GET", url: "http://127.0.0.1:9/"))
    }
    #expect(failure?.code == .library)
    #expect(failure?.message.contains("libcurl4") == true)
  }

  @Test func silenceBeforeTheHeadersTimesOut() async throws {
    let server = try ScriptedServer { connection in
      _ = connection.readRequest()
      connection.waitForClose()
    }
    let request = HTTPRequest(
      method: "POST", url: server.url + "/", body: [1], firstByteTimeoutMilliseconds: 50)
    let failure = await failure { _ = try await makeTransport().open(request) }
    #expect(
      failure
        == HTTPFailure(
          .firstByteTimeout, "127.0.0.1:\(server.port) did not answer within 50 ms."))
    #expect(await server.saw(.closedByClient(0)))
  }

  @Test func aStallInTheBodyTimesOut() async throws {
    let server = try ScriptedServer { connection in
      _ = connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
      connection.waitForClose()
    }
    let response = try await makeTransport().open(
      HTTPRequest(method: "GET", url: server.url + "/", idleTimeoutMilliseconds: 50))
    #expect(try await response.body.next() == Array("abc".utf8))
    let failure = await failure { _ = try await response.body.next() }
    #expect(
      failure
        == HTTPFailure(
          .idleTimeout, "127.0.0.1:\(server.port) sent nothing for 50 ms.", receivedBytes: 3))
    #expect(await server.saw(.closedByClient(0)))
  }

  @Test func aProxyThatRefusesIsNamedAndSeesNoSecret() async throws {
    let proxy = try ScriptedServer(
      answering("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"))
    let transport = makeTransport(
      environment: ["https_proxy": "http://user:secret@127.0.0.1:\(proxy.port)"])
    let request = HTTPRequest(
      method: "POST", url: "https://bedrock.invalid/x",
      headers: [.init("authorization", "AWS4-HMAC-SHA256 x")], body: [1])
    let failure = await failure { _ = try await transport.open(request) }
    #expect(
      failure
        == HTTPFailure(
          .proxy(status: 407),
          "The proxy http://127.0.0.1:\(proxy.port) refused bedrock.invalid:443: "
            + "it wants a user and a password (407)."))
    #expect(proxy.requests.first?.requestLine == "CONNECT bedrock.invalid:443 HTTP/1.1")
    #expect(proxy.requests.first?.header("authorization") == nil)
  }

  @Test func metadataIsNeverAskedThroughAProxy() async throws {
    let proxy = try ScriptedServer(answering(okResponse))
    let transport = makeTransport(environment: ["https_proxy": "http://127.0.0.1:\(proxy.port)"])
    // TEST-NET-1 (RFC 5737): nobody answers there.
    let request = HTTPRequest(
      method: "GET", url: "https://192.0.2.1/", connectTimeoutMilliseconds: 20, bypassesProxy: true)
    let failure = await failure { _ = try await transport.open(request) }
    #expect(failure?.code == .connectTimeout || failure?.code == .refused)
    #expect(proxy.requests.isEmpty)
  }
}
