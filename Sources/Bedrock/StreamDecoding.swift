public import Engine

/// Bytes of a response body to model events. A value: copying it copies the
/// whole state, which is how a test cuts a stream at every byte.
public protocol StreamDecoding: Sendable {
  /// Takes the next bytes and returns the events that they complete. Events
  /// in front of a fault are returned; `failure` is set then, and the next
  /// call throws it.
  mutating func feed(_ bytes: [UInt8]) throws(ModelFailure) -> [ModelEvent]
  /// Says that the body has ended. Throws `.incompleteStream` unless the
  /// terminator was seen and nothing is left over.
  mutating func finish() throws(ModelFailure)
  /// Why decoding has stopped: nothing that arrives from now on matters.
  var failure: ModelFailure? { get }
  /// Whether the terminator has been seen: only the end of the body is still
  /// to come.
  var isComplete: Bool { get }
}
