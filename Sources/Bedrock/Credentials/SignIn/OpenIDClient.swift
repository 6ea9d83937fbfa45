import Engine
import Wire

/// A program that is registered with an organisation of Identity Center.
struct ClientRegistration: Hashable, Sendable {
  var id: String
  var secret: String
  /// Seconds since 1970.
  var expiresAt: Int
}

/// What a person is asked to confirm.
struct DeviceAuthorization: Hashable, Sendable {
  var deviceCode: String
  var userCode: String
  var url: String
  /// Holds the code already.
  var completeURL: String?
  var expiresInSeconds: Int
  /// Between polls.
  var intervalSeconds: Int
}

/// Tokens that were granted.
struct TokenGrant: Hashable, Sendable {
  var accessToken: String
  var refreshToken: String?
  var expiresInSeconds: Int
}

/// The OIDC service of IAM Identity Center (aws-auth-and-http 3.4). It is asked
/// in the organisation's region, unsigned.
struct OpenIDClient: Sendable {
  /// One try; the service answers within tenths of a second.
  private static let silenceMilliseconds = 10_000
  /// Where the answer names none (RFC 8628, section 3.2).
  private static let defaultIntervalSeconds = 5
  /// A longer interval would only keep the person waiting.
  private static let intervalRangeSeconds = 1...60
  /// As the service grants it; a confirmation that takes an hour is forgotten.
  private static let defaultExpirySeconds = 600
  private static let expiryRangeSeconds = 1...3600
  /// A day beyond anything that is granted.
  private static let tokenLifeRangeSeconds = 1...172_800
  /// Registrations last 90 days; where the answer names no end, one day.
  private static let defaultRegistrationSeconds = 86_400

  let context: CredentialContext
  let region: String

  /// Why there is no answer.
  enum Problem: Error, Hashable {
    case refused(OpenIDRefusal)
    case failed(ModelFailure)
  }

  func register(
    name: String, scopes: [String]
  ) async throws(Problem) -> ClientRegistration {
    let answer = try await post(
      "/client/register",
      [
        "clientName": .string(name), "clientType": "public",
        "scopes": .array(scopes.map(JSONValue.string)),
      ])
    guard let id = answer["clientId"]?.string, let secret = answer["clientSecret"]?.string else {
      throw .failed(incomplete("a registration"))
    }
    learn(secret, "client secret")
    return ClientRegistration(
      id: id, secret: secret,
      expiresAt: answer["clientSecretExpiresAt"]?.int
        ?? context.unixSeconds() + Self.defaultRegistrationSeconds)
  }

  func authorize(
    _ registration: ClientRegistration, startURL: String
  ) async throws(Problem) -> DeviceAuthorization {
    let answer = try await post(
      "/device_authorization",
      [
        "clientId": .string(registration.id), "clientSecret": .string(registration.secret),
        "startUrl": .string(startURL),
      ])
    guard let deviceCode = answer["deviceCode"]?.string, let code = answer["userCode"]?.string,
      let url = answer["verificationUri"]?.string
    else { throw .failed(incomplete("a code")) }
    learn(deviceCode, "device code")
    return DeviceAuthorization(
      deviceCode: deviceCode, userCode: code, url: url,
      completeURL: answer["verificationUriComplete"]?.string,
      expiresInSeconds: Self.clamped(
        answer["expiresIn"]?.int ?? Self.defaultExpirySeconds, to: Self.expiryRangeSeconds),
      intervalSeconds: Self.clamped(
        answer["interval"]?.int ?? Self.defaultIntervalSeconds, to: Self.intervalRangeSeconds))
  }

  /// Asks whether the person has confirmed.
  func token(
    for authorization: DeviceAuthorization, of registration: ClientRegistration
  ) async throws(Problem) -> TokenGrant {
    try await token(
      [
        "grantType": "urn:ietf:params:oauth:grant-type:device_code",
        "clientId": .string(registration.id), "clientSecret": .string(registration.secret),
        "deviceCode": .string(authorization.deviceCode),
      ])
  }

  func token(
    refreshing refreshToken: String, of registration: ClientRegistration
  ) async throws(Problem) -> TokenGrant {
    try await token(
      [
        "grantType": "refresh_token", "clientId": .string(registration.id),
        "clientSecret": .string(registration.secret), "refreshToken": .string(refreshToken),
      ])
  }

  private func token(_ body: JSONValue) async throws(Problem) -> TokenGrant {
    let answer = try await post("/token", body)
    guard let token = answer["accessToken"]?.string, !token.isEmpty,
      let life = answer["expiresIn"]?.int
    else { throw .failed(incomplete("a token")) }
    learn(token, "SSO token")
    let refreshToken = answer["refreshToken"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    if let refreshToken { learn(refreshToken, "SSO refresh token") }
    return TokenGrant(
      accessToken: token, refreshToken: refreshToken,
      expiresInSeconds: Self.clamped(life, to: Self.tokenLifeRangeSeconds))
  }

  private func post(_ path: String, _ body: JSONValue) async throws(Problem) -> JSONValue {
    let document: HTTPDocument
    do throws(ModelFailure) {
      let endpoint = try SignInEndpoint(.openID, region: region, context: context)
      document = try await ProviderCall(context: context, subject: endpoint.subject).send {
        HTTPRequest(
          method: "POST", url: endpoint.url(path),
          headers: [HTTPHeader("content-type", "application/json")], body: body.serialized(),
          firstByteTimeoutMilliseconds: Self.silenceMilliseconds,
          idleTimeoutMilliseconds: Self.silenceMilliseconds)
      }
    } catch {
      throw .failed(error)
    }
    guard document.status == 200 else { throw .refused(OpenIDRefusal(document)) }
    return (try? JSONValue(parsing: document.body)) ?? .null
  }

  private func incomplete(_ what: String) -> ModelFailure {
    .credentials(
      "IAM Identity Center (\(region)) answered without \(what).",
      remedy: "Check sso_region and what answers there: a proxy, or AWS_ENDPOINT_URL_SSO_OIDC.")
  }

  private func learn(_ text: String, _ name: String) {
    context.redactor.learn(Secret(text), name: name)
  }

  private static func clamped(_ value: Int, to range: ClosedRange<Int>) -> Int {
    min(max(value, range.lowerBound), range.upperBound)
  }
}
