/// One frame of `application/vnd.amazon.eventstream`, checked. It shares the
/// bytes that it came in; headers are looked up in them, not copied.
public struct EventStreamFrame: Hashable, Sendable {
  /// The header block: `name length, name, type, value`, repeated.
  let headerBytes: ArraySlice<UInt8>
  /// What the frame carries.
  public let payload: ArraySlice<UInt8>

  /// All headers, in the order sent.
  public var headers: [EventStreamHeader] {
    var reader = EventStreamHeaderReader(headerBytes)
    var headers: [EventStreamHeader] = []
    while case .header(let name, let value)? = reader.next() {
      headers.append(
        EventStreamHeader(name: String(decoding: name, as: UTF8.self), value: value.decoded))
    }
    return headers
  }

  /// The text of the string header of that name, as UTF-8.
  public func text(of name: StaticString) -> ArraySlice<UInt8>? {
    var reader = EventStreamHeaderReader(headerBytes)
    while case .header(let candidate, let value)? = reader.next() {
      guard candidate.count == name.utf8CodeUnitCount,
        name.withUTF8Buffer({ candidate.elementsEqual($0) })
      else { continue }
      return value.type == EventStreamHeaderValue.stringType ? value.bytes : nil
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

/// Walks a header block. After the block has been checked once, `.invalid`
/// does not occur.
struct EventStreamHeaderReader {
  enum Step {
    case header(name: ArraySlice<UInt8>, value: RawValue)
    case invalid(EventStreamError.HeaderFault)
  }

  /// A value before it is decoded: its type and the bytes behind the length.
  struct RawValue {
    let type: UInt8
    let bytes: ArraySlice<UInt8>
  }

  private let block: ArraySlice<UInt8>
  private var index: Int

  init(_ block: ArraySlice<UInt8>) {
    self.block = block
    index = block.startIndex
  }

  /// The next header; `nil` exactly at the end of the block.
  mutating func next() -> Step? {
    guard index < block.endIndex else { return nil }
    let nameCount = Int(block[index])
    guard nameCount > 0 else { return .invalid(.emptyName) }
    let nameStart = index + 1
    let typeIndex = nameStart + nameCount
    guard typeIndex < block.endIndex else { return .invalid(.overrun) }
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
      guard valueStart + 2 <= block.endIndex else { return .invalid(.overrun) }
      valueCount = Int(block[valueStart]) << 8 | Int(block[valueStart + 1])
      valueStart += 2
    case 9: valueCount = 16
    default: return .invalid(.unknownType(type))
    }
    guard valueStart + valueCount <= block.endIndex else { return .invalid(.overrun) }
    index = valueStart + valueCount
    return .header(
      name: block[nameStart..<typeIndex],
      value: RawValue(type: type, bytes: block[valueStart..<index]))
  }
}

extension EventStreamHeaderReader.RawValue {
  var decoded: EventStreamHeaderValue {
    switch type {
    case 0: .bool(true)
    case 1: .bool(false)
    case 2: .int8(Int8(truncatingIfNeeded: integer))
    case 3: .int16(Int16(truncatingIfNeeded: integer))
    case 4: .int32(Int32(truncatingIfNeeded: integer))
    case 5: .int64(integer)
    case EventStreamHeaderValue.stringType: .string(String(decoding: bytes, as: UTF8.self))
    case 8: .timestamp(integer)
    case 9: .uuid(Array(bytes))
    default: .bytes(Array(bytes))
    }
  }

  /// The bytes as a big-endian number.
  private var integer: Int64 {
    Int64(truncatingIfNeeded: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
