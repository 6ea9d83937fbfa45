import Engine
import Wire

/// The portal of IAM Identity Center: role credentials for a token
/// (aws-auth-and-http 3.4). It is asked in the organisation's region, which
/// need not be Bedrock's.
struct PortalClient: Sendable {
  /// One try; the portal answers within tenths of a second.
  private static let silenceMilliseconds = 10_000
  /// Doubles before the third try: a portal that counts requests needs more
  /// than a moment.
  private static let firstPauseMilliseconds = 1000
  private static let tries = 3

  let context: CredentialContext
  let source: SingleSignOnSource

  /// Why there are no keys.
  enum Problem: Error, Hashable {
    /// The token is dead.
    case unauthorized
    case failed(ModelFailure)
  }

  /// The keys that `token` gives for the source's role.
  func credentials(for token: String) async throws(Problem) -> RoleKeys {
    let document: HTTPDocument
    do throws(ModelFailure) {
      let endpoint = try SignInEndpoint(.portal, region: source.region, context: context)
      let query =
        "role_name=\(PercentEncoding.encode(source.roleName))"
        + "&account_id=\(PercentEncoding.encode(source.account))"
      document = try await ProviderCall(
        context: context, subject: endpoint.subject, tries: Self.tries,
        firstPauseMilliseconds: Self.firstPauseMilliseconds
      ).send {
        HTTPRequest(
          method: "GET", url: endpoint.url("/federation/credentials?\(query)"),
          headers: [HTTPHeader("x-amz-sso_bearer_token", token)],
          firstByteTimeoutMilliseconds: Self.silenceMilliseconds,
          idleTimeoutMilliseconds: Self.silenceMilliseconds)
      }
    } catch {
      throw .failed(error)
    }
    guard document.status == 200 else { throw problem(document) }
    guard let keys = keys(document.body) else {
      throw .failed(
        .credentials(
          "IAM Identity Center (\(source.region)) answered without keys for \(role).",
          remedy: "Check what answers there: a proxy, or AWS_ENDPOINT_URL_SSO."))
    }
    return keys
  }

  private func keys(_ body: [UInt8]) -> RoleKeys? {
    guard let keys = (try? JSONValue(parsing: body))?["roleCredentials"],
      let id = keys["accessKeyId"]?.string, let secret = keys["secretAccessKey"]?.string,
      let token = keys["sessionToken"]?.string, let milliseconds = keys["expiration"]?.int
    else { return nil }
    return RoleKeys(
      accessKeyID: id, secretAccessKey: Secret(secret), sessionToken: Secret(token),
      expiresAt: milliseconds / 1000)
  }

  private var role: String {
    "the role \(source.roleName) in account \(source.account) (profile \(source.profile))"
  }

  private func problem(_ document: HTTPDocument) -> Problem {
    let error = ServiceError(
      status: document.status, headers: document.headers, body: document.body,
      context: ServiceErrorContext(), unixSeconds: context.unixSeconds())
    let said = error.message.isEmpty ? "" : ": \(error.message)"
    func failed(
      _ message: String, _ remedy: String, retry: ModelFailure.RetryClass = .never
    ) -> Problem {
      .failed(
        ModelFailure(
          kind: .credentials, retry: retry,
          message: message + (message.hasSuffix(".") ? "" : "."), remedy: remedy,
          serviceMessage: error.message.isEmpty ? nil : error.message, requestID: error.requestID,
          retryAfterMilliseconds: error.retryAfterMilliseconds))
    }
    switch document.status {
    case 401: return .unauthorized
    case 403:
      return failed(
        "IAM Identity Center does not let you take on \(role)\(said)",
        "Ask the administrator of \(source.startURL) to assign it to you, or choose another with"
          + " aws configure sso --profile \(ShellWord.quoted(source.profile)).")
    case 404:
      return failed(
        "IAM Identity Center does not know \(role)\(said)",
        "Correct sso_account_id and sso_role_name, or choose them with"
          + " aws configure sso --profile \(ShellWord.quoted(source.profile)).")
    case 429:
      return failed(
        "IAM Identity Center (\(source.region)) gets too many requests; the sign-in is still good",
        "Wait a minute and send again.", retry: .throttled)
    case 500...:
      return failed(
        "IAM Identity Center (\(source.region)) has trouble (status \(document.status))\(said)",
        "Try again; the health of AWS is on https://health.aws.amazon.com.", retry: .transient)
    default:
      let code = error.code.isEmpty ? "status \(document.status)" : error.code
      return failed(
        "IAM Identity Center (\(source.region)) refused \(role) (\(code))\(said)",
        "Check sso_region, sso_account_id and sso_role_name of the profile.")
    }
  }
}
