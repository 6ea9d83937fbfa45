/// What is kept of a command's output: its beginning, passed on as it comes,
/// and its end. However much there is, it takes no more memory.
struct OutputKeeper: Sendable {
  /// Bytes of the beginning and of the end that are kept.
  static let headBytes = 128 << 10
  static let tailBytes = 128 << 10
  /// Bytes of the end that are shown while more comes.
  private static let shownBytes = 4 << 10

  private var headLeft = headBytes
  private var tail: [UInt8] = []
  private(set) var leftOutBytes = 0
  /// Line ends in all of it.
  private(set) var lineCount = 0

  /// Whether the beginning is full.
  var hasTail: Bool { !tail.isEmpty || leftOutBytes > 0 }

  /// What of `bytes` belongs to the beginning.
  mutating func take(_ bytes: [UInt8]) -> [UInt8] {
    for byte in bytes where byte == 0x0A { lineCount += 1 }
    guard headLeft > 0 else {
      keep(bytes[...])
      return []
    }
    guard bytes.count > headLeft else {
      headLeft -= bytes.count
      return bytes
    }
    let count = OutputCleaner.wholeCharacters(Array(bytes[..<headLeft]))
    headLeft = 0
    keep(bytes[count...])
    return Array(bytes[..<count])
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    tail += bytes
    // Taken off seldom: each time costs what is kept.
    if tail.count > 2 * Self.tailBytes { trim() }
  }

  private mutating func trim() {
    guard tail.count > Self.tailBytes else { return }
    let count = tail.count - Self.tailBytes
    // The end begins with a whole line where there is one nearby.
    let line = tail[count...].prefix(Self.shownBytes).firstIndex(of: 0x0A).map { $0 + 1 } ?? count
    leftOutBytes += line
    tail.removeFirst(line)
  }

  /// The last lines, while more comes.
  var lastLines: String { String(decoding: tail.suffix(Self.shownBytes), as: UTF8.self) }

  /// The end, once there is no more.
  mutating func finish() -> String {
    trim()
    return String(decoding: tail, as: UTF8.self)
  }
}
