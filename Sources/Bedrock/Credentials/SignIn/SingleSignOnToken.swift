import Wire

/// The token of an organisation of IAM Identity Center, as the AWS CLI keeps it
/// (aws-auth-and-http 3.5).
struct SingleSignOnToken: Hashable, Sendable {
  /// A token with less left is renewed first.
  static let marginSeconds = 300

  /// Everything that the file holds, known or not.
  var members: JSONObject

  var accessToken: String? { text("accessToken") }
  var refreshToken: String? { text("refreshToken") }
  /// Seconds since 1970.
  var expiresAt: Int? { text("expiresAt").flatMap(ISO8601Time.unixSeconds) }

  /// The client that the token belongs to, where the file names one.
  var registration: ClientRegistration? {
    guard let id = text("clientId"), let secret = text("clientSecret"),
      let end = text("registrationExpiresAt").flatMap(ISO8601Time.unixSeconds)
    else { return nil }
    return ClientRegistration(id: id, secret: secret, expiresAt: end)
  }

  /// Seconds that the token serves yet; 0 for one that is over or unreadable.
  func secondsLeft(at unixSeconds: Int) -> Int {
    guard accessToken != nil, let expiresAt else { return 0 }
    return max(0, expiresAt - unixSeconds)
  }

  /// What a silent refresh needs; `nil` where a person has to sign in.
  func refreshing(at unixSeconds: Int) -> (registration: ClientRegistration, token: String)? {
    guard let registration, registration.expiresAt > unixSeconds, let refreshToken else {
      return nil
    }
    return (registration, refreshToken)
  }

  /// The token with what the service granted. Without a new refresh token the
  /// old one goes on.
  func granted(_ grant: TokenGrant, at unixSeconds: Int) -> SingleSignOnToken {
    var token = self
    token.members["accessToken"] = .string(grant.accessToken)
    token.members["expiresAt"] = .string(
      ISO8601Time.text(unixSeconds: unixSeconds + grant.expiresInSeconds))
    if let refreshToken = grant.refreshToken {
      token.members["refreshToken"] = .string(refreshToken)
    }
    return token
  }

  /// The token of a new sign-in, with the members that the AWS CLI writes.
  func signedIn(
    _ grant: TokenGrant, source: SingleSignOnSource, registration: ClientRegistration,
    at unixSeconds: Int
  ) -> SingleSignOnToken {
    var token = self
    token.members["startUrl"] = .string(source.startURL)
    token.members["region"] = .string(source.region)
    token.members["refreshToken"] = nil
    token = token.granted(grant, at: unixSeconds)
    token.members["clientId"] = .string(registration.id)
    token.members["clientSecret"] = .string(registration.secret)
    token.members["registrationExpiresAt"] = .string(
      ISO8601Time.text(unixSeconds: registration.expiresAt))
    return token
  }

  private func text(_ name: String) -> String? {
    members[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }
}
