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
  /// See `ModelFailure.retryAfterLeewayMilliseconds`.
  public var retryAfterLeewayMilliseconds: Int?
  /// The direct API's own word (`x-should-retry`); it beats the status.
  public var shouldRetry: Bool?
  /// Retries at most, where how it came says more than its name: an exception
  /// frame that nobody knows (bedrock-wire 7.5). `nil`: as the name says.
  public var maximumRetries: Int?

  /// An error.
  public init(
    status: Int, code: String, message: String, requestID: String? = nil,
    retryAfterMilliseconds: Int? = nil, retryAfterLeewayMilliseconds: Int? = nil,
    shouldRetry: Bool? = nil, maximumRetries: Int? = nil
  ) {
    self.status = status
    self.code = code
    self.message = message
    self.requestID = requestID
    self.retryAfterMilliseconds = retryAfterMilliseconds
    self.retryAfterLeewayMilliseconds = retryAfterLeewayMilliseconds
    self.shouldRetry = shouldRetry
    self.maximumRetries = maximumRetries
  }

  /// The error in the engine's terms: what happened, what to do, whether to
  /// try again (bedrock-wire 7.2 and 7.4). `context` says what was asked.
  public func failure(in context: ServiceErrorContext = ServiceErrorContext()) -> ModelFailure {
    let explanation = ErrorExplanation.of(self, in: context)
    return ModelFailure(
      kind: .service(status: status, code: code), retry: retryClass(explanation.retry),
      message: explanation.message, remedy: explanation.remedy,
      serviceMessage: message.isEmpty ? nil : message,
      requestID: requestID, retryAfterMilliseconds: retryAfterMilliseconds,
      retryAfterLeewayMilliseconds: retryAfterLeewayMilliseconds,
      leavesOutPrompt: explanation.leavesOutPrompt)
  }

  private func retryClass(_ explained: ModelFailure.RetryClass) -> ModelFailure.RetryClass {
    switch (shouldRetry, explained) {
    case (false?, _): .never
    case (true?, .never): .transient
    case (true?, .throttled), (true?, .transient), (true?, .few), (true?, .repaired), (nil, _):
      bounded(explained)
    }
  }

  private func bounded(_ explained: ModelFailure.RetryClass) -> ModelFailure.RetryClass {
    guard let maximumRetries else { return explained }
    return switch explained {
    case .throttled, .transient: .few(tries: maximumRetries)
    case .few(let tries): .few(tries: min(tries, maximumRetries))
    case .repaired, .never: explained
    }
  }
}

extension ServiceError {
  /// The error behind `failure`, which was told without a context (exception
  /// frames are decoded far from the request); `nil` for failures of another
  /// kind.
  init?(_ failure: ModelFailure) {
    guard case .service(let status, let code) = failure.kind else { return nil }
    self.init(
      status: status, code: code, message: failure.serviceMessage ?? "",
      requestID: failure.requestID, retryAfterMilliseconds: failure.retryAfterMilliseconds,
      retryAfterLeewayMilliseconds: failure.retryAfterLeewayMilliseconds)
    if case .few(let tries) = failure.retry { maximumRetries = tries }
  }
}
