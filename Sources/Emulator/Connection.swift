import CSystem
import Glibc
import Synchronization
import Wire

/// One connection: reads requests, has them answered, one after the other.
struct Connection: Sendable {
  /// Bytes asked of the socket at a time.
  private static let readBytes = 64 * 1024

  let server: EmulatorServer
  let descriptor: Int32
  /// For the log.
  let number: Int

  func serve() {
    var socket = SocketStream(descriptor: descriptor)
    var parser = HTTPRequestParser()
    while true {
      let request: ReceivedRequest
      do {
        guard let complete = try Self.read(&parser, from: &socket) else { return }
        request = complete
      } catch {
        Self.refuse(error, on: socket)
        return
      }
      let serial = server.log(request, connection: number)
      var exchange = Exchange(server: server, request: request, serial: serial)
      guard let kept = exchange.answer(on: socket) else { return }
      socket = kept
      if !request.keepsAlive { return }
    }
  }

  /// The next request; `nil` when the client has left.
  private static func read(
    _ parser: inout HTTPRequestParser, from socket: inout SocketStream
  ) throws(HTTPRequestParser.Failure) -> ReceivedRequest? {
    while true {
      if let request = try parser.next() { return request }
      if parser.expectsContinue, !parser.hasAnsweredExpect {
        parser.hasAnsweredExpect = true
        do {
          try socket.write("HTTP/1.1 100 Continue\r\n\r\n".utf8)
          try socket.flush()
        } catch { return nil }
      }
      let bytes = socket.read(upTo: readBytes)
      guard !bytes.isEmpty else { return nil }
      parser.append(bytes[...])
    }
  }

  private static func refuse(
    _ failure: HTTPRequestParser.Failure, on socket: consuming SocketStream
  ) {
    var writer = ResponseWriter(socket: socket, faults: EmulatorFaults())
    let message: JSONValue = ["message": .string(failure.reason)]
    let body = message.serialized()
    // The client may be gone; nobody else wants to know.
    try? writer.head(
      status: failure.status, headers: [EmulatorHeader("content-type", "application/json")],
      length: body.count, keepsAlive: false)
    try? writer.frame(body)
    try? writer.end()
  }
}

extension EmulatorServer {
  func log(_ request: ReceivedRequest, connection: Int) -> Int {
    let serial = state.withLock { $0.log.add(request, connection: connection) }
    noteChange()
    return serial
  }

  func updateLog(_ serial: Int, _ change: (inout LoggedRequest) -> Void) {
    state.withLock { $0.log.update(serial, change) }
    noteChange()
  }
}
