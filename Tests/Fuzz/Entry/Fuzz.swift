internal import Bedrock
internal import Wire

/// The laws that hold for any bytes. The fuzzers look for inputs that break
/// them; the test run replays `Tests/Fuzz/Corpus` through the same functions.
/// A broken law traps.
public enum Fuzz {
  /// What is fuzzed; the corpus folder has the same name with a capital.
  public enum Target: String, CaseIterable, Sendable {
    case eventStream = "EventStream"
    case serverSentEvents = "ServerSentEvents"
    case json = "JSON"
    case converse = "Converse"
  }

  /// Runs one input.
  public static func run(_ target: Target, _ input: UnsafeBufferPointer<UInt8>) {
    run(target, Array(input))
  }

  /// Runs one input.
  public static func run(_ target: Target, _ input: [UInt8]) {
    switch target {
    case .eventStream:
      holdsForAnySplit(NativeStreamDecoder(), input)
      holdsForAnySplit(ConverseStreamDecoder(), input)
    case .serverSentEvents: holdsForAnySplit(MessagesStreamDecoder(), input)
    case .json: readersAgree(input)
    case .converse: holdsForAnySplit(ConverseStreamDecoder(), frames(input))
    }
  }

  /// Whole, by the byte and in uneven pieces gives the same events and the
  /// same end, in an order that an assembler can rely on.
  private static func holdsForAnySplit(_ decoder: some StreamDecoding, _ bytes: [UInt8]) {
    let whole = StreamOutcome(decoder, feeding: bytes)
    precondition(whole.isWellFormed, "events out of order")
    let bytewise = StreamOutcome(decoder, feeding: bytes.indices.map { bytes[$0...$0] })
    precondition(bytewise == whole, "by the byte it is different")
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + 1 + Int(bytes[start] & 31))
      pieces.append(bytes[start..<end])
      start = end
    }
    precondition(StreamOutcome(decoder, feeding: pieces) == whole, "in pieces it is different")
  }

  /// The tree, the tree with positions and the scanner accept the same texts,
  /// and what is written reads back.
  private static func readersAgree(_ text: [UInt8]) {
    let value = try? JSONValue(parsing: text)
    let node = try? JSONNode(parsing: text, allowingComments: false)
    precondition(node?.value == value, "the two trees differ")
    precondition(isSkipped(text) == (value != nil), "the scanner and the tree differ")
    if let value {
      let lenient = try? JSONNode(parsing: text, allowingComments: true)
      precondition(lenient?.value == value, "comments change plain JSON")
      let written = value.serialized()
      precondition((try? JSONValue(parsing: written)) == value, "written JSON reads differently")
    } else {
      _ = try? JSONNode(parsing: text, allowingComments: true)
    }
    _ = try? ResponseBodyDecoding.native(text)
    _ = try? ResponseBodyDecoding.converse(text)
  }

  private static func isSkipped(_ text: [UInt8]) -> Bool {
    do {
      var scanner = JSONScanner(text)
      try scanner.skipValue()
      try scanner.finish()
      return true
    } catch {
      return false
    }
  }

  /// Each line as a frame with good checksums, which a fuzzer would never
  /// find: the first letter chooses the event, the rest is its payload.
  private static func frames(_ input: [UInt8]) -> [UInt8] {
    let types: [UInt8: String] = [
      UInt8(ascii: "s"): "messageStart", UInt8(ascii: "b"): "contentBlockStart",
      UInt8(ascii: "d"): "contentBlockDelta", UInt8(ascii: "e"): "contentBlockStop",
      UInt8(ascii: "q"): "messageStop", UInt8(ascii: "m"): "metadata",
      UInt8(ascii: "x"): "throttlingException", UInt8(ascii: "i"): "initial-response",
    ]
    return input.split(separator: 0x0A).flatMap { line in
      FrameBuilder.event(types[line.first ?? 0] ?? "unknown", Array(line.dropFirst()))
    }
  }
}
