public import Engine
internal import Wire

/// The body of InvokeModelWithResponseStream: binary frames, in each one
/// event of the Messages API in Base64 (bedrock-wire 1.6).
public struct NativeStreamDecoder: StreamDecoding {
  private var stream = FramedStream(NativeFrameReducer())

  /// A decoder at the beginning of a body.
  public init() {}

  /// See `StreamDecoding`.
  public mutating func feed(_ bytes: [UInt8]) throws(ModelFailure) -> [ModelEvent] {
    try stream.feed(bytes)
  }

  /// See `StreamDecoding`.
  public mutating func finish() throws(ModelFailure) { try stream.finish() }

  /// See `StreamDecoding`.
  public var failure: ModelFailure? { stream.failure }

  /// See `StreamDecoding`.
  public var isComplete: Bool { stream.isComplete }
}

private struct NativeFrameReducer: FrameReducing {
  private var reducer = MessagesEventReducer()
  /// The event being read; one buffer for all of them.
  private var event: [UInt8] = []

  var isComplete: Bool { reducer.isComplete }

  var incompleteness: ModelFailure {
    guard reducer.isForeign else {
      return StreamFault.incomplete("the stream ended without its last event")
    }
    return ModelFailure(
      kind: .protocolViolation, retry: .never,
      message: "The model does not answer in Claude's native form.",
      remedy: "Call it through Converse: --api converse.")
  }

  static let commonType: StaticString = "chunk"

  /// There is no other type that says anything.
  mutating func read(
    type: JSONText, payload: ArraySlice<UInt8>, into events: inout [ModelEvent]
  ) throws(ModelFailure) {}

  mutating func readCommon(
    _ payload: ArraySlice<UInt8>, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    guard let text = try chunk(payload) else { return }
    guard let count = Base64.decode(text.span, into: &event) else {
      throw StreamFault.violation("a chunk is not Base64")
    }
    try reducer.read(event[..<count], into: &events)
  }

  /// The `bytes` member of a chunk; `p` beside it is padding.
  private func chunk(_ payload: ArraySlice<UInt8>) throws(ModelFailure) -> ArraySlice<UInt8>? {
    if let plain = Self.plainChunk(payload.span) {
      return payload[
        payload.startIndex + plain.lowerBound..<payload.startIndex + plain.upperBound]
    }
    do throws(JSONError) {
      var bytes: ArraySlice<UInt8>?
      var scanner = JSONScanner(payload)
      try scanner.enterObject()
      while let key = try scanner.nextKey() {
        switch key {
        case "bytes": bytes = try scanner.readText()?.bytes
        default: try scanner.skipValue()
        }
      }
      try scanner.finish()
      return bytes
    } catch {
      throw StreamFault.violation(error, in: "a chunk")
    }
  }

  /// The place of `bytes` in a chunk that is plain, as all are.
  private static func plainChunk(_ payload: Span<UInt8>) -> Range<Int>? {
    var cursor = GlanceCursor()
    guard cursor.take(UInt8(ascii: "{"), in: payload) else { return nil }
    var bytes: Range<Int>?
    repeat {
      guard let name = cursor.name(in: payload), let value = cursor.plainString(in: payload)
      else { return nil }
      if payload.holds("bytes", at: name) { bytes = value }
    } while cursor.take(UInt8(ascii: ","), in: payload)
    guard cursor.take(UInt8(ascii: "}"), in: payload), cursor.isAtEnd(of: payload) else {
      return nil
    }
    return bytes
  }
}
