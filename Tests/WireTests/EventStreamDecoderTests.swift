import TestSupport
import Testing
import Wire

/// How a decoder ended, and what it gave before.
struct FrameOutcome: Hashable {
  var frames: [[EventStreamHeader]] = []
  var payloads: [[UInt8]] = []
  var failure: EventStreamError?

  init(feeding pieces: [ArraySlice<UInt8>]) {
    var decoder = EventStreamDecoder()
    do {
      for piece in pieces {
        decoder.feed(Array(piece))
        while let frame = try decoder.next() {
          frames.append(frame.headers)
          payloads.append(Array(frame.payload))
        }
      }
      try decoder.finish()
    } catch {
      failure = error
    }
  }

  init(feeding bytes: [UInt8]) { self.init(feeding: [bytes[...]]) }
}

/// A row of `Vectors/eventstream/MANIFEST.json`.
struct FrameVector: CustomTestStringConvertible, Sendable {
  let name: String, kind: String
  let bytes: [UInt8]
  var testDescription: String { name }

  static let all: [FrameVector] = {
    let folder = TestData.packageRoot + "/Tests/WireTests/Vectors/eventstream/"
    guard let bytes = TestData.read(folder + "MANIFEST.json"),
      let rows = try? JSONValue(parsing: bytes).array
    else { return [] }
    return rows.map {
      let name = $0["file"]?.string ?? ""
      return FrameVector(
        name: name, kind: $0["kind"]?.string ?? "", bytes: TestData.read(folder + name) ?? [])
    }
  }()
}

@Suite struct EventStreamDecoderTests {
  @Test func thereAre47Vectors() { #expect(FrameVector.all.count == 47) }

  @Test(arguments: FrameVector.all)
  func vector(_ vector: FrameVector) {
    let outcome = FrameOutcome(feeding: vector.bytes)
    switch vector.kind {
    case "negative": #expect(outcome.failure != nil && outcome.frames.isEmpty)
    case "truncated":
      #expect(outcome.failure == .truncatedFrame(leftover: vector.bytes.count))
    default: #expect(outcome.failure == nil && !outcome.frames.isEmpty)
    }
  }

  @Test(arguments: FrameVector.all)
  func anySplitGivesTheSame(_ vector: FrameVector) {
    let whole = FrameOutcome(feeding: vector.bytes)
    #expect(FrameOutcome(feeding: vector.bytes.indices.map { vector.bytes[$0...$0] }) == whole)
    let seed = SeededGenerator.testSeed
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<10 {
      let pieces = vector.bytes.randomSplit(using: &generator)
      #expect(FrameOutcome(feeding: pieces) == whole, "seed \(seed)")
    }
  }

  /// bedrock-wire 2.4.
  @Test(arguments: [
    ("0000000f00000000e77248b845ab32b2", EventStreamError.length(total: 15, headers: 0)),
    (
      "000000160000002e5654b084016107000178516ea3bc",
      EventStreamError.length(total: 22, headers: 46)
    ),
    ("0000001300000003db6b638101610affab9622", EventStreamError.header(.unknownType(10))),
    ("000000160000000663e1187e01610700097890671226", EventStreamError.header(.overrun)),
    (
      "0000001c0000000cc984e9c10161070001780161070001780eae3278",
      EventStreamError.header(.duplicateName("a"))
    ),
    ("0000001500000005bd4833140007000178555a99de", EventStreamError.header(.emptyName)),
    ("7fffffff00000000acc47a25", EventStreamError.length(total: 0x7fff_ffff, headers: 0)),
  ])
  func badFrames(hex: String, error: EventStreamError) throws {
    let bytes = try #require(Hex.decode(hex))
    #expect(FrameOutcome(feeding: bytes).failure == error)
  }

  @Test func headersOfAllTypes() throws {
    let vector = try #require(FrameVector.all.first { $0.name == "all_header_types.bin" })
    let outcome = FrameOutcome(feeding: vector.bytes)
    #expect(
      outcome.frames == [
        [
          EventStreamHeader(name: "t", value: .bool(true)),
          EventStreamHeader(name: "f", value: .bool(false)),
          EventStreamHeader(name: "b", value: .int8(-2)),
          EventStreamHeader(name: "s", value: .int16(-300)),
          EventStreamHeader(name: "i", value: .int32(-70_000)),
          EventStreamHeader(name: "l", value: .int64(-5_000_000_000)),
          EventStreamHeader(name: "y", value: .bytes([0x00, 0xFF])),
          EventStreamHeader(name: "str", value: .string("hé")),
          EventStreamHeader(name: "ts", value: .timestamp(1_795_235_525_678)),
          EventStreamHeader(
            name: "u", value: .uuid(try #require(Hex.decode("b79bc914de214e13b8b2bc47e85b7f0b")))),
        ]
      ])
    #expect(outcome.payloads == [Array("some payload".utf8)])
  }

  @Test func looksUpTextWithoutCopyingTheRest() throws {
    let vector = try #require(FrameVector.all.first { $0.name == "converse_messageStart.bin" })
    var decoder = EventStreamDecoder()
    decoder.feed(vector.bytes)
    let frame = try #require(try decoder.next())
    #expect(frame.text(of: ":event-type").map(Array.init) == Array("messageStart".utf8))
    #expect(frame.text(of: ":exception-type") == nil)
    #expect(try decoder.next() == nil)
  }

  @Test func aFlippedBitAnywhereIsFoundAndStays() throws {
    let vector = try #require(FrameVector.all.first { $0.name == "converse_messageStart.bin" })
    for index in vector.bytes.indices {
      var damaged = vector.bytes
      damaged[index] ^= 0x10
      var decoder = EventStreamDecoder()
      decoder.feed(damaged)
      #expect(throws: EventStreamError.self, "byte \(index)") { try decoder.next() }
      decoder.feed(vector.bytes)
      #expect(throws: EventStreamError.self, "byte \(index), afterwards") { try decoder.next() }
      #expect(throws: EventStreamError.self, "byte \(index), at the end") { try decoder.finish() }
    }
  }

  @Test func copiesGoTheirOwnWays() throws {
    let vector = try #require(FrameVector.all.first { $0.name == "converse_messageStart.bin" })
    var first = EventStreamDecoder()
    first.feed(Array(vector.bytes.prefix(40)))
    var second = first
    second.feed(Array(vector.bytes.dropFirst(40)))
    #expect(try second.next() != nil)
    #expect(throws: EventStreamError.truncatedFrame(leftover: 40)) { try first.finish() }
    first.feed(Array(vector.bytes.dropFirst(40)))
    #expect(try first.next() != nil)
  }

  @Test func recognisesAStreamWithoutContentType() throws {
    let vector = try #require(FrameVector.all.first { $0.name == "converse_messageStart.bin" })
    #expect(EventStreamDecoder.looksLikePrelude(vector.bytes))
    #expect(EventStreamDecoder.looksLikePrelude(Array(vector.bytes.prefix(12))))
    #expect(!EventStreamDecoder.looksLikePrelude(Array(vector.bytes.prefix(11))))
    #expect(!EventStreamDecoder.looksLikePrelude(Array("data: {\"type\"".utf8)))
    #expect(!EventStreamDecoder.looksLikePrelude([]))
  }
}
