internal import Wire

/// Builds event-stream frames, with a checksum computed bit by bit: nothing in
/// common with the decoder under test.
public enum FrameBuilder {
  /// A frame with string headers.
  public static func frame(_ headers: [(String, String)], _ payload: [UInt8]) -> [UInt8] {
    var block: [UInt8] = []
    for (name, value) in headers {
      block += [UInt8(name.utf8.count)] + Array(name.utf8) + [7]
      block += [UInt8(value.utf8.count >> 8), UInt8(value.utf8.count & 255)] + Array(value.utf8)
    }
    var frame = bigEndian(UInt32(16 + block.count + payload.count))
    frame += bigEndian(UInt32(block.count))
    frame += bigEndian(checksum(frame))
    frame += block + payload
    return frame + bigEndian(checksum(frame))
  }

  /// An event frame of Converse.
  public static func event(_ type: String, _ payload: String) -> [UInt8] {
    event(type, Array(payload.utf8))
  }

  /// An event frame of Converse.
  public static func event(_ type: String, _ payload: [UInt8]) -> [UInt8] {
    frame(
      [
        (":event-type", type), (":content-type", "application/json"), (":message-type", "event"),
      ], payload)
  }

  /// A chunk of a native stream.
  public static func chunk(_ json: String) -> [UInt8] { chunk(Array(json.utf8)) }

  /// A chunk of a native stream.
  public static func chunk(_ json: [UInt8]) -> [UInt8] {
    event("chunk", #"{"bytes":"\#(Base64.encode(json))","p":"abcdef"}"#)
  }

  /// An exception frame.
  public static func exception(_ type: String, _ payload: String) -> [UInt8] {
    frame(
      [
        (":exception-type", type), (":content-type", "application/json"),
        (":message-type", "exception"),
      ], Array(payload.utf8))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { register, byte in
      (0..<8).reduce(register ^ UInt32(byte)) { value, _ in
        value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
      }
    }
  }
}
