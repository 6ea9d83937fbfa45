internal import Engine
internal import Wire

/// What the frames of one operation mean.
protocol FrameReducing: Sendable {
  /// Reads one event frame.
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
      while let frame = try nextFrame() {
        switch FrameMessage(frame) {
        case .event(let type, let payload):
          try reducer.read(type: type, payload: payload, into: &events)
        case .failure(let failure): throw failure
        }
      }
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

  private mutating func nextFrame() throws(ModelFailure) -> EventStreamFrame? {
    do throws(EventStreamError) {
      return try frames.next()
    } catch {
      throw StreamFault.violation(error)
    }
  }
}
