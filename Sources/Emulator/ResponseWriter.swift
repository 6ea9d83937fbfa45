import CSystem

/// Writes answers, faults included: which byte goes out when, in what pieces,
/// and where it all breaks off.
struct ResponseWriter: ~Copyable {
  private var socket: SocketStream
  private let faults: EmulatorFaults
  private var sizes: WriteSizeSource
  private var bodyBytes = 0
  private var frames = 0
  private var isChunked = false

  init(socket: consuming SocketStream, faults: EmulatorFaults) {
    self.socket = socket
    self.faults = faults
    sizes = WriteSizeSource(faults.writeSizes)
  }

  /// Gives the connection back.
  consuming func finish() -> SocketStream { socket }

  var bytesWritten: Int { socket.bytesWritten }

  /// Status line and headers. `length` `nil`: a chunked body follows.
  mutating func head(
    status: Int, headers: [EmulatorHeader], length: Int?, keepsAlive: Bool
  ) throws(SocketEnd) {
    if faults.headerDelayMilliseconds > 0 {
      try wait(milliseconds: faults.headerDelayMilliseconds)
    }
    var lines = "HTTP/1.1 \(status) \(Self.reason(status))\r\n"
    for header in headers {
      if header.name == "content-type", let other = faults.contentType {
        if !other.isEmpty { lines += "content-type: \(other)\r\n" }
        continue
      }
      lines += "\(header.name): \(header.value)\r\n"
    }
    isChunked = length == nil
    lines += length.map { "content-length: \($0)\r\n" } ?? "transfer-encoding: chunked\r\n"
    if !keepsAlive { lines += "connection: close\r\n" }
    try socket.write((lines + "\r\n").utf8)
  }

  /// One frame of the body.
  mutating func frame(_ bytes: [UInt8]) throws(SocketEnd) {
    var bytes = bytes
    if frames == faults.damagedFrame { Self.damage(&bytes, faults.damagedChecksum) }
    frames += 1
    if let limit = faults.endAtByte, bodyBytes + bytes.count >= limit {
      try body(bytes[..<max(0, limit - bodyBytes)])
      try end()
      throw .finished
    }
    if let limit = faults.truncateAtByte, bodyBytes + bytes.count >= limit {
      if isChunked { try socket.write("\(String(bytes.count, radix: 16))\r\n".utf8) }
      try socket.write(bytes[..<max(0, limit - bodyBytes)])
      try socket.flush()
      throw .finished
    }
    try body(bytes[...])
  }

  /// The end of the body, and everything written.
  mutating func end() throws(SocketEnd) {
    if isChunked { try socket.write("0\r\n\r\n".utf8) }
    try socket.flush()
  }

  /// Waits until `deadline`, nanoseconds of the monotonic clock; `nil`: until
  /// the client leaves.
  mutating func wait(until deadline: UInt64?) throws(SocketEnd) {
    try socket.wait(until: deadline)
  }

  mutating func wait(milliseconds: Int) throws(SocketEnd) {
    try socket.wait(
      until: adit_monotonic_nanoseconds() &+ UInt64(clamping: milliseconds) &* 1_000_000)
  }

  func checkPeer() throws(SocketEnd) { try socket.checkPeer() }

  mutating func reset() throws(SocketEnd) {
    try socket.flush()
    socket.resetOnClose()
    throw .finished
  }

  private mutating func body(_ bytes: ArraySlice<UInt8>) throws(SocketEnd) {
    var rest = bytes
    while !rest.isEmpty {
      let part = rest.prefix(sizes.next() ?? rest.count)
      rest = rest.dropFirst(part.count)
      bodyBytes += part.count
      if isChunked { try socket.write("\(String(part.count, radix: 16))\r\n".utf8) }
      try socket.write(part)
      if isChunked { try socket.write("\r\n".utf8) }
      guard faults.writeSizes != .natural || faults.writePauseMicroseconds > 0 else { continue }
      try socket.flush()
      if faults.writePauseMicroseconds > 0 {
        try socket.wait(
          until: adit_monotonic_nanoseconds()
            &+ UInt64(clamping: faults.writePauseMicroseconds) &* 1000)
      }
    }
  }

  /// Flips a bit of one of a frame's two checksums.
  private static func damage(_ bytes: inout [UInt8], _ checksum: EmulatorFaults.Checksum) {
    let index =
      switch checksum {
      case .prelude: EventStreamFrame.preludeChecksumOffset
      case .message: bytes.count - 1
      }
    if bytes.indices.contains(index) { bytes[index] ^= 1 }
  }

  private static func reason(_ status: Int) -> String {
    switch status {
    case 100: "Continue"
    case 200: "OK"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 408: "Request Timeout"
    case 413: "Content Too Large"
    case 424: "Failed Dependency"
    case 429: "Too Many Requests"
    case 500: "Internal Server Error"
    case 503: "Service Unavailable"
    default: "Status"
    }
  }
}

/// Sizes of writes, as a fault asks for.
struct WriteSizeSource: Sendable {
  private let rule: EmulatorFaults.WriteSizes
  private var turn = 0
  private var state: UInt64

  init(_ rule: EmulatorFaults.WriteSizes) {
    self.rule = rule
    if case .random(let seed, _) = rule { state = seed } else { state = 0 }
  }

  /// `nil`: everything at once.
  mutating func next() -> Int? {
    switch rule {
    case .natural: return nil
    case .cycle(let sizes):
      guard !sizes.isEmpty else { return nil }
      turn += 1
      return max(1, sizes[(turn - 1) % sizes.count])
    case .random(_, let maximum):
      // SplitMix64 (Steele, Lea, Flood 2014).
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ mixed >> 31) % UInt64(max(1, maximum))) + 1
    }
  }
}
