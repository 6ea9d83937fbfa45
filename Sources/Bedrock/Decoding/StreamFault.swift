internal import Engine
internal import Wire

/// What goes wrong while a body is decoded, in the engine's terms
/// (bedrock-wire 7.5).
enum StreamFault {
  /// The body ended before the terminator. The detail says what was there.
  static func incomplete(_ detail: String) -> ModelFailure {
    ModelFailure(
      kind: .incompleteStream, retry: .transient,
      message: "The answer broke off: \(detail).")
  }

  /// The body is not what it claims to be. Trying again would bill again for
  /// what something on the way damages again.
  static func violation(_ detail: String) -> ModelFailure {
    ModelFailure(
      kind: .protocolViolation, retry: .never,
      message: "The service's answer cannot be read: \(detail).",
      remedy: "A proxy or gateway on the way may be altering the answer.")
  }

  static func violation(_ error: JSONError, in what: String) -> ModelFailure {
    violation("\(what) is not JSON (\(error.reason), column \(error.position.column))")
  }

  static func violation(_ error: EventStreamError) -> ModelFailure { violation(error.reason) }

  /// What a stream tells that is not known, or that took the model too long
  /// already, is tried again once (bedrock-wire 7.5).
  private static let retriesOfUnknown = 1

  /// An exception that arrived inside a stream, under its name in either case.
  static func exception(_ name: String, message: String) -> ModelFailure {
    let code = name.prefix(1).uppercased() + name.dropFirst()
    let known = status(ofException: code)
    return ServiceError(
      status: known ?? 500, code: code, message: message,
      maximumRetries: known == nil || known == 408 ? retriesOfUnknown : nil
    ).failure()
  }

  /// An `error` frame; `code` may be an exception's name or anything else.
  static func errorFrame(_ code: String, message: String) -> ModelFailure {
    ServiceError(
      status: status(ofException: code) ?? 500, code: code, message: message,
      maximumRetries: retriesOfUnknown
    ).failure()
  }

  /// An `error` event of the Messages API; `event` holds the `error` member.
  static func messagesError(_ event: JSONValue) -> ModelFailure {
    let code = event["error"]?["type"]?.string ?? "api_error"
    let known = status(ofMessagesError: code)
    return ServiceError(
      status: known ?? 500, code: code, message: event["error"]?["message"]?.string ?? "",
      requestID: event["request_id"]?.string,
      maximumRetries: known == nil ? retriesOfUnknown : nil
    ).failure()
  }

  /// The HTTP status that an exception's name stands for; `nil`: not known.
  private static func status(ofException code: String) -> Int? {
    switch code {
    case "ValidationException", "ServiceQuotaExceededException": 400
    case "AccessDeniedException", "ExpiredTokenException", "UnrecognizedClientException": 403
    case "ResourceNotFoundException": 404
    case "ModelTimeoutException": 408
    case "ModelErrorException", "ModelStreamErrorException": 424
    case "ThrottlingException", "ModelNotReadyException": 429
    case "InternalServerException": 500
    case "ServiceUnavailableException": 503
    default: nil
    }
  }

  /// The HTTP status that the Messages API documents for a type of error;
  /// `nil`: not known.
  private static func status(ofMessagesError code: String) -> Int? {
    switch code {
    case "invalid_request_error": 400
    case "authentication_error": 401
    case "billing_error": 402
    case "permission_error": 403
    case "not_found_error": 404
    case "conflict_error": 409
    case "request_too_large": 413
    case "rate_limit_error": 429
    case "api_error": 500
    case "timeout_error": 504
    case "overloaded_error": 529
    default: nil
    }
  }
}
