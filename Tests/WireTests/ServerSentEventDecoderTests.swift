import TestSupport
import Testing
import Wire

@Suite struct ServerSentEventDecoderTests {
  /// `name|data` of each event.
  private func events(_ pieces: [ArraySlice<UInt8>]) throws -> [String] {
    var decoder = ServerSentEventDecoder()
    var events: [String] = []
    for piece in pieces {
      decoder.feed(Array(piece))
      while let event = try decoder.next() {
        events.append("\(event.name)|\(String(decoding: event.data, as: UTF8.self))")
      }
    }
    return events
  }

  static let cases: [(text: String, events: [String])] = [
    ("event: a\ndata: 1\n\n", ["a|1"]),
    ("data: 1\nevent: a\n\n", ["a|1"]),
    ("data: 1\r\n\r\ndata: 2\r\rdata: 3\n\r\n", ["|1", "|2", "|3"]),
    ("\u{FEFF}data: 1\n\n\u{FEFF}data: 2\n\n", ["|1"]),
    (": hello\n\n: again\ndata: 1\n: inside\n\n", ["|1"]),
    ("data: a\ndata: b\ndata:\ndata:  c\n\n", ["|a\nb\n\n c"]),
    ("data\n\n", ["|"]),
    ("event: a\n\ndata: 1\n\n", ["|1"]),
    ("id: 7\nretry: 10\nunknown: x\nda: y\ndataa: z\ndata:1\n\n", ["|1"]),
    ("data: 1\n\ndata: unfinished\n", ["|1"]),
    ("data: é🙂世\n\n", ["|é🙂世"]),
    ("data: {\"a\": \"b:c\"}\n\n\n\n", ["|{\"a\": \"b:c\"}"]),
    (
      "event: long_name\ndata: 0123456789abcdef\r\n\r\nevent: long_name\rdata: 01234\r\r"
        + "event: other_name\ndata: 012345\n\ndata: 0123456\n\n",
      ["long_name|0123456789abcdef", "long_name|01234", "other_name|012345", "|0123456"]
    ),
    ("", []), ("\n\n\r\r\n", []),
  ]

  @Test(arguments: cases)
  func events(text: String, expected: [String]) throws {
    let bytes = Array(text.utf8)
    #expect(try events([bytes[...]]) == expected)
    #expect(try events(bytes.indices.map { bytes[$0...$0] }) == expected)
    let seed = SeededGenerator.testSeed
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      #expect(try events(bytes.randomSplit(using: &generator)) == expected, "seed \(seed)")
    }
  }

  @Test func knowsWhetherSomethingIsLost() throws {
    var decoder = ServerSentEventDecoder()
    for (text, isBetween) in [
      ("", true), ("data: 1", false), ("\n", false), ("\r", true), ("\n", true), (": c", false),
      ("\n", true), ("event: x\n", false), ("\n", true),
    ] {
      decoder.feed(Array(text.utf8))
      while try decoder.next() != nil {}
      #expect(decoder.isBetweenEvents == isBetween, "after \(text.debugDescription)")
    }
  }

  @Test func endlessLinesAndEventsAreRefused() throws {
    let half = ServerSentEventDecoder.maximumEventByteCount / 2 + 1
    var line = ServerSentEventDecoder()
    line.feed([UInt8](repeating: UInt8(ascii: "x"), count: 2 * half))
    #expect(throws: ServerSentEventError.tooLong) { try line.next() }
    #expect(throws: ServerSentEventError.tooLong) { try line.next() }
    var event = ServerSentEventDecoder()
    let part = Array("data: ".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: half) + [0x0A]
    event.feed(part)
    #expect(try event.next() == nil)
    event.feed(part)
    #expect(throws: ServerSentEventError.tooLong) { try event.next() }
  }
}
