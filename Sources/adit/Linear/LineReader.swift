internal import Glibc

/// Standard input as lines, read when something is there. A line that ends in
/// a backslash goes on in the next one.
struct LineReader {
  /// The longest line; what is longer is cut there.
  static let maximumBytes = 8 << 20
  /// Lines that come within this time were pasted: they are one prompt. Far
  /// longer than a terminal takes to pass on a pasted line, shorter than
  /// anybody types one, milliseconds.
  static let pasteMilliseconds = 30

  /// Whether there will be no more.
  private(set) var hasEnded = false
  private let joinsPastes: Bool
  private var partial: [UInt8] = []
  private var lines: [String] = []

  /// `joinsPastes`: of a terminal; a pipe's lines are prompts one by one.
  init(joinsPastes: Bool) { self.joinsPastes = joinsPastes }

  /// Whether lines wait for others that may have been pasted with them.
  var isHolding: Bool { !lines.isEmpty }

  /// Takes what is there; never waits where `poll` said that something is.
  mutating func read(_ descriptor: Int32) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    guard count > 0 else {
      hasEnded = true
      if !partial.isEmpty { endLine() }
      return
    }
    for byte in buffer[..<count] { take(byte) }
  }

  /// The next prompt that is complete.
  mutating func take() -> String? {
    guard !lines.isEmpty else { return nil }
    guard joinsPastes else { return lines.removeFirst() }
    defer { lines = [] }
    return lines.joined(separator: "\n")
  }

  /// Forgets lines that were meant for something else.
  mutating func drop() {
    lines = []
    partial = []
  }

  mutating func take(_ byte: UInt8) {
    guard byte == 0x0A else {
      if partial.count < Self.maximumBytes { partial.append(byte) }
      return
    }
    if partial.last == UInt8(ascii: "\\") {
      partial[partial.count - 1] = 0x0A
    } else {
      endLine()
    }
  }

  private mutating func endLine() {
    lines.append(String(decoding: partial, as: UTF8.self))
    partial = []
  }
}
