import TestSupport
import Testing
import Wire

/// Vectors of other implementations; skipped without `ADIT_TEST_DATA`.
@Suite(.enabled(if: TestData.isAvailable, "set ADIT_TEST_DATA"))
struct PublishedFrameTests {
  private var root: String { (TestData.root ?? "") + "/vectors/eventstream" }

  @Test func framesOfSmithyRust() throws {
    let names = TestData.names(in: root + "/smithy-rs")
    #expect(names.count == 11)
    for name in names {
      let bytes = try #require(TestData.read("\(root)/smithy-rs/\(name)"))
      let outcome = FrameOutcome(feeding: bytes)
      #expect((outcome.failure == nil) == name.hasPrefix("valid"), "\(name)")
      #expect((outcome.frames.count == 1) == name.hasPrefix("valid"), "\(name)")
      #expect(FrameOutcome(feeding: bytes.indices.map { bytes[$0...$0] }) == outcome, "\(name)")
    }
  }

  /// The recorded copies of the Go frames went through a text conversion, so
  /// each frame is put together again from its description, checksums too.
  @Test func framesOfTheGoLibrary() throws {
    let folder = root + "/go/decoded/positive"
    let names = TestData.names(in: folder)
    #expect(names.count == 5)
    for name in names {
      let text = try #require(TestData.read("\(folder)/\(name)"))
      let described = try DescribedFrame(JSONValue(parsing: text))
      let outcome = FrameOutcome(feeding: described.bytes)
      #expect(outcome.failure == nil, "\(name)")
      #expect(outcome.frames == [described.headers], "\(name)")
      #expect(outcome.payloads == [described.payload], "\(name)")
    }
  }

  @Test func damagedFramesOfTheGoLibrary() throws {
    let folder = root + "/go/encoded/negative"
    let names = TestData.names(in: folder)
    #expect(names.count == 4)
    for name in names {
      let bytes = try #require(TestData.read("\(folder)/\(name)"))
      let outcome = FrameOutcome(feeding: bytes)
      #expect(outcome.failure != nil && outcome.frames.isEmpty, "\(name)")
    }
  }
}

/// A frame from its description in JSON.
private struct DescribedFrame {
  var bytes: [UInt8] = []
  var headers: [EventStreamHeader] = []
  var payload: [UInt8] = []

  init(_ description: JSONValue) throws {
    func number(_ name: String) throws -> [UInt8] {
      Self.bigEndian(try #require(description[name]?.int), count: 4)
    }
    bytes = try number("total_length") + number("headers_length") + number("prelude_crc")
    for header in try #require(description["headers"]?.array) {
      let name = try #require(header["name"]?.string)
      let type = try #require(header["type"]?.int)
      let (encoded, value) = try Self.value(header["value"] ?? .null, type: type)
      bytes += [UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(type)] + encoded
      headers.append(EventStreamHeader(name: name, value: value))
    }
    payload = try Self.base64(description["payload"])
    bytes += payload
    bytes += try number("message_crc")
  }

  private static func value(
    _ value: JSONValue, type: Int
  ) throws -> (bytes: [UInt8], value: EventStreamHeaderValue) {
    let number = value.int ?? 0
    switch type {
    case 0: return ([], .bool(true))
    case 1: return ([], .bool(false))
    case 2: return (bigEndian(number, count: 1), .int8(Int8(number)))
    case 3: return (bigEndian(number, count: 2), .int16(Int16(number)))
    case 4: return (bigEndian(number, count: 4), .int32(Int32(number)))
    case 5: return (bigEndian(number, count: 8), .int64(Int64(number)))
    case 8: return (bigEndian(number, count: 8), .timestamp(Int64(number)))
    default:
      let bytes = try base64(value)
      let length = bigEndian(bytes.count, count: 2)
      switch type {
      case 6: return (length + bytes, .bytes(bytes))
      case 7: return (length + bytes, .string(String(decoding: bytes, as: UTF8.self)))
      default: return (bytes, .uuid(bytes))
      }
    }
  }

  private static func base64(_ value: JSONValue?) throws -> [UInt8] {
    try #require(Base64.decode(Array((value?.string ?? "").utf8)))
  }

  private static func bigEndian(_ number: Int, count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
