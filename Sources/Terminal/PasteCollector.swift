internal import Interface

/// The text between the marks of a bracketed paste, line ends made LF,
/// otherwise as it came.
struct PasteCollector: Equatable, Sendable {
  /// A prompt longer than that fits no model's context.
  static let limitBytes = 8 << 20
  private static let endMark: [UInt8] = Array("\u{1b}[201~".utf8)

  private var body: [UInt8] = []
  private var droppedBytes = 0
  private var matched = 0
  private var lastWasReturn = false

  /// Bytes taken so far.
  var byteCount: Int { body.count }

  /// Takes bytes up to the end mark; `true` when it was reached. `bytes` is
  /// what follows.
  mutating func take(_ bytes: inout ArraySlice<UInt8>) -> Bool {
    while let byte = bytes.first {
      if matched == 0, byte != 0x1b, byte != 0x0d, byte != 0x0a {
        let plain = bytes.prefix { $0 != 0x1b && $0 != 0x0d && $0 != 0x0a }
        append(plain)
        lastWasReturn = false
        bytes = bytes[plain.endIndex...]
        continue
      }
      bytes.removeFirst()
      if takeMark(byte) { return true }
    }
    return false
  }

  private mutating func takeMark(_ byte: UInt8) -> Bool {
    if byte == Self.endMark[matched] {
      matched += 1
      return matched == Self.endMark.count
    }
    if matched > 0 {
      append(Self.endMark[0..<matched])
      lastWasReturn = false
      matched = 0
      if byte == 0x1b {
        matched = 1
        return false
      }
    }
    // CR and CR LF are one line end.
    if byte != 0x0a || !lastWasReturn { append([byte == 0x0d ? 0x0a : byte]) }
    lastWasReturn = byte == 0x0d
    return false
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    let taken = bytes.prefix(Self.limitBytes - body.count)
    body += taken
    droppedBytes += bytes.count - taken.count
  }

  /// Ends the paste, with its mark or without, and starts anew.
  mutating func finish() -> [InputEvent] {
    var events: [InputEvent] = []
    if droppedBytes > 0 {
      // A character cut by the bound goes as a whole.
      let tail = body.suffix(3).reversed().prefix { $0 & 0xc0 == 0x80 }.count
      if tail < body.count, body[body.count - 1 - tail] >= 0xc0 {
        body.removeLast(tail + 1)
        droppedBytes += tail + 1
      }
    }
    if !body.isEmpty { events.append(.paste(String(decoding: body, as: UTF8.self))) }
    if droppedBytes > 0 { events.append(.pasteTruncated(droppedBytes: droppedBytes)) }
    self = PasteCollector()
    return events
  }
}
