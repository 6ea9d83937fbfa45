public import Engine

/// An error as the service told it: an HTTP response, or an exception frame
/// inside a stream (then with the status that the name stands for).
public struct ServiceError: Hashable, Sendable {
  /// HTTP status, or the one that the exception's name stands for.
  public var status: Int
  /// `ThrottlingException`, `overloaded_error` …; empty where none was told.
  public var code: String
  /// The service's own words; empty where there are none.
  public var message: String
  public var requestID: String?
  /// From `x-amz-retry-after` (ms), `retry-after-ms` or `retry-after` (s).
  public var retryAfterMilliseconds: Int?

  /// An error.
  public init(
    status: Int, code: String, message: String, requestID: String? = nil,
    retryAfterMilliseconds: Int? = nil
  ) {
    self.status = status
    self.code = code
    self.message = message
    self.requestID = requestID
    self.retryAfterMilliseconds = retryAfterMilliseconds
  }

  /// The error in the engine's terms: what happened, what to do, whether to
  /// try again (bedrock-wire 7.2 and 7.4).
  public func failure() -> ModelFailure {
    ModelFailure(
      kind: .service(status: status, code: code), message: message, serviceMessage: message,
      requestID: requestID, retryAfterMilliseconds: retryAfterMilliseconds)
  }
}
