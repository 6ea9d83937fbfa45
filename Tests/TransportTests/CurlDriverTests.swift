import Bedrock
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Transport

/// Cancelling, back-pressure and what the network thread leaves behind.
@Suite(.timeLimit(.minutes(1)))
struct CurlDriverTests {
  /// Where a request is when it is cancelled.
  enum Stage: CaseIterable, Sendable {
    case tlsHandshake, beforeHeaders, afterHeaders, inBody, paused
  }

  @Test(arguments: Stage.allCases)
  func cancellingTheTaskClosesTheConnection(stage: Stage) async throws {
    let server = try ScriptedServer { connection in
      if stage != .tlsHandshake { _ = connection.readRequest() }
      switch stage {
      case .tlsHandshake, .beforeHeaders: break
      case .afterHeaders: connection.send("HTTP/1.1 200 OK\r\n\r\n")
      case .inBody: connection.send("HTTP/1.1 200 OK\r\n\r\nabc")
      case .paused:
        connection.send("HTTP/1.1 200 OK\r\n\r\n")
        // The reader does not read: at some point nothing more fits.
        while !connection.isBlocked(milliseconds: 100) {
          if !connection.send(repeatElement(0x61, count: 64 * 1024)) { break }
        }
      }
      connection.note("reached")
      connection.waitForClose()
    }
    let transport = makeTransport()
    let scheme = stage == .tlsHandshake ? "https" : "http"
    let url = "\(scheme)://127.0.0.1:\(server.port)/"
    let task = Task {
      let response = try await transport.open(HTTPRequest(method: "POST", url: url, body: [1]))
      if stage == .inBody { _ = try await response.body.next() }
      if stage == .paused { await untilCancelled() }
      _ = try await collect(response.body)
    }
    #expect(await server.saw(.note("reached")))
    task.cancel()
    let failure = await failure { try await task.value }
    #expect(failure?.code == .cancelled)
    #expect(await server.saw(.closedByClient(0)))
  }

  @Test func aTaskCancelledBeforehandSendsNothing() async throws {
    let server = try ScriptedServer(answering(okResponse))
    let transport = makeTransport()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      _ = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
    }
    task.cancel()
    let failure = await failure { try await task.value }
    #expect(failure?.code == .cancelled)
  }

  @Test func cancellingTheBodyClosesTheConnection() async throws {
    let server = try ScriptedServer { connection in
      _ = connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\n\r\nabc")
      connection.waitForClose()
    }
    let transport = makeTransport()
    let response = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
    response.body.cancel()
    response.body.cancel()
    #expect(await server.saw(.closedByClient(0)))
    let failure = await failure { _ = try await response.body.next() }
    #expect(failure?.code == .cancelled)
  }

  @Test func droppingTheBodyClosesTheConnection() async throws {
    let server = try ScriptedServer { connection in
      _ = connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\n\r\nabc")
      connection.waitForClose()
    }
    let transport = makeTransport()
    _ = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
    #expect(await server.saw(.closedByClient(0)))
  }

  @Test func droppingTheTransportClosesIdleConnections() async throws {
    let server = try ScriptedServer { connection in
      _ = connection.readRequest()
      connection.send(okResponse)
      connection.waitForClose()
    }
    do {
      let transport = makeTransport()
      let response = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
      _ = try await collect(response.body)
    }
    #expect(await server.saw(.closedByClient(0)))
  }

  @Test func aReaderThatWaitsStopsTheServerAndLosesNothing() async throws {
    let total = 64 * 1024 * 1024
    let server = try ScriptedServer { connection in
      _ = connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(total)\r\n\r\n")
      let block = (0..<65_536).map { UInt8(truncatingIfNeeded: $0) }
      var sent = 0
      var wasBlocked = false
      while sent < total {
        if !wasBlocked, connection.isBlocked(milliseconds: 200) {
          wasBlocked = true
          connection.note("blocked")
        }
        guard connection.send(block) else { break }
        sent += block.count
      }
      if !wasBlocked { connection.note("never blocked") }
    }
    let clocks = ManualClocks()
    let transport = makeTransport(clocks: clocks)
    let response = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
    #expect(await server.saw(.note("blocked")))
    // This silence is the reader's own doing; another request makes the
    // network thread look at its watchdogs.
    clocks.advance(seconds: 3600)
    let other = try ScriptedServer(answering(okResponse))
    _ = try await collect(
      transport.open(HTTPRequest(method: "GET", url: other.url + "/")).body)
    var received = 0
    var largest = 0
    var isIntact = true
    while let bytes = try await response.body.next() {
      isIntact = isIntact && bytes.first == UInt8(truncatingIfNeeded: received)
      isIntact = isIntact && bytes.last == UInt8(truncatingIfNeeded: received + bytes.count - 1)
      received += bytes.count
      largest = max(largest, bytes.count)
    }
    #expect(received == total)
    #expect(isIntact)
    #expect(largest <= CurlTransfer.pauseBytes + EasySettings.receiveBufferBytes)
  }

  @Test func anIdleNetworkThreadIsNeverWoken() async throws {
    let server = try ScriptedServer(answering(okResponse))
    let thread = Mutex("")
    let configuration = TransportConfiguration(userAgent: "adit/test", environment: [:]) { _ in
      var path = [CChar](repeating: 0, count: 64)
      readlink("/proc/thread-self", &path, path.count - 1)
      let text = String(decoding: path.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
      thread.withLock { $0 = text }
    }
    let transport = CurlTransport(configuration: configuration)
    let response = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
    _ = try await collect(response.body)
    // The log line may come just after the end of the body.
    var status = ""
    for _ in 0..<500 where !status.contains("sleeping") {
      try await Task.sleep(for: .milliseconds(10))
      status = contents(of: "/proc/\(thread.withLock { $0 })/status")
    }
    #expect(status.contains("Name:\tadit-network"))
    let before = switches(in: status)
    try await Task.sleep(for: .milliseconds(400))
    #expect(switches(in: contents(of: "/proc/\(thread.withLock { $0 })/status")) == before)
    #expect(before != nil)
    _ = transport
  }

  @Test func socketsAreNotInherited() async throws {
    let server = try ScriptedServer { connection in
      _ = connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\n\r\nabc")
      connection.waitForClose()
    }
    let transport = makeTransport()
    let response = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
    // Beside other tests the process has many open.
    let descriptors = (0..<65_536).filter { peerPort(of: $0) == server.port }
    #expect(!descriptors.isEmpty)
    for descriptor in descriptors {
      #expect(fcntl(Int32(descriptor), F_GETFD) & FD_CLOEXEC == FD_CLOEXEC)
    }
    response.body.cancel()
  }

  @Test func aStormOfOpensAndCancelsLeaksNothing() async throws {
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n")
        connection.send(repeatElement(0x61, count: 200_000))
      }
    }
    let seed: UInt64 = 0xAD17
    var random = SeededGenerator(seed: seed)
    let plans = (0..<100).map { _ in random.next() }
    do {
      let transport = makeTransport()
      await withTaskGroup(of: Void.self) { group in
        for plan in plans {
          let task = Task { await stormRequest(plan: plan, server: server, transport: transport) }
          group.addTask {
            for _ in 0..<(plan >> 8) % 64 { await Task.yield() }
            if plan % 3 == 0 { task.cancel() }
            await task.value
          }
        }
      }
      // Still alive after all that.
      let response = try await transport.open(HTTPRequest(method: "GET", url: server.url + "/"))
      #expect(try await collect(response.body).count == 200_000, "seed \(seed)")
    }
    // With the transport every socket goes; the thread needs a moment.
    var left = 1
    for _ in 0..<500 where left > 0 {
      left = (0..<4096).count { peerPort(of: $0) == server.port }
      if left > 0 { try await Task.sleep(for: .milliseconds(10)) }
    }
    #expect(left == 0, "seed \(seed)")
  }
}

/// One request of the storm: read to the end, read a little and drop, or
/// cancel the body.
private func stormRequest(plan: UInt64, server: ScriptedServer, transport: CurlTransport) async {
  let request = HTTPRequest(method: "GET", url: server.url + "/\(plan)")
  guard let response = try? await transport.open(request) else { return }
  switch plan % 5 {
  case 0: return
  case 1: response.body.cancel()
  case 2: _ = try? await response.body.next()
  default:
    if let bytes = try? await collect(response.body) { #expect(bytes.count == 200_000) }
  }
}

/// Suspends the task until it is cancelled.
private func untilCancelled() async {
  for await _ in AsyncStream<Never>.makeStream().stream {}
}

private func contents(of path: String) -> String {
  let descriptor = open(path, O_RDONLY)
  guard descriptor >= 0 else { return "" }
  defer { close(descriptor) }
  var bytes = [UInt8](repeating: 0, count: 8192)
  let count = read(descriptor, &bytes, bytes.count)
  return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
}

private func switches(in status: String) -> String? {
  status.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches") }.map(String.init)
}

/// The port an IPv4 socket is connected to.
private func peerPort(of descriptor: Int) -> Int? {
  var address = sockaddr_in()
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let code = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      getpeername(Int32(descriptor), $0, &length)
    }
  }
  guard code == 0, address.sin_family == sa_family_t(AF_INET) else { return nil }
  return Int(UInt16(bigEndian: address.sin_port))
}
