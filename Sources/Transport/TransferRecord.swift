public import Bedrock

/// What one transfer did, for the structured log. Holds no secret: no path,
/// no header.
public struct TransferRecord: Hashable, Sendable {
  /// `HTTPRequest.logNumber`.
  public var logNumber: Int
  /// `POST`, ….
  public var method: String
  /// Host and port.
  public var authority: String
  /// Whether this only opened a connection ahead of need.
  public var isPrewarm: Bool
  /// Status of the final response, 0 without one.
  public var status: Int
  /// `nil` for success.
  public var failure: HTTPFailure.Code?
  /// Whether an idle connection was used.
  public var reusedConnection: Bool
  /// Bytes of the response's body that arrived.
  public var receivedBytes: Int
  /// Bytes of the request's body that were sent.
  public var sentBytes: Int
  /// Microseconds from the start until the name was resolved; 0 if not reached.
  public var nameLookupMicroseconds: Int
  /// Microseconds until TCP was up; 0 if not reached.
  public var connectMicroseconds: Int
  /// Microseconds until TLS was up; 0 if not reached, or without TLS.
  public var tlsMicroseconds: Int
  /// Microseconds until the first byte of the answer; 0 if not reached.
  public var firstByteMicroseconds: Int
  /// Microseconds until the end.
  public var totalMicroseconds: Int
}
