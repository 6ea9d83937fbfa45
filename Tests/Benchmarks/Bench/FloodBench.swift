import CSystem
import Glibc
import Synchronization
import TestSupport
import Wire

/// 100,000 deltas as fast as the socket takes them, beside a plain reader
/// with a frame decoder.
enum FloodBench {
  private static let deltas = 100_000
  private static let rounds = 7
  private static let endMark = "zz-flood-ends"

  static func run(_ subject: Subject, server: BenchServer, report: inout Report) throws {
    report.heading("flood of \(deltas) deltas")
    let body = makeBody()
    let started = Mutex<UInt64>(0)
    server.answer { connection in
      started.withLock { $0 = adit_monotonic_nanoseconds() }
      connection.beginStream()
      for start in stride(from: 0, to: body.count, by: 1 << 16) {
        guard connection.chunk(Array(body[start..<min(start + 1 << 16, body.count)])) else {
          return
        }
      }
      connection.endStream()
    }
    var floor = LatencySample()
    var flood = LatencySample()
    var echo = LatencySample()
    for _ in 0..<rounds {
      floor.add(try plainReader(port: server.port))
      let terminal = try subject.start()
      terminal.write("flood\r")
      var typed = ""
      while !terminal.wait(milliseconds: 30, for: endMark) {
        guard !terminal.isFinished, typed.count < 40 else {
          throw BenchError("the flood never ended")
        }
        typed += "q"
        echo.add(try terminal.echoTime("q", expecting: "› \(typed)"))
      }
      flood.add(terminal.lastReadNanoseconds - started.withLock { $0 })
    }
    report.line("plain reader and frame decoder, median", floor.median, unit: "ms", budget: nil)
    report.line("to the last delta on the screen, median", flood.median, unit: "ms", budget: nil)
    report.line(
      "  as a ratio to the plain reader", flood.median / floor.median, unit: "×", budget: 3)
    report.line(
      "key to screen meanwhile, slowest", echo.milliseconds(permille: 1000), unit: "ms",
      budget: 8, note: "n=\(echo.count)")
  }

  private static func makeBody() -> [UInt8] {
    var body = NativeFrames.opening()
    for index in 0..<deltas { body += NativeFrames.delta("word\(index % 10) ") }
    return body + NativeFrames.delta(endMark) + NativeFrames.closing(outputTokens: deltas)
  }

  /// The same bytes read from the same server with nothing done but decoding
  /// the frames; nanoseconds.
  private static func plainReader(port: UInt16) throws -> UInt64 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw BenchError("no connection") }
    let request = Array("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n".utf8)
    let start = adit_monotonic_nanoseconds()
    _ = write(descriptor, request, request.count)
    var chunks = ChunkedBody()
    var decoder = EventStreamDecoder()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var frames = 0
    while frames < deltas + 6 {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      decoder.feed(chunks.take(buffer[..<count]))
      while try decoder.next() != nil { frames += 1 }
    }
    return adit_monotonic_nanoseconds() - start
  }
}

/// The data of a chunked body, head skipped; for well-formed input only.
private struct ChunkedBody {
  private var pending: [UInt8] = []
  private var inBody = false
  private var left = 0

  mutating func take(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    pending += bytes
    var out: [UInt8] = []
    var offset = 0
    while offset < pending.count {
      if left > 0 {
        let count = min(left, pending.count - offset)
        out += pending[offset..<offset + count]
        offset += count
        left -= count
        continue
      }
      guard let lineEnd = pending[offset...].firstIndex(of: 10) else { break }
      let line = String(decoding: pending[offset..<lineEnd], as: UTF8.self)
        .split(whereSeparator: \.isWhitespace).first
      offset = lineEnd + 1
      if inBody {
        left = line.flatMap { Int($0, radix: 16) } ?? 0
      } else if line == nil {
        inBody = true
      }
    }
    pending.removeFirst(offset)
    return out
  }
}
