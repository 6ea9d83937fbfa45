import CSystem
import Glibc
import Synchronization

/// A loopback endpoint that answers every POST with one handler, and notes
/// when a client leaves. Requests are read to their end and not looked at.
final class BenchServer: Sendable {
  /// What happens on a connection once a POST has been read.
  typealias Handler = @Sendable (BenchConnection) -> Void

  let port: UInt16
  private let listener: Int32
  private let handler: Mutex<Handler>

  init?(handler: @escaping Handler) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listener >= 0 else { return nil }
    adit_set_close_on_exec(listener)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 64) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard bound else {
      close(listener)
      return nil
    }
    port = UInt16(bigEndian: address.sin_port)
    self.listener = listener
    self.handler = Mutex(handler)
    BenchThread.start { [self] in acceptLoop() }
  }

  /// Answers later requests with `handler`.
  func answer(_ handler: @escaping Handler) { self.handler.withLock { $0 = handler } }

  private func acceptLoop() {
    while true {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { continue }
      adit_set_close_on_exec(descriptor)
      var one: Int32 = 1
      setsockopt(
        descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
      BenchThread.start { [self] in
        let connection = BenchConnection(descriptor: descriptor)
        while let method = connection.readRequest() {
          if method == "POST" {
            let current = handler.withLock { $0 }
            current(connection)
          } else {
            connection.write(Array("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".utf8))
          }
        }
        close(descriptor)
      }
    }
  }
}

/// One client of the bench server.
final class BenchConnection: Sendable {
  private let descriptor: Int32

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Reads a request with its body; its method, `nil` when the client left.
  func readRequest() -> String? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var headEnd: Int?
    var wanted = Int.max
    while bytes.count < wanted {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return nil }
      bytes += buffer[..<count]
      if headEnd == nil, let end = Self.headEnd(bytes) {
        headEnd = end
        wanted = end + Self.contentLength(String(decoding: bytes[..<end], as: UTF8.self))
      }
    }
    return bytes.split(separator: 0x20, maxSplits: 1).first.map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private static func headEnd(_ bytes: [UInt8]) -> Int? {
    let mark: [UInt8] = [13, 10, 13, 10]
    return bytes.indices.dropLast(3).first { bytes[$0..<$0 + 4].elementsEqual(mark) }.map { $0 + 4 }
  }

  private static func contentLength(_ head: String) -> Int {
    for line in head.split(whereSeparator: \.isNewline)
    where line.lowercased().hasPrefix("content-length:") {
      return Int(line.split(separator: " ").last ?? "") ?? 0
    }
    return 0
  }

  /// Sends all of `bytes`; `false` when the client has left.
  @discardableResult
  func write(_ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        send(
          descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      offset += count
    }
    return true
  }

  /// The head of a streamed answer; its body ends with the connection's chunk
  /// of length 0.
  func beginStream() {
    write(
      Array(
        "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\ntransfer-encoding: chunked\r\n\r\n"
          .utf8))
  }

  /// One chunk of the body.
  @discardableResult
  func chunk(_ bytes: [UInt8]) -> Bool {
    write(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [13, 10])
  }

  func endStream() { write(Array("0\r\n\r\n".utf8)) }

  /// Waits until the client closes, and says when that was.
  func awaitClose() -> UInt64 {
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) > 0 {}
    return adit_monotonic_nanoseconds()
  }
}

/// A detached thread.
enum BenchThread {
  private final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  static func start(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Box(body)).toOpaque()
    let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
      if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
      return nil
    }
    if pthread_create(&thread, nil, main, context) == 0 { pthread_detach(thread) }
  }
}
