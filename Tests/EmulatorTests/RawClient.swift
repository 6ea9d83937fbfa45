import Glibc
import Wire

/// A client of a few lines: sends bytes, reads bytes, knows enough of HTTP and
/// of frames to look at answers. Nothing of the program's own client is in it.
final class RawClient {
  let descriptor: Int32

  init?(port: UInt16) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { return nil }
  }

  deinit { Glibc.close(descriptor) }

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          descriptor, $0.baseAddress?.advanced(by: start), bytes.count - start, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return }
      start += count
    }
  }

  /// What is there, waiting for at least one byte; `nil`: the connection was
  /// reset. Empty: closed.
  func receive() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count < 0 ? nil : Array(buffer[..<count])
  }

  /// Everything up to the end of the connection, and whether that was a reset.
  func receiveAll() -> (bytes: [UInt8], wasReset: Bool) {
    var bytes: [UInt8] = []
    while true {
      guard let more = receive() else { return (bytes, true) }
      if more.isEmpty { return (bytes, false) }
      bytes += more
    }
  }

  func closeWriting() { shutdown(descriptor, Int32(SHUT_WR)) }
}

/// An answer, taken apart.
struct RawAnswer {
  var status = 0
  var headers: [String: String] = [:]
  var body: [UInt8] = []
  /// Sizes of the chunks; empty: a plain body.
  var chunks: [Int] = []
  /// Whether the body is whole.
  var isComplete = false

  init(_ bytes: [UInt8]) {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    status = lines.first.flatMap { Int($0.split(separator: " ")[1]) } ?? 0
    for line in lines.dropFirst() {
      let halves = line.split(separator: ":", maxSplits: 1)
      headers[String(halves[0])] = halves.count > 1 ? String(halves[1].dropFirst()) : ""
    }
    let rest = bytes[end.upperBound...]
    guard headers["transfer-encoding"] == "chunked" else {
      body = Array(rest)
      isComplete = headers["content-length"].flatMap { Int($0) } == body.count
      return
    }
    readChunks(rest)
  }

  private mutating func readChunks(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while let lineEnd = rest.firstIndex(of: 0x0A) {
      let line = String(decoding: rest[..<lineEnd].dropLast(), as: UTF8.self)
      guard let size = Int(line, radix: 16) else { return }
      rest = rest[(lineEnd + 1)...]
      body += rest.prefix(size)
      if size == 0 {
        isComplete = Array(rest) == [0x0D, 0x0A]
        return
      }
      chunks.append(size)
      guard rest.count >= size + 2 else { return }
      rest = rest.dropFirst(size + 2)
    }
  }

  var text: String { String(decoding: body, as: UTF8.self) }
  var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }

  /// The frames of the body; damaged ones are left out and counted.
  var frames: (good: [RawFrame], damaged: Int, rest: Int) { RawFrame.all(in: body) }

  /// The native events inside `chunk` frames.
  var nativeEvents: [JSONValue] {
    frames.good.compactMap { frame in
      guard let text = frame.json["bytes"]?.string, let bytes = Base64.decode(Array(text.utf8))
      else { return nil }
      return try? JSONValue(parsing: bytes)
    }
  }

  /// The JSON of each SSE event.
  var serverSentEvents: [JSONValue] {
    text.split(separator: "\n").filter { $0.hasPrefix("data: ") }.compactMap {
      try? JSONValue(parsing: Array($0.dropFirst(6).utf8))
    }
  }
}

/// A frame, taken apart by the rules of bedrock-wire 2.1 with a bitwise CRC.
struct RawFrame {
  var headers: [(name: String, type: UInt8, value: [UInt8])]
  var payload: [UInt8]

  var json: JSONValue { (try? JSONValue(parsing: payload)) ?? .null }

  func header(_ name: String) -> String? {
    headers.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
  }

  static func all(in bytes: [UInt8]) -> (good: [RawFrame], damaged: Int, rest: Int) {
    var good: [RawFrame] = []
    var damaged = 0
    var rest = bytes[...]
    while rest.count >= 12 {
      let total = number(rest.prefix(4))
      guard total >= 16, rest.count >= total else { break }
      let frame = Array(rest.prefix(total))
      if crc(frame[..<8]) == number(frame[8..<12]),
        crc(frame[..<(total - 4)]) == number(frame[(total - 4)...])
      {
        good.append(RawFrame(frame))
      } else {
        damaged += 1
      }
      rest = rest.dropFirst(total)
    }
    return (good, damaged, rest.count)
  }

  private init(_ bytes: [UInt8]) {
    let end = 12 + Self.number(bytes[4..<8])
    headers = []
    payload = Array(bytes[end..<(bytes.count - 4)])
    var index = 12
    while index < end {
      let name = String(
        decoding: bytes[(index + 1)..<(index + 1 + Int(bytes[index]))], as: UTF8.self)
      index += 1 + Int(bytes[index])
      let type = bytes[index]
      index += 1
      var size = [0, 0, 1, 2, 4, 8, 0, 0, 8, 16][Int(type)]
      if type == 6 || type == 7 {
        size = Self.number(bytes[index..<(index + 2)])
        index += 2
      }
      headers.append((name, type, Array(bytes[index..<(index + size)])))
      index += size
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  private static func crc(_ bytes: ArraySlice<UInt8>) -> Int {
    var value: UInt32 = .max
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return Int(~value)
  }
}
