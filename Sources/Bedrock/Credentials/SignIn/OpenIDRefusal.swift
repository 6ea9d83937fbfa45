import Engine
import Wire

/// What the OIDC service says when it grants nothing: an exception's name in a
/// header, or the words of OAuth in the body.
struct OpenIDRefusal: Error, Hashable {
  enum Kind: Hashable {
    /// Nobody has confirmed yet.
    case pending
    /// Polled too often.
    case slowDown
    /// Nobody confirmed in time.
    case expired
    /// The person, or the organisation, said no.
    case denied
    /// The refresh token or the device code is used up.
    case invalidGrant
    /// The registration is over.
    case invalidClient
    /// Too many requests, or trouble of the service's own.
    case unavailable
    case other
  }

  /// Text of a service is cut to this before people see it.
  private static let maximumMessageCharacters = 300

  var kind: Kind
  var status: Int
  /// `InvalidGrantException`, or `invalid_grant`; empty where none was told.
  var code: String
  /// The service's own words; may be empty.
  var message: String
  var requestID: String?

  init(_ document: HTTPDocument) {
    let json = (try? JSONValue(parsing: document.body)) ?? .null
    let error = ServiceError(
      status: document.status, headers: document.headers, body: document.body,
      context: ServiceErrorContext(), unixSeconds: 0)
    status = document.status
    code = error.code.isEmpty ? json["error"]?.string ?? "" : error.code
    message = String(
      (json["error_description"]?.string ?? error.message).prefix(Self.maximumMessageCharacters))
    requestID = error.requestID
    kind = Self.kind(of: code, status: status)
  }

  private static func kind(of code: String, status: Int) -> Kind {
    switch code {
    case "AuthorizationPendingException", "authorization_pending": .pending
    case "SlowDownException", "slow_down": .slowDown
    case "ExpiredTokenException", "expired_token": .expired
    case "AccessDeniedException", "access_denied": .denied
    case "InvalidGrantException", "invalid_grant": .invalidGrant
    case "InvalidClientException", "invalid_client": .invalidClient
    default: status == 429 || status >= 500 ? .unavailable : status == 401 ? .invalidClient : .other
    }
  }

  /// The refusal in the engine's terms: `IAM Identity Center (us-east-1)
  /// refused to …`.
  func failure(to action: String, region: String, remedy: String) -> ModelFailure {
    let what = code.isEmpty ? "status \(status)" : code
    let said = message.isEmpty ? "." : message.hasSuffix(".") ? ": \(message)" : ": \(message)."
    return ModelFailure(
      kind: .credentials, retry: kind == .unavailable ? .transient : .never,
      message: "IAM Identity Center (\(region)) refused to \(action) (\(what))\(said)",
      remedy: remedy, serviceMessage: message.isEmpty ? nil : message, requestID: requestID)
  }
}
