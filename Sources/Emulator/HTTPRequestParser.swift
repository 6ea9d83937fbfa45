/// A request as it came over the socket. `target` keeps the bytes of the
/// request line: signatures are made over them.
struct ReceivedRequest: Hashable, Sendable {
  var method: String
  /// Path and query as on the request line.
  var target: String
  var headers: [EmulatorHeader]
  var body: [UInt8]
  /// Whether the client wants the connection kept.
  var keepsAlive: Bool

  /// The first header of that name (lower case).
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The part of the target before `?`.
  var path: Substring { target.prefix { $0 != "?" } }

  /// The part after the first `?`.
  var query: Substring {
    guard let mark = target.firstIndex(of: "?") else { return "" }
    return target[target.index(after: mark)...]
  }
}

/// HTTP/1.1 requests out of bytes, in any split. Strict and bounded; a failure
/// is final for the connection.
struct HTTPRequestParser: Sendable {
  /// What a request is refused with before it is complete.
  struct Failure: Error, Hashable {
    var status: Int
    var reason: String
  }

  /// The service's own limit is near; anything longer is a mistake.
  static let maximumHeadBytes = 64 * 1024
  /// Above the documented 20 MB of Bedrock and 32 MB of the direct API.
  static let maximumBodyBytes = 32 * 1024 * 1024
  /// Chunk-size lines are a few digits and an optional extension.
  private static let maximumChunkLineBytes = 4096

  private enum Stage {
    case head
    case fixed(remaining: Int)
    case chunkSize
    case chunkData(remaining: Int)
    case chunkEnd
    case trailers
    case complete
  }

  private var stage = Stage.head
  private var buffer: [UInt8] = []
  private var start = 0
  private var request = ReceivedRequest(
    method: "", target: "", headers: [], body: [], keepsAlive: true)

  /// Whether `Expect: 100-continue` asks for an interim answer now.
  private(set) var expectsContinue = false
  /// Set by the caller once it has answered that.
  var hasAnsweredExpect = false
  /// Adds bytes.
  mutating func append(_ bytes: ArraySlice<UInt8>) { buffer += bytes }

  /// The next complete request, or `nil` while bytes are missing.
  mutating func next() throws(Failure) -> ReceivedRequest? {
    while true {
      switch stage {
      case .head:
        guard let head = try takeHead() else { return nil }
        try begin(head)
      case .fixed(let remaining):
        let count = take(remaining)
        guard count == remaining else {
          stage = .fixed(remaining: remaining - count)
          return nil
        }
        stage = .complete
      case .chunkSize:
        guard let line = try takeLine() else { return nil }
        let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
        guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0,
          size <= Self.maximumBodyBytes - request.body.count
        else { throw Failure(status: 400, reason: "a wrong chunk size") }
        stage = size == 0 ? .trailers : .chunkData(remaining: size)
      case .chunkData(let remaining):
        let count = take(remaining)
        guard count == remaining else {
          stage = .chunkData(remaining: remaining - count)
          return nil
        }
        stage = .chunkEnd
      case .chunkEnd:
        guard let line = try takeLine() else { return nil }
        guard line.isEmpty else { throw Failure(status: 400, reason: "a chunk without its end") }
        stage = .chunkSize
      case .trailers:
        guard let line = try takeLine() else { return nil }
        if line.isEmpty { stage = .complete }
      case .complete:
        stage = .head
        compact()
        expectsContinue = false
        hasAnsweredExpect = false
        let done = request
        request.body = []
        return done
      }
    }
  }

  private mutating func compact() {
    buffer.removeFirst(start)
    start = 0
  }

  /// Moves up to `count` bytes into the body.
  private mutating func take(_ count: Int) -> Int {
    let size = min(count, buffer.count - start)
    request.body += buffer[start..<start + size]
    start += size
    if start == buffer.count { compact() }
    return size
  }

  private mutating func takeLine() throws(Failure) -> [UInt8]? {
    guard let end = buffer[start...].firstIndex(of: 0x0A) else {
      if buffer.count - start > Self.maximumChunkLineBytes {
        throw Failure(status: 400, reason: "a chunk line without an end")
      }
      return nil
    }
    var line = Array(buffer[start..<end])
    if line.last == 0x0D { line.removeLast() }
    start = end + 1
    return line
  }

  /// The lines up to the empty one.
  private mutating func takeHead() throws(Failure) -> [String]? {
    // Empty lines before a request line are to be ignored (RFC 9112 2.2).
    while start < buffer.count, buffer[start] == 0x0D || buffer[start] == 0x0A { start += 1 }
    var lines: [String] = []
    var index = start
    while let end = buffer[index...].firstIndex(of: 0x0A) {
      let stop = end > index && buffer[end - 1] == 0x0D ? end - 1 : end
      if end - start > Self.maximumHeadBytes { break }
      if stop == index {
        start = end + 1
        return lines
      }
      lines.append(String(decoding: buffer[index..<stop], as: UTF8.self))
      index = end + 1
    }
    if buffer.count - start > Self.maximumHeadBytes {
      throw Failure(status: 431, reason: "headers above \(Self.maximumHeadBytes) bytes")
    }
    return nil
  }

  private mutating func begin(_ lines: [String]) throws(Failure) {
    guard let first = lines.first else { throw Failure(status: 400, reason: "no request line") }
    let words = first.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[2].hasPrefix("HTTP/1."), !words[0].isEmpty else {
      throw Failure(status: 400, reason: "not an HTTP/1.1 request line")
    }
    guard words[1].hasPrefix("/") else {
      throw Failure(status: 400, reason: "a target that is not a path")
    }
    var headers: [EmulatorHeader] = []
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
        !line.hasPrefix(" "), !line.hasPrefix("\t")
      else { throw Failure(status: 400, reason: "not a header line") }
      let value = line[line.index(after: colon)...]
      headers.append(
        EmulatorHeader(String(line[..<colon]), String(value.trimmingBlanks())))
    }
    request = ReceivedRequest(
      method: String(words[0]), target: String(words[1]), headers: headers, body: [],
      keepsAlive: words[2] != "HTTP/1.0")
    try readFraming()
  }

  private mutating func readFraming() throws(Failure) {
    if let connection = request.header("connection")?.lowercased(), connection.contains("close") {
      request.keepsAlive = false
    }
    expectsContinue = request.header("expect")?.lowercased() == "100-continue"
    let lengths = Set(request.headers.filter { $0.name == "content-length" }.map(\.value))
    if let coding = request.header("transfer-encoding")?.lowercased() {
      guard coding == "chunked", lengths.isEmpty else {
        throw Failure(status: 501, reason: "a transfer coding other than chunked")
      }
      stage = .chunkSize
    } else if let text = lengths.first {
      guard lengths.count == 1, let length = Int(text), length >= 0, !text.hasPrefix("+") else {
        throw Failure(status: 400, reason: "a wrong content-length")
      }
      guard length <= Self.maximumBodyBytes else {
        throw Failure(status: 413, reason: "a body above \(Self.maximumBodyBytes) bytes")
      }
      stage = .fixed(remaining: length)
    } else {
      stage = .complete
    }
  }
}

extension StringProtocol {
  /// Without blanks and tabs at both ends.
  func trimmingBlanks() -> SubSequence {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let head = drop(while: isBlank)
    guard let last = head.lastIndex(where: { !isBlank($0) }) else { return head }
    return head[...last]
  }
}
