/// One frame of `application/vnd.amazon.eventstream`, checked. It shares the
/// bytes that it came in; headers are looked up in them, not copied.
public struct EventStreamFrame: Hashable, Sendable {
  /// The header block and behind it the payload.
  private let content: ArraySlice<UInt8>
  private let headerByteCount: Int

  /// The first `headerByteCount` bytes of `content` are the header block.
  init(_ content: ArraySlice<UInt8>, headerByteCount: Int) {
    self.content = content
    self.headerByteCount = headerByteCount
  }

  /// What the frame carries.
  public var payload: ArraySlice<UInt8> { content.dropFirst(headerByteCount) }

  /// All headers, in the order sent.
  public var headers: [EventStreamHeader] {
    let block = Array(content.prefix(headerByteCount))
    var reader = EventStreamHeaderReader()
    var headers: [EventStreamHeader] = []
    while case .header(let name, let type, let value)? = reader.next(in: block.span) {
      headers.append(
        EventStreamHeader(
          name: String(decoding: block[name], as: UTF8.self),
          value: EventStreamHeaderValue(type: type, bytes: block[value])))
    }
    return headers
  }

  /// The text of the string header of that name, as UTF-8.
  public func text(of name: StaticString) -> ArraySlice<UInt8>? {
    guard let place = place(of: name) else { return nil }
    return content[content.startIndex + place.lowerBound..<content.startIndex + place.upperBound]
  }

  /// Whether the string header of that name says `text`.
  public func says(_ text: StaticString, in name: StaticString) -> Bool {
    guard let place = place(of: name) else { return false }
    return content.span.holds(text, at: place)
  }

  /// Where in `content` the text of the string header of that name stands.
  private func place(of name: StaticString) -> Range<Int>? {
    let block = content.span.extracting(first: headerByteCount)
    var reader = EventStreamHeaderReader()
    while case .header(let candidate, let type, let value)? = reader.next(in: block) {
      guard block.holds(name, at: candidate) else { continue }
      return type == EventStreamHeaderValue.stringType ? value : nil
    }
    return nil
  }
}

/// A header of a frame.
public struct EventStreamHeader: Hashable, Sendable {
  /// 1…255 bytes; the service's own begin with a colon.
  public var name: String
  /// What it says.
  public var value: EventStreamHeaderValue

  /// A header.
  public init(name: String, value: EventStreamHeaderValue) {
    self.name = name
    self.value = value
  }
}

/// The ten types of header values (bedrock-wire 2.1).
public enum EventStreamHeaderValue: Hashable, Sendable {
  case bool(Bool)
  case int8(Int8)
  case int16(Int16)
  case int32(Int32)
  case int64(Int64)
  case bytes([UInt8])
  case string(String)
  /// Milliseconds since 1970, UTC.
  case timestamp(Int64)
  /// 16 bytes.
  case uuid([UInt8])

  static let stringType: UInt8 = 7
}

/// Walks a header block, the same one at each call. After the block has been
/// checked once, `.invalid` does not occur.
struct EventStreamHeaderReader {
  enum Step {
    /// Places in the block; the value's without its length.
    case header(name: Range<Int>, type: UInt8, value: Range<Int>)
    case invalid(EventStreamError.HeaderFault)
  }

  private var index = 0

  /// The next header; `nil` exactly at the end of the block.
  mutating func next(in block: Span<UInt8>) -> Step? {
    guard index < block.count else { return nil }
    let nameCount = Int(block[index])
    guard nameCount > 0 else { return .invalid(.emptyName) }
    let nameStart = index + 1
    let typeIndex = nameStart + nameCount
    guard typeIndex < block.count else { return .invalid(.overrun) }
    let type = block[typeIndex]
    var valueStart = typeIndex + 1
    let valueCount: Int
    switch type {
    case 0, 1: valueCount = 0
    case 2: valueCount = 1
    case 3: valueCount = 2
    case 4: valueCount = 4
    case 5, 8: valueCount = 8
    case 6, 7:
      guard valueStart + 2 <= block.count else { return .invalid(.overrun) }
      valueCount = Int(block[valueStart]) << 8 | Int(block[valueStart + 1])
      valueStart += 2
    case 9: valueCount = 16
    default: return .invalid(.unknownType(type))
    }
    guard valueStart + valueCount <= block.count else { return .invalid(.overrun) }
    index = valueStart + valueCount
    return .header(name: nameStart..<typeIndex, type: type, value: valueStart..<index)
  }
}

extension EventStreamHeaderValue {
  /// The value of a header block: its type and the bytes behind the length.
  init(type: UInt8, bytes: ArraySlice<UInt8>) {
    /// The bytes as a big-endian number.
    var integer: Int64 {
      Int64(truncatingIfNeeded: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
    self =
      switch type {
      case 0: .bool(true)
      case 1: .bool(false)
      case 2: .int8(Int8(truncatingIfNeeded: integer))
      case 3: .int16(Int16(truncatingIfNeeded: integer))
      case 4: .int32(Int32(truncatingIfNeeded: integer))
      case 5: .int64(integer)
      case Self.stringType: .string(String(decoding: bytes, as: UTF8.self))
      case 8: .timestamp(integer)
      case 9: .uuid(Array(bytes))
      default: .bytes(Array(bytes))
      }
  }
}
