/// One frame of `application/vnd.amazon.eventstream` (bedrock-wire 2.1), to be
/// encoded.
struct EventStreamFrame: Hashable, Sendable {
  /// A header's value, of each type that the format has.
  enum Value: Hashable, Sendable {
    case bool(Bool)
    case int8(Int8)
    case int16(Int16)
    case int32(Int32)
    case int64(Int64)
    case bytes([UInt8])
    case string(String)
    /// Milliseconds since 1970.
    case timestamp(Int64)
    /// Sixteen bytes.
    case uuid([UInt8])
  }

  struct Header: Hashable, Sendable {
    var name: String
    var value: Value
  }

  /// Length prelude, its checksum, and the checksum at the end.
  static let overheadBytes = 16
  /// Where the checksum of the prelude stands.
  static let preludeChecksumOffset = 8

  var headers: [Header]
  var payload: [UInt8]

  /// The frame's bytes with both checksums.
  func encoded() -> [UInt8] {
    var block: [UInt8] = []
    for header in headers {
      block.append(UInt8(truncatingIfNeeded: header.name.utf8.count))
      block += header.name.utf8
      header.value.write(into: &block)
    }
    var out: [UInt8] = []
    let total = Self.overheadBytes + block.count + payload.count
    out.reserveCapacity(total)
    out.append(bigEndian: UInt32(truncatingIfNeeded: total))
    out.append(bigEndian: UInt32(truncatingIfNeeded: block.count))
    out.append(bigEndian: CRC32.checksum(of: out))
    out += block
    out += payload
    out.append(bigEndian: CRC32.checksum(of: out))
    return out
  }

  /// An event. The service writes these three headers in this order in every
  /// recorded frame (bedrock-wire 2.2).
  static func event(_ type: String, payload: [UInt8]) -> EventStreamFrame {
    EventStreamFrame(
      headers: [
        Header(name: ":event-type", value: .string(type)),
        Header(name: ":content-type", value: .string("application/json")),
        Header(name: ":message-type", value: .string("event")),
      ], payload: payload)
  }

  /// A modelled failure inside a stream.
  static func exception(_ type: String, payload: [UInt8]) -> EventStreamFrame {
    EventStreamFrame(
      headers: [
        Header(name: ":exception-type", value: .string(type)),
        Header(name: ":content-type", value: .string("application/json")),
        Header(name: ":message-type", value: .string("exception")),
      ], payload: payload)
  }

  /// A failure that the service does not model; no payload.
  static func error(code: String, message: String) -> EventStreamFrame {
    EventStreamFrame(
      headers: [
        Header(name: ":message-type", value: .string("error")),
        Header(name: ":error-code", value: .string(code)),
        Header(name: ":error-message", value: .string(message)),
      ], payload: [])
  }
}

extension EventStreamFrame.Value {
  /// Type byte and value.
  fileprivate func write(into out: inout [UInt8]) {
    switch self {
    case .bool(let value): out.append(value ? 0 : 1)
    case .int8(let value):
      out.append(2)
      out.append(UInt8(bitPattern: value))
    case .int16(let value):
      out.append(3)
      out.append(bigEndian: UInt16(bitPattern: value))
    case .int32(let value):
      out.append(4)
      out.append(bigEndian: UInt32(bitPattern: value))
    case .int64(let value):
      out.append(5)
      out.append(bigEndian: UInt64(bitPattern: value))
    case .bytes(let value):
      out.append(6)
      out.append(bigEndian: UInt16(truncatingIfNeeded: value.count))
      out += value
    case .string(let value):
      out.append(7)
      out.append(bigEndian: UInt16(truncatingIfNeeded: value.utf8.count))
      out += value.utf8
    case .timestamp(let value):
      out.append(8)
      out.append(bigEndian: UInt64(bitPattern: value))
    case .uuid(let value):
      out.append(9)
      out += value
    }
  }
}

extension [UInt8] {
  /// Appends `value`, most significant byte first.
  mutating func append(bigEndian value: some FixedWidthInteger) {
    for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
