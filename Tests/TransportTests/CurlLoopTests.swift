import Bedrock
import Testing

@testable import Transport

/// Which connection a request gets: reuse, warming, freshness, sleep.
@Suite(.timeLimit(.minutes(1)))
struct CurlLoopTests {
  @Test func aFinishedConnectionIsReused() async throws {
    let server = try ScriptedServer(answering(okResponse))
    let records = TransferRecords()
    let transport = makeTransport(records: records)
    for expected in [false, true] {
      let response = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
      _ = try await collect(response.body)
      let record = await records.next()
      #expect(record?.reusedConnection == expected)
      #expect(record?.receivedBytes == 2)
      #expect(record?.status == 200)
      #expect(record?.failure == nil)
    }
    #expect(server.acceptedConnections == 1)
  }

  @Test func aRetryGetsAFreshConnection() async throws {
    let server = try ScriptedServer(answering(okResponse))
    let transport = makeTransport()
    for fresh in [false, true] {
      let request = HTTPRequest(method: "GET", url: server.url + "/", freshConnection: fresh)
      _ = try await collect(transport.open(request).body)
    }
    #expect(server.acceptedConnections == 2)
  }

  @Test func aRequestWaitsForTheConnectionBeingWarmed() async throws {
    let gate = Gate()
    let server = try ScriptedServer { connection in
      guard connection.readRequest() != nil else { return }
      gate.wait()
      connection.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\n")
      while connection.readRequest() != nil { connection.send(okResponse) }
    }
    let transport = makeTransport(clocks: ManualClocks())
    transport.prewarm(url: server.url + "/model/x")
    // Skipped: one is in flight.
    transport.prewarm(url: server.url)
    let task = Task {
      let request = HTTPRequest(method: "POST", url: server.url + "/x", body: [1])
      return try await collect(transport.open(request).body)
    }
    gate.open()
    #expect(try await task.value == Array("ok".utf8))
    // Skipped: the connection was just used.
    transport.prewarm(url: server.url)
    _ = try await collect(transport.open(HTTPRequest(method: "GET", url: server.url + "/y")).body)
    #expect(
      server.requests.map(\.requestLine)
        == ["HEAD / HTTP/1.1", "POST /x HTTP/1.1", "GET /y HTTP/1.1"])
    #expect(server.acceptedConnections == 1)
  }

  @Test func aWarmingThatHangsDoesNotHoldTheRequestForLong() async throws {
    let server = try ScriptedServer { connection in
      while let request = connection.readRequest() {
        if request.requestLine.hasPrefix("HEAD") { connection.waitForClose() }
        connection.send(okResponse)
      }
    }
    let transport = makeTransport()
    transport.prewarm(url: server.url)
    let response = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
    #expect(try await collect(response.body) == Array("ok".utf8))
    #expect(server.acceptedConnections == 2)
  }

  @Test func aHeldRequestCanBeCancelled() async throws {
    let server = try ScriptedServer { connection in
      _ = connection.readRequest()
      connection.note("warming")
      connection.waitForClose()
    }
    let transport = makeTransport(clocks: ManualClocks())
    transport.prewarm(url: server.url)
    #expect(await server.saw(.note("warming")))
    let task = Task {
      _ = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
    }
    task.cancel()
    let failure = await failure { try await task.value }
    #expect(failure?.code == .cancelled)
    #expect(server.requests.map(\.requestLine) == ["HEAD / HTTP/1.1"])
  }

  @Test func afterACancelAConnectionIsWarmedAgain() async throws {
    let server = try ScriptedServer { connection in
      while let request = connection.readRequest() {
        if request.requestLine.hasPrefix("GET") {
          connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
          connection.waitForClose()
        } else {
          connection.send(okResponse)
        }
      }
    }
    let records = TransferRecords()
    let transport = makeTransport(records: records, clocks: ManualClocks())
    let response = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
    response.body.cancel()
    transport.prewarm(url: server.url)
    let post = HTTPRequest(method: "POST", url: server.url + "/")
    _ = try await collect(transport.open(post).body)
    let cancelled = await records.next()
    #expect(cancelled?.failure == .cancelled)
    let warming = await records.next()
    #expect(warming?.isPrewarm == true)
    #expect(warming?.method == "HEAD")
    #expect(await records.next()?.reusedConnection == true)
    #expect(server.acceptedConnections == 2)
  }

  @Test func aFailedWarmingIsSilent() async throws {
    let closed = try ClosedPort()
    let records = TransferRecords()
    let transport = makeTransport(records: records)
    transport.prewarm(url: "http://127.0.0.1:\(closed.port)")
    transport.prewarm(url: "http://example.com/")
    #expect(await records.next()?.failure == .refused)
  }

  @Test func anUploadLongOverDoesNotProlongTheWait() async throws {
    let server = try ScriptedServer { connection in
      _ = connection.readRequest()
      connection.note("read")
      connection.waitForClose()
    }
    let closed = try ClosedPort()
    let clocks = ManualClocks()
    let transport = makeTransport(clocks: clocks)
    let request = HTTPRequest(
      method: "POST", url: server.url + "/", body: [1], firstByteTimeoutMilliseconds: 300_000)
    let task = Task { await failure { _ = try await transport.open(request) } }
    #expect(await server.saw(.note("read")))
    clocks.advance(seconds: 300)
    // Any command makes the network thread look at its clocks.
    transport.prewarm(url: "http://127.0.0.1:\(closed.port)")
    #expect(await task.value?.code == .firstByteTimeout)
  }

  @Test func afterASleepOfTheMachineIdleConnectionsAreNotUsed() async throws {
    let server = try ScriptedServer(answering(okResponse))
    let clocks = ManualClocks()
    let transport = makeTransport(clocks: clocks)
    for seconds in [0, 0, 60, 0] {
      clocks.sleep(seconds: seconds)
      let response = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
      _ = try await collect(response.body)
    }
    #expect(server.acceptedConnections == 2)
  }

  @Test func aHeadHasNoBody() async throws {
    let server = try ScriptedServer(answering("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"))
    let transport = makeTransport()
    let response = try await transport.open(HTTPRequest(method: "HEAD", url: server.url + "/"))
    #expect(try await response.body.next() == nil)
  }
}
