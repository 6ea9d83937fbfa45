import TestSupport
import Testing
import Wire

@testable import Emulator

@Suite struct EventStreamFrameTests {
  /// bedrock-wire 2.4.
  @Test func workedBytes() {
    #expect(
      Hex.encode(EventStreamFrame(headers: [], payload: []).encoded())
        == "000000100000000005c248eb7d98c8ff")
    #expect(
      Hex.encode(
        EventStreamFrame.error(
          code: "InternalServerError", message: "An internal server error occurred"
        ).encoded())
        == "0000007b0000006b3140b6670d3a6d6573736167652d747970650700056572726f720b3a6572726f722d"
        + "636f6465070013496e7465726e616c5365727665724572726f720e3a6572726f722d6d65737361676507"
        + "0021416e20696e7465726e616c20736572766572206572726f72206f6363757272656478b5d901")
  }

  @Test func everyHeaderType() throws {
    let uuid = try #require(Hex.decode("b79bc914de214e13b8b2bc47e85b7f0b"))
    let frame = EventStreamFrame(
      headers: [
        .init(name: "t", value: .bool(true)), .init(name: "f", value: .bool(false)),
        .init(name: "b", value: .int8(-2)), .init(name: "s", value: .int16(-300)),
        .init(name: "i", value: .int32(-70_000)), .init(name: "l", value: .int64(-5_000_000_000)),
        .init(name: "y", value: .bytes([0, 0xFF])), .init(name: "str", value: .string("hé")),
        .init(name: "ts", value: .timestamp(1_795_235_525_678)),
        .init(name: "u", value: .uuid(uuid)),
      ], payload: Array("some payload".utf8))
    #expect(frame.encoded() == Vectors.frame("all_header_types.bin"))
  }

  static let events = [
    "converse_messageStart.bin", "converse_contentBlockStart_toolUse.bin",
    "converse_delta_text.bin", "converse_delta_text_utf8.bin", "converse_delta_toolUse.bin",
    "converse_delta_reasoning_text.bin", "converse_delta_citation.bin", "converse_metadata.bin",
    "converse_messageStop.bin", "converse_unknown_event.bin",
    "native_chunk_0_message_start.bin", "native_chunk_5_message_stop.bin",
  ]

  @Test(arguments: events) func eventsAreByteIdentical(file: String) throws {
    let bytes = try #require(Vectors.frame(file))
    let frame = try #require(RawFrame.all(in: bytes).good.first)
    let type = try #require(frame.header(":event-type"))
    #expect(EventStreamFrame.event(type, payload: frame.payload).encoded() == bytes)
  }

  @Test(arguments: [
    "throttling", "validation", "internalServer", "serviceUnavailable", "modelTimeout",
    "modelStreamError",
  ])
  func exceptionsAreByteIdentical(name: String) throws {
    let bytes = try #require(Vectors.frame("exception_\(name)Exception.bin"))
    let frame = try #require(RawFrame.all(in: bytes).good.first)
    #expect(
      EventStreamFrame.exception("\(name)Exception", payload: frame.payload).encoded() == bytes)
  }
}

/// The published vectors that are kept with the tests of `Wire`.
enum Vectors {
  private static let folder = TestData.packageRoot + "/Tests/WireTests/Vectors"

  static func frame(_ file: String) -> [UInt8]? {
    TestData.read("\(folder)/eventstream/\(file)")
  }

  static var signatures: [JSONValue] {
    guard let bytes = TestData.read("\(folder)/sigv4/sigv4-vectors.json"),
      let value = try? JSONValue(parsing: bytes)
    else { return [] }
    return value["vectors"]?.array ?? []
  }
}
