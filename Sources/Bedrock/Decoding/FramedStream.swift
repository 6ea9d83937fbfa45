internal import Engine
internal import Wire

/// What the frames of one operation mean.
protocol FrameReducing: Sendable {
  /// The type of nearly all events.
  static var commonType: StaticString { get }
  /// Reads an event of the common type.
  mutating func readCommon(
    _ payload: ArraySlice<UInt8>, into events: inout [ModelEvent]
  ) throws(ModelFailure)
  /// Reads an event of another type.
  mutating func read(
    type: JSONText, payload: ArraySlice<UInt8>, into events: inout [ModelEvent]
  ) throws(ModelFailure)
  /// The terminator has been seen.
  var isComplete: Bool { get }
  /// Why a body that ended like this is not an answer.
  var incompleteness: ModelFailure { get }
}

/// The part that the two binary streams have in common: frames, exceptions,
/// and faults that wait for the events in front of them.
struct FramedStream<Reducer: FrameReducing>: Sendable {
  private var frames = EventStreamDecoder()
  private var reducer: Reducer
  private(set) var failure: ModelFailure?

  init(_ reducer: Reducer) { self.reducer = reducer }

  var isComplete: Bool { failure == nil && reducer.isComplete }

  mutating func feed(_ bytes: [UInt8]) throws(ModelFailure) -> [ModelEvent] {
    if let failure { throw failure }
    frames.feed(bytes)
    var events: [ModelEvent] = []
    do throws(ModelFailure) {
      while let frame = try nextFrame() { try read(frame, into: &events) }
    } catch {
      failure = error
      if events.isEmpty { throw error }
    }
    return events
  }

  mutating func finish() throws(ModelFailure) {
    if let failure { throw failure }
    do throws(ModelFailure) {
      do throws(EventStreamError) {
        try frames.finish()
      } catch {
        throw StreamFault.incomplete(error.reason)
      }
      guard reducer.isComplete else { throw reducer.incompleteness }
    } catch {
      failure = error
      throw error
    }
  }

  private mutating func read(
    _ frame: EventStreamFrame, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    let isCommon = frame.says(Reducer.commonType, in: ":event-type")
    if isCommon, frame.says("event", in: ":message-type") {
      try reducer.readCommon(frame.payload, into: &events)
      return
    }
    if let failure = FrameFailure.told(by: frame) { throw failure }
    if isCommon {
      try reducer.readCommon(frame.payload, into: &events)
    } else {
      let type = JSONText(bytes: frame.text(of: ":event-type") ?? [])
      try reducer.read(type: type, payload: frame.payload, into: &events)
    }
  }

  private mutating func nextFrame() throws(ModelFailure) -> EventStreamFrame? {
    do throws(EventStreamError) {
      return try frames.next()
    } catch {
      throw StreamFault.violation(error)
    }
  }
}
