import Glibc
import Synchronization

/// A loopback HTTP/1.1 server that answers as a test says, for services that
/// the emulator does not play: STS, Identity Center, metadata, faults.
///
/// One thread accepts, one serves each connection. Chunked requests are not
/// read; nothing here sends them.
public final class ScriptedServer: Sendable {
  /// A request as it came.
  public struct Request: Sendable {
    /// `GET`, `POST` …
    public var method: String
    /// With the query.
    public var target: String
    /// Names in lower case, in order of arrival.
    public var headers: [(name: String, value: String)]
    /// As it came.
    public var body: [UInt8]

    /// The target up to its `?`.
    public var path: String { String(target.prefix { $0 != "?" }) }
    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }
    /// The first header of that name (lower case).
    public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
  }

  /// What is sent back.
  public struct Reply: Sendable {
    /// The status.
    public var status: Int
    /// Beside `content-length`.
    public var headers: [(name: String, value: String)]
    /// The whole body.
    public var body: [UInt8]
    /// The connection is closed after this many bytes of the body; `nil`:
    /// after all of it is sent, the connection stays open.
    public var cut: Int?
    /// Nothing is sent, and the connection stays open until the server ends.
    public var isSilent = false

    /// A reply; `content-length` is added.
    public init(
      _ status: Int = 200, _ body: [UInt8] = [], headers: [(name: String, value: String)] = [],
      cut: Int? = nil
    ) {
      self.status = status
      self.body = body
      self.headers = headers
      self.cut = cut
    }

    /// A reply with a JSON body.
    public static func json(
      _ text: String, status: Int = 200, headers: [(name: String, value: String)] = []
    ) -> Reply {
      Reply(
        status, Array(text.utf8),
        headers: [(name: "content-type", value: "application/json")] + headers)
    }

    /// No answer at all.
    public static var silence: Reply {
      var reply = Reply()
      reply.isSilent = true
      return reply
    }
  }

  /// The port on 127.0.0.1.
  public let port: UInt16
  /// `http://127.0.0.1:port`.
  public var url: String { "http://127.0.0.1:\(port)" }
  /// Every request so far, in order of arrival.
  public var requests: [Request] { log.withLock { $0 } }

  private let descriptor: Int32
  private let log = Mutex<[Request]>([])
  private let open = Mutex<[Int32]>([])
  private let isStopped = Mutex(false)
  private let isListening = Mutex(true)
  private let answer: @Sendable (Request, Int) -> Reply

  /// Starts a server; `answer` gets each request and its number from 0.
  public init(_ answer: @escaping @Sendable (Request, Int) -> Reply) throws {
    self.answer = answer
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = descriptor
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> Int32 in
        guard bind(listener, generic, length) == 0, listen(listener, 64) == 0 else { return -1 }
        return getsockname(listener, generic, &length)
      }
    }
    guard result == 0 else { throw PtyError(call: "listen", code: errno) }
    port = UInt16(bigEndian: address.sin_port)
    start { server in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return server.endListening() }
        server.open.withLock { $0.append(connection) }
        server.start { $0.serve(connection) }
      }
    }
  }

  /// Starts a server that answers from a list, the last reply for ever.
  public convenience init(replies: [Reply]) throws {
    try self.init { _, number in replies[min(number, replies.count - 1)] }
  }

  /// Closes every connection and stops listening. The threads end with it.
  /// Again it does nothing: the descriptor is somebody else's by then.
  public func stop() {
    let isFirst = isStopped.withLock { stopped in
      defer { stopped = true }
      return !stopped
    }
    guard isFirst else { return }
    // The accepting thread closes the descriptor: its number must not become
    // another server's while that thread may still ask for connections.
    isListening.withLock { isListening in
      if isListening { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
    open.withLock { connections in
      for connection in connections { shutdown(connection, Int32(SHUT_RDWR)) }
    }
  }

  private func endListening() {
    isListening.withLock { isListening in
      isListening = false
      close(descriptor)
    }
  }

  private func start(_ body: @escaping @Sendable (ScriptedServer) -> Void) {
    let job = ThreadJob { body(self) }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(job).toOpaque()
    guard pthread_create(&thread, nil, scriptedServerMain, context) == 0 else {
      Unmanaged<ThreadJob>.fromOpaque(context).release()
      return
    }
    pthread_detach(thread)
  }

  private func serve(_ connection: Int32) {
    var reader = RequestReader(descriptor: connection)
    while let request = reader.next() {
      let number = log.withLock { log in
        log.append(request)
        return log.count - 1
      }
      let reply = answer(request, number)
      if reply.isSilent { continue }
      guard send(reply, to: connection, isHead: request.method == "HEAD") else { break }
    }
    open.withLock { $0.removeAll { $0 == connection } }
    close(connection)
  }

  /// Whether the connection can be used further.
  private func send(_ reply: Reply, to connection: Int32, isHead: Bool) -> Bool {
    var head = "HTTP/1.1 \(reply.status) Scripted\r\n"
    for (name, value) in reply.headers { head += "\(name): \(value)\r\n" }
    head += "content-length: \(reply.body.count)\r\n\r\n"
    let body = isHead ? [] : Array(reply.body.prefix(reply.cut ?? .max))
    var rest = (Array(head.utf8) + body)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return reply.cut == nil
  }
}

/// Reads requests off a connection.
private struct RequestReader {
  let descriptor: Int32
  private var buffer: [UInt8] = []

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The next request; `nil` at the end of the connection.
  mutating func next() -> ScriptedServer.Request? {
    var end = headEnd()
    while end == nil {
      guard fill() else { return nil }
      end = headEnd()
    }
    guard let end else { return nil }
    let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
    buffer.removeFirst(end + 4)
    let words = (lines.first ?? "").split(separator: " ")
    guard words.count == 3 else { return nil }
    let headers = lines.dropFirst().map { line -> (name: String, value: String) in
      let name = line.prefix { $0 != ":" }
      let value = line.dropFirst(name.count + 1).drop { $0 == " " }
      return (name.lowercased(), String(value))
    }
    let length = headers.first { $0.name == "content-length" }.flatMap { Int($0.value) } ?? 0
    while buffer.count < length { guard fill() else { return nil } }
    let body = Array(buffer.prefix(length))
    buffer.removeFirst(length)
    return ScriptedServer.Request(
      method: String(words[0]), target: String(words[1]), headers: headers, body: body)
  }

  private func headEnd() -> Int? {
    guard buffer.count >= 4 else { return nil }
    return (0...(buffer.count - 4)).first { buffer[$0..<$0 + 4].elementsEqual([13, 10, 13, 10]) }
  }

  private mutating func fill() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    buffer += chunk[..<count]
    return true
  }
}

private final class ThreadJob {
  let run: () -> Void
  init(_ run: @escaping () -> Void) { self.run = run }
}

private let scriptedServerMain:
  @convention(c) (UnsafeMutableRawPointer?) ->
    UnsafeMutableRawPointer? = { context in
      guard let context else { return nil }
      Unmanaged<ThreadJob>.fromOpaque(context).takeRetainedValue().run()
      return nil
    }
