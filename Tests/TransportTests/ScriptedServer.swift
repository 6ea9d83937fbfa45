import Glibc
import Synchronization

/// A loopback server that does what a script says: every connection runs the
/// script on a thread of its own, with blocking calls.
final class ScriptedServer: Sendable {
  /// What happened, for tests that have to wait for it.
  enum Event: Hashable, Sendable {
    /// The client closed this connection (numbered from 0).
    case closedByClient(Int)
    case note(String)
  }

  typealias Script = @Sendable (ServerConnection) -> Void

  let port: Int
  let events: AsyncStream<Event>
  private let listener: Int32
  private let log: ServerLog
  private let continuation: AsyncStream<Event>.Continuation

  var url: String { "http://127.0.0.1:\(port)" }
  var acceptedConnections: Int { log.accepted.withLock { $0 } }
  var requests: [ServerRequest] { log.requests.withLock { $0 } }

  init(_ script: @escaping Script) throws {
    let (listener, port) = try bindLoopback()
    guard listen(listener, 256) == 0 else { throw ServerError() }
    self.listener = listener
    self.port = port
    let log = ServerLog()
    self.log = log
    (events, continuation) = AsyncStream.makeStream()
    let continuation = continuation
    detachThread {
      while true {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { break }
        let index = log.accepted.withLock { count in
          defer { count += 1 }
          return count
        }
        let connection = ServerConnection(
          descriptor: descriptor, index: index, log: log, continuation: continuation)
        detachThread { script(connection) }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    continuation.finish()
  }

  /// Waits until `event` has happened; false when the stream of events ends.
  func saw(_ event: Event) async -> Bool {
    for await seen in events where seen == event { return true }
    return false
  }
}

struct ServerError: Error {}

/// A port of this machine at which nobody answers while this lives.
final class ClosedPort: Sendable {
  let port: Int
  private let descriptor: Int32

  init() throws { (descriptor, port) = try bindLoopback() }

  deinit { close(descriptor) }
}

private func bindLoopback() throws -> (descriptor: Int32, port: Int) {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let size = length
  let isBound = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
      bind(descriptor, address, size) == 0 && getsockname(descriptor, address, &length) == 0
    }
  }
  guard descriptor >= 0, isBound else { throw ServerError() }
  return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
}

final class ServerLog: Sendable {
  let accepted = Mutex(0)
  let requests = Mutex<[ServerRequest]>([])
}

struct ServerRequest: Hashable, Sendable {
  /// Request line and header lines, without line ends.
  var lines: [String]
  var body: [UInt8]

  var requestLine: String { lines.first ?? "" }

  func header(_ name: String) -> String? {
    let prefix = name.lowercased() + ":"
    return lines.dropFirst().first { $0.lowercased().hasPrefix(prefix) }
      .map { String($0.dropFirst(prefix.count).drop { $0 == " " }) }
  }
}

/// One accepted connection; closed when the script drops it.
final class ServerConnection: Sendable {
  let index: Int
  private let descriptor: Int32
  private let log: ServerLog
  private let continuation: AsyncStream<ScriptedServer.Event>.Continuation

  init(
    descriptor: Int32, index: Int, log: ServerLog,
    continuation: AsyncStream<ScriptedServer.Event>.Continuation
  ) {
    self.descriptor = descriptor
    self.index = index
    self.log = log
    self.continuation = continuation
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(4))
  }

  deinit { close(descriptor) }

  func note(_ text: String) { continuation.yield(.note(text)) }

  /// The next request with its body; `nil` when the client closed.
  func readRequest() -> ServerRequest? {
    var bytes: [UInt8] = []
    while !bytes.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)) {
      var byte: UInt8 = 0
      guard recv(descriptor, &byte, 1, 0) == 1 else {
        continuation.yield(.closedByClient(index))
        return nil
      }
      bytes.append(byte)
    }
    let lines = String(decoding: bytes.dropLast(4), as: UTF8.self).split(separator: "\r\n")
    var request = ServerRequest(lines: lines.map(String.init), body: [])
    if let count = request.header("content-length").flatMap({ Int($0) }) {
      request.body = readBytes(count)
    }
    log.requests.withLock { [request] in $0.append(request) }
    return request
  }

  private func readBytes(_ count: Int) -> [UInt8] {
    var body = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = body[filled...].withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress, $0.count, 0)
      }
      guard got > 0 else { break }
      filled += got
    }
    return body
  }

  /// False when the client is gone.
  @discardableResult
  func send(_ bytes: some Sequence<UInt8>) -> Bool {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }

  @discardableResult
  func send(_ text: String) -> Bool { send(text.utf8) }

  /// Whether a write would have to wait: both socket buffers are full.
  func isBlocked(milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&entry, 1, milliseconds) == 0
  }

  /// Waits for the client to close.
  func waitForClose() {
    var byte: UInt8 = 0
    while recv(descriptor, &byte, 1, 0) > 0 {}
    continuation.yield(.closedByClient(index))
  }

  /// Makes the coming close a reset.
  func resetOnClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}

/// Something a script waits for.
final class Gate: Sendable {
  private let reading: Int32
  private let writing: Int32

  init() {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    close(reading)
    close(writing)
  }

  func open() {
    var byte: UInt8 = 0
    write(writing, &byte, 1)
  }

  func wait() {
    var byte: UInt8 = 0
    read(reading, &byte, 1)
  }
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runThreadBody(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
  return nil
}

/// Blocking work belongs on a thread, not on the cooperative pool.
func detachThread(_ body: @escaping @Sendable () -> Void) {
  var thread = pthread_t()
  let context = Unmanaged.passRetained(ThreadBody(body)).toOpaque()
  if pthread_create(&thread, nil, runThreadBody, context) == 0 { pthread_detach(thread) }
}
