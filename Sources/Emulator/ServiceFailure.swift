import Wire

/// A refusal, in the words of the service (bedrock-wire 7.1, 7.2). Which shape
/// it takes on the wire is the surface's matter.
struct ServiceFailure: Error, Hashable, Sendable {
  var status: Int
  /// The AWS name, e.g. `ValidationException`.
  var name: String
  var message: String
  /// Refused before the service proper saw it: other namespace in
  /// `x-amzn-errortype`, capital `Message`.
  var isFromAuthenticationLayer = false

  init(_ status: Int, _ name: String, _ message: String) {
    self.status = status
    self.name = name
    self.message = message
  }

  static func validation(_ message: String) -> ServiceFailure {
    ServiceFailure(400, "ValidationException", message)
  }

  static func authentication(_ name: String, _ message: String) -> ServiceFailure {
    var failure = ServiceFailure(403, name, message)
    failure.isFromAuthenticationLayer = true
    return failure
  }

  static let invalidModel = validation("The provided model identifier is invalid.")
  static let unknownOperation = ServiceFailure(404, "UnknownOperationException", "")

  /// Status codes of the modelled errors (botocore, bedrock-runtime
  /// 2023-09-30).
  static func status(named name: String) -> Int? {
    switch name {
    case "ValidationException", "ConflictException", "ServiceQuotaExceededException": 400
    case "AccessDeniedException", "ExpiredTokenException", "UnrecognizedClientException",
      "InvalidSignatureException":
      403
    case "ResourceNotFoundException": 404
    case "ModelTimeoutException": 408
    case "ModelErrorException", "ModelStreamErrorException": 424
    case "ThrottlingException", "ModelNotReadyException": 429
    case "InternalServerException": 500
    case "ServiceUnavailableException": 503
    default: nil
    }
  }

  /// A text that the service has been seen to send with that error.
  static func usualMessage(named name: String) -> String {
    switch name {
    case "ThrottlingException": "Too many requests, please wait before trying again."
    case "ServiceUnavailableException": "Bedrock is unable to process your request."
    case "ModelNotReadyException":
      "The model is not ready for inference. Please try again in a few seconds."
    case "ModelTimeoutException":
      "Model has timed out in processing the request. Try your request again."
    case "ModelErrorException", "ModelStreamErrorException", "InternalServerException":
      "The system encountered an unexpected error during processing. Try your request again."
    case "AccessDeniedException": "You don't have access to the model with the specified model ID."
    case "ExpiredTokenException": "The security token included in the request is expired"
    case "UnrecognizedClientException": "The security token included in the request is invalid."
    case "overloaded_error": "Overloaded"
    default: "The request could not be processed."
    }
  }

  /// The `error.type` of the direct API for a status (bedrock-wire 1.12).
  var directType: String {
    switch status {
    case 400: "invalid_request_error"
    case 401: "authentication_error"
    case 402: "billing_error"
    case 403: "permission_error"
    case 404: "not_found_error"
    case 413: "request_too_large"
    case 429: "rate_limit_error"
    case 504: "timeout_error"
    case 529: "overloaded_error"
    default: "api_error"
    }
  }

  /// Value of `x-amzn-errortype`.
  var errorTypeHeader: String {
    let space =
      isFromAuthenticationLayer
      ? "com.amazon.coral.service/" : "com.amazon.bedrock/"
    return "\(name):http://internal.amazon.com/coral/\(space)"
  }

  /// Body of an answer on the AWS surfaces.
  var awsBody: JSONValue {
    guard !message.isEmpty else { return .object(JSONObject()) }
    return [isFromAuthenticationLayer ? "Message" : "message": .string(message)]
  }

  /// Body of an answer on the direct API and Mantle; also the payload of an
  /// SSE `error` event.
  func directBody(requestID: String) -> JSONValue {
    [
      "type": "error",
      "error": ["type": .string(directType), "message": .string(message)],
      "request_id": .string(requestID),
    ]
  }
}
