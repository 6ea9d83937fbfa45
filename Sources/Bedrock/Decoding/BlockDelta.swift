internal import Wire

/// More of a block that streams: text, reasoning, or the input of a tool. Of
/// all events nearly every one is this; it is read at a glance or, if it is
/// not plain, not at all.
struct BlockDelta {
  enum Kind {
    case text, thinking, toolInput
  }

  let index: Int
  let kind: Kind
  let text: String

  /// A delta of the Messages API:
  /// `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"…"}}`.
  init?(messages bytes: Span<UInt8>) {
    var cursor = GlanceCursor()
    guard cursor.take(UInt8(ascii: "{"), in: bytes) else { return nil }
    var isDelta = false
    var index: Int?
    var part: Part?
    repeat {
      guard let name = cursor.name(in: bytes) else { return nil }
      if bytes.holds("type", at: name) {
        guard !isDelta, let type = cursor.plainString(in: bytes),
          bytes.holds("content_block_delta", at: type)
        else { return nil }
        isDelta = true
      } else if bytes.holds("index", at: name) {
        guard index == nil, let number = cursor.number(in: bytes) else { return nil }
        index = number
      } else if bytes.holds("delta", at: name) {
        guard part == nil, let read = Part(messages: bytes, at: &cursor) else { return nil }
        part = read
      } else {
        guard cursor.plainString(in: bytes) != nil else { return nil }
      }
    } while cursor.take(UInt8(ascii: ","), in: bytes)
    guard isDelta, cursor.take(UInt8(ascii: "}"), in: bytes), cursor.isAtEnd(of: bytes) else {
      return nil
    }
    self.init(part, of: bytes, index: index)
  }

  /// A `contentBlockDelta` of Converse:
  /// `{"contentBlockIndex":0,"delta":{"text":"…"},"p":"…"}`.
  init?(converse bytes: Span<UInt8>) {
    var cursor = GlanceCursor()
    guard cursor.take(UInt8(ascii: "{"), in: bytes) else { return nil }
    var index: Int?
    var part: Part?
    repeat {
      guard let name = cursor.name(in: bytes) else { return nil }
      if bytes.holds("contentBlockIndex", at: name) {
        guard index == nil, let number = cursor.number(in: bytes) else { return nil }
        index = number
      } else if bytes.holds("delta", at: name) {
        guard part == nil, let read = Part(converse: bytes, at: &cursor) else { return nil }
        part = read
      } else {
        guard cursor.plainString(in: bytes) != nil else { return nil }
      }
    } while cursor.take(UInt8(ascii: ","), in: bytes)
    guard cursor.take(UInt8(ascii: "}"), in: bytes), cursor.isAtEnd(of: bytes) else { return nil }
    self.init(part, of: bytes, index: index)
  }

  private init?(_ part: Part?, of bytes: Span<UInt8>, index: Int?) {
    guard let part else { return nil }
    if part.hasEscapes {
      let quoted = part.contents.lowerBound - 1..<part.contents.upperBound + 1
      var scanner = JSONScanner(
        bytes.extracting(quoted).withUnsafeBufferPointer { Array($0) })
      guard let text = try? scanner.readString() else { return nil }
      self.text = text
    } else {
      text = bytes.extracting(part.contents).withUnsafeBufferPointer {
        String(decoding: $0, as: UTF8.self)
      }
    }
    kind = part.kind
    self.index = index ?? 0
  }
}

/// The delta inside of the event: what it adds to, and the place of the string
/// in the event's bytes.
private struct Part {
  let kind: BlockDelta.Kind
  let contents: Range<Int>
  let hasEscapes: Bool

  private init(
    _ kind: BlockDelta.Kind, _ string: (contents: Range<Int>, hasEscapes: Bool)
  ) {
    self.kind = kind
    contents = string.contents
    hasEscapes = string.hasEscapes
  }

  /// `{"type":"text_delta","text":"…"}`, in any order.
  init?(messages bytes: Span<UInt8>, at cursor: inout GlanceCursor) {
    guard cursor.take(UInt8(ascii: "{"), in: bytes) else { return nil }
    var type: Range<Int>?
    var part: Part?
    repeat {
      guard let name = cursor.name(in: bytes) else { return nil }
      if bytes.holds("type", at: name) {
        guard type == nil, let read = cursor.plainString(in: bytes) else { return nil }
        type = read
      } else {
        guard part == nil, let kind = Self.kind(of: name, in: bytes),
          let string = cursor.string(in: bytes)
        else { return nil }
        part = Part(kind, string)
      }
    } while cursor.take(UInt8(ascii: ","), in: bytes)
    guard cursor.take(UInt8(ascii: "}"), in: bytes), let type, let part,
      bytes.holds(Self.type(of: part.kind), at: type)
    else { return nil }
    self = part
  }

  private static func kind(of name: Range<Int>, in bytes: Span<UInt8>) -> BlockDelta.Kind? {
    if bytes.holds("text", at: name) { return .text }
    if bytes.holds("thinking", at: name) { return .thinking }
    return bytes.holds("partial_json", at: name) ? .toolInput : nil
  }

  private static func type(of kind: BlockDelta.Kind) -> StaticString {
    switch kind {
    case .text: "text_delta"
    case .thinking: "thinking_delta"
    case .toolInput: "input_json_delta"
    }
  }

  /// `{"text":"…"}`, `{"reasoningContent":{"text":"…"}}` or
  /// `{"toolUse":{"input":"…"}}`, and no other member.
  init?(converse bytes: Span<UInt8>, at cursor: inout GlanceCursor) {
    guard cursor.take(UInt8(ascii: "{"), in: bytes), let name = cursor.name(in: bytes) else {
      return nil
    }
    let string: (contents: Range<Int>, hasEscapes: Bool)?
    let kind: BlockDelta.Kind
    if bytes.holds("text", at: name) {
      kind = .text
      string = cursor.string(in: bytes)
    } else if bytes.holds("reasoningContent", at: name) {
      kind = .thinking
      string = Self.onlyMember("text", of: bytes, at: &cursor)
    } else {
      guard bytes.holds("toolUse", at: name) else { return nil }
      kind = .toolInput
      string = Self.onlyMember("input", of: bytes, at: &cursor)
    }
    guard let string, cursor.take(UInt8(ascii: "}"), in: bytes) else { return nil }
    self.init(kind, string)
  }

  private static func onlyMember(
    _ name: StaticString, of bytes: Span<UInt8>, at cursor: inout GlanceCursor
  ) -> (contents: Range<Int>, hasEscapes: Bool)? {
    guard cursor.take(UInt8(ascii: "{"), in: bytes), let given = cursor.name(in: bytes),
      bytes.holds(name, at: given), let string = cursor.string(in: bytes),
      cursor.take(UInt8(ascii: "}"), in: bytes)
    else { return nil }
    return string
  }
}
