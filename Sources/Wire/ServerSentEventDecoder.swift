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
  /// The last name sent: most events of a stream have the same one.
  private var lastName = ""
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

  /// The place in the buffer of the next line, without its end.
  private mutating func nextLine() -> Range<Int>? {
    if skipsLineFeed, lineStart < buffer.count {
      skipsLineFeed = false
      if buffer[lineStart] == 0x0A {
        lineStart += 1
        searched = lineStart
      }
    }
    searched = Self.endOfLine(buffer.span, from: searched)
    guard searched < buffer.count else { return nil }
    var line = lineStart..<searched
    skipsLineFeed = buffer[searched] == 0x0D
    searched += 1
    lineStart = searched
    if isFirstLine {
      isFirstLine = false
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      if buffer[line].starts(with: mark) { line = line.dropFirst(mark.count) }
    }
    return line
  }

  private static func endOfLine(_ bytes: Span<UInt8>, from start: Int) -> Int {
    WordSearch.first(in: bytes, from: start) { word in
      WordSearch.marks(of: 0x0A, in: word) | WordSearch.marks(of: 0x0D, in: word)
    } isMember: { byte in
      byte == 0x0A || byte == 0x0D
    }
  }

  /// Takes over the fields that count here; `id`, `retry`, unknown fields and
  /// comments have no meaning for a model's answer.
  private mutating func read(_ line: Range<Int>) {
    var colon = line.lowerBound
    while colon < line.upperBound, buffer[colon] != UInt8(ascii: ":") { colon += 1 }
    let field = line.lowerBound..<colon
    var valueStart = min(colon + 1, line.upperBound)
    if valueStart < line.upperBound, buffer[valueStart] == 0x20 { valueStart += 1 }
    let value = valueStart..<line.upperBound
    if buffer.span.holds("data", at: field) {
      if hasData { data.append(0x0A) }
      data += buffer[value]
      hasData = true
    } else if buffer.span.holds("event", at: field) {
      if !buffer[value].elementsEqual(lastName.utf8) {
        lastName = String(decoding: buffer[value], as: UTF8.self)
      }
      name = lastName
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
