public import Engine
internal import Wire

/// The server-sent events of the Messages API, direct or through Mantle
/// (bedrock-wire 1.12). Events are told apart by the `type` in their data;
/// the name of the event counts only where there is none.
public struct MessagesStreamDecoder: StreamDecoding {
  private var lines = ServerSentEventDecoder()
  private var reducer = MessagesEventReducer()

  /// See `StreamDecoding`.
  public private(set) var failure: ModelFailure?

  /// A decoder at the beginning of a body.
  public init() {}

  /// See `StreamDecoding`.
  public var isComplete: Bool { failure == nil && reducer.isComplete }

  /// See `StreamDecoding`.
  public mutating func feed(_ bytes: [UInt8]) throws(ModelFailure) -> [ModelEvent] {
    if let failure { throw failure }
    lines.feed(bytes)
    var events: [ModelEvent] = []
    do throws(ModelFailure) {
      while let event = try nextEvent() { try read(event, into: &events) }
    } catch {
      failure = error
      if events.isEmpty { throw error }
    }
    return events
  }

  /// See `StreamDecoding`.
  public mutating func finish() throws(ModelFailure) {
    if let failure { throw failure }
    guard reducer.isComplete, lines.isBetweenEvents else {
      let error = StreamFault.incomplete("the stream ended without its last event")
      failure = error
      throw error
    }
  }

  private mutating func read(
    _ event: ServerSentEvent, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    // Some gateways end every stream with a mark of another vendor's API.
    guard !event.data.elementsEqual("[DONE]".utf8) else { return }
    if event.name == "error" { throw Self.failure(of: event.data) }
    try reducer.read(event.data[...], into: &events)
  }

  /// An `error` event, whose data a gateway may have written in its own way.
  private static func failure(of data: [UInt8]) -> ModelFailure {
    if let body = try? JSONValue(parsing: data), body["error"]?.object != nil {
      return StreamFault.messagesError(body)
    }
    return StreamFault.messagesError([
      "error": ["message": .string(String(decoding: data, as: UTF8.self))]
    ])
  }

  private mutating func nextEvent() throws(ModelFailure) -> ServerSentEvent? {
    do throws(ServerSentEventError) {
      return try lines.next()
    } catch {
      switch error {
      case .tooLong: throw StreamFault.violation("a line is longer than any event may be")
      }
    }
  }
}
