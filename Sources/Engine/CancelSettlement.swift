/// What becomes of the answer of a turn that is stopped (`cancel.settle`).
public enum CancelSettlement: String, Hashable, Sendable, CaseIterable {
  /// Its connection is closed; what it cost stays an estimate.
  case close
  /// It is read on unseen, so that the service's own numbers can be booked:
  /// Bedrock writes and bills it to its end anyway (bedrock-wire 6.1).
  case drain
}
