/// One event of a `text/event-stream` body.
public struct ServerSentEvent: Hashable, Sendable {
  /// The `event` field; empty where none was sent.
  public var name: String
  /// The `data` lines, joined with line feeds.
  public var data: [UInt8]
}

/// Why an event stream cannot be read on.
public enum ServerSentEventError: Error, Hashable, Sendable {
  /// A line or an event is longer than the limit.
  case tooLong
}

/// Cuts the bytes of a `text/event-stream` body into events (bedrock-wire
/// 1.12; WHATWG HTML 9.2.6). A value; takes any split of the input, inside
/// UTF-8 sequences and between CR and LF too. An event without its blank line
/// at the end of the body is never handed out.
public struct ServerSentEventDecoder: Sendable {
  /// Bytes of a line, and of an event's data: as much as the binary framing
  /// allows for one event.
  public static let maximumEventByteCount = EventStreamDecoder.maximumFrameByteCount

  private var buffer: [UInt8] = []
  /// Where the line that is being read begins in `buffer`.
  private var lineStart = 0
  /// How far `buffer` has been searched for the line's end.
  private var searched = 0
  private var isFirstLine = true
  /// The last line ended in CR: a line feed right behind it belongs to it.
  private var skipsLineFeed = false
  private var name = ""
  private var data: [UInt8] = []
  private var hasData = false
  private var failure: ServerSentEventError?

  /// A decoder at the beginning of a body.
  public init() {}

  /// Takes the next bytes of the body.
  public mutating func feed(_ bytes: [UInt8]) {
    if lineStart == buffer.count {
      buffer = bytes
      searched = 0
    } else {
      if lineStart > 0 { buffer = Array(buffer[lineStart...]) }
      searched -= lineStart
      buffer += bytes
    }
    lineStart = 0
  }

  /// The next complete event; `nil` if more bytes are needed.
  public mutating func next() throws(ServerSentEventError) -> ServerSentEvent? {
    if let failure { throw failure }
    while let line = nextLine() {
      guard data.count + line.count <= Self.maximumEventByteCount else { throw fail() }
      if line.isEmpty {
        if let event = takeEvent() { return event }
      } else {
        read(line)
      }
    }
    guard buffer.count - lineStart <= Self.maximumEventByteCount else { throw fail() }
    return nil
  }

  /// Whether the body may end here without a line or an event being lost.
  public var isBetweenEvents: Bool {
    lineStart == buffer.count && !hasData && name.isEmpty
  }

  private mutating func fail() -> ServerSentEventError {
    failure = .tooLong
    buffer = []
    data = []
    lineStart = 0
    searched = 0
    return .tooLong
  }

  /// The next line without its end, from the buffer.
  private mutating func nextLine() -> ArraySlice<UInt8>? {
    if skipsLineFeed, lineStart < buffer.count {
      skipsLineFeed = false
      if buffer[lineStart] == 0x0A {
        lineStart += 1
        searched = lineStart
      }
    }
    searched = Self.endOfLine(buffer, from: searched)
    guard searched < buffer.count else { return nil }
    var line = buffer[lineStart..<searched]
    skipsLineFeed = buffer[searched] == 0x0D
    searched += 1
    lineStart = searched
    if isFirstLine {
      isFirstLine = false
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      if line.starts(with: mark) { line = line.dropFirst(mark.count) }
    }
    return line
  }

  private static func endOfLine(_ bytes: [UInt8], from start: Int) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var index = start
      while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      return index
    }
  }

  /// Takes over the fields that count here; `id`, `retry`, unknown fields and
  /// comments have no meaning for a model's answer.
  private mutating func read(_ line: ArraySlice<UInt8>) {
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[min(colon + 1, line.endIndex)...]
    if value.first == 0x20 { value = value.dropFirst() }
    let field = line[..<colon]
    if field.elementsEqual("data".utf8) {
      if hasData { data.append(0x0A) }
      data += value
      hasData = true
    } else if field.elementsEqual("event".utf8) {
      name = String(decoding: value, as: UTF8.self)
    }
  }

  /// The event that a blank line completes; none where no data was sent.
  private mutating func takeEvent() -> ServerSentEvent? {
    defer {
      name = ""
      data = []
      hasData = false
    }
    return hasData ? ServerSentEvent(name: name, data: data) : nil
  }
}
