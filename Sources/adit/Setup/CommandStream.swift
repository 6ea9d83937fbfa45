internal import Glibc

/// One of the two streams of a command: its bytes, bounded, and its lines.
struct CommandStream {
  /// Of what a command says on stderr, the end is kept.
  static let keptErrorBytes = 4_096
  /// A longer line is told in pieces.
  private static let maximumLineBytes = 4_096

  /// Where to read; -1: at its end.
  var descriptor: Int32 = -1
  private(set) var bytes: [UInt8] = []
  private let keepsEnd: Bool
  private let limit: Int
  private let onLine: (@Sendable (String) -> Void)?
  private var line: [UInt8] = []

  /// `keepsEnd`: beyond `limit` the oldest bytes go; otherwise that many are
  /// an error.
  init(keepsEnd: Bool, limit: Int, onLine: (@Sendable (String) -> Void)?) {
    self.keepsEnd = keepsEnd
    self.limit = limit
    self.onLine = onLine
  }

  var isOpen: Bool { descriptor >= 0 }

  /// Takes what is there; `false` if it is too much.
  mutating func read() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 16_384)
    let count = Glibc.read(descriptor, &chunk, chunk.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return true }
    guard count > 0 else {
      descriptor = -1
      return true
    }
    return take(chunk[..<count])
  }

  mutating func take(_ new: ArraySlice<UInt8>) -> Bool {
    bytes += new
    tell(new)
    guard bytes.count > limit else { return true }
    if keepsEnd { bytes.removeFirst(bytes.count - limit) }
    return keepsEnd
  }

  /// Tells a last line without an end.
  mutating func flush() {
    if !line.isEmpty { tellLine() }
  }

  private mutating func tell(_ new: ArraySlice<UInt8>) {
    guard onLine != nil else { return }
    for byte in new {
      if byte == 0x0A {
        tellLine()
      } else {
        line.append(byte)
        if line.count >= Self.maximumLineBytes { tellLine() }
      }
    }
  }

  private mutating func tellLine() {
    if line.last == 0x0D { line.removeLast() }
    onLine?(String(decoding: line, as: UTF8.self))
    line = []
  }
}
