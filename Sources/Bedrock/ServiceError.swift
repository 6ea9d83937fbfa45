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
  /// The service's id of the request.
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
  /// try again (bedrock-wire 7.2 and 7.4). `context` says what was asked.
  public func failure(in context: ServiceErrorContext = ServiceErrorContext()) -> ModelFailure {
    let explanation = ErrorExplanation.of(self, in: context)
    return ModelFailure(
      kind: .service(status: status, code: code), retry: explanation.retry,
      message: explanation.message, remedy: explanation.remedy,
      serviceMessage: message.isEmpty ? nil : message,
      requestID: requestID, retryAfterMilliseconds: retryAfterMilliseconds)
  }
}

extension ModelFailure {
  /// The same failure told with `context`, where a service's error was told
  /// without one (exception frames are decoded far from the request), and
  /// with `requestID` where it had none.
  func explained(in context: ServiceErrorContext, requestID: String?) -> ModelFailure {
    var copy = self
    if case .service(let status, let code) = kind {
      copy =
        ServiceError(
          status: status, code: code, message: serviceMessage ?? "",
          retryAfterMilliseconds: retryAfterMilliseconds
        ).failure(in: context)
      copy.requestID = self.requestID
    }
    copy.requestID = copy.requestID ?? requestID
    return copy
  }
}
