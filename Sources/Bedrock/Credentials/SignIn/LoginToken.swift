import Wire

/// What the AWS CLI keeps of a login session.
struct LoginToken: Hashable, Sendable {
  /// Keys with less left are renewed first.
  static let marginSeconds = 300

  /// Everything that the file holds, known or not.
  var members: JSONObject

  var refreshToken: String? { text("refreshToken") }
  var clientID: String? { text("clientId") }
  var privateKey: String? { text("dpopKey") }
  /// Where the session began; it is renewed there.
  var region: String? { text("signInRegion") }
  var account: String? { members["accessToken"]?["accountId"]?.string }

  /// The keys; `nil` where one of them is missing. Without a readable end they
  /// count as over.
  var keys: RoleKeys? {
    guard let keys = members["accessToken"], let id = keys["accessKeyId"]?.string,
      let secret = keys["secretAccessKey"]?.string, let token = keys["sessionToken"]?.string
    else { return nil }
    return RoleKeys(
      accessKeyID: id, secretAccessKey: Secret(secret), sessionToken: Secret(token),
      expiresAt: keys["expiresAt"]?.string.flatMap(ISO8601Time.unixSeconds) ?? 0)
  }

  /// Names of what a renewal needs and the file lacks.
  var missing: [String] {
    [("clientId", clientID), ("refreshToken", refreshToken), ("dpopKey", privateKey)]
      .filter { $0.1 == nil }.map(\.0)
  }

  /// The session with what the service granted; the account stays.
  func granted(_ answer: JSONValue, at unixSeconds: Int) -> LoginToken? {
    /// Fifteen minutes is what the service grants.
    let defaultLifeSeconds = 900
    guard var keys = answer["accessToken"]?.object, LoginToken.areComplete(keys),
      let refreshToken = answer["refreshToken"]?.string
    else { return nil }
    let life = min(max(answer["expiresIn"]?.int ?? defaultLifeSeconds, 1), 172_800)
    keys["accountId"] = account.map(JSONValue.string) ?? keys["accountId"]
    keys["expiresAt"] = .string(ISO8601Time.text(unixSeconds: unixSeconds + life))
    var token = self
    token.members["accessToken"] = .object(keys)
    token.members["refreshToken"] = .string(refreshToken)
    if let identity = answer["idToken"]?.string { token.members["idToken"] = .string(identity) }
    return token
  }

  private static func areComplete(_ keys: JSONObject) -> Bool {
    ["accessKeyId", "secretAccessKey", "sessionToken"].allSatisfy { keys[$0]?.string != nil }
  }

  private func text(_ name: String) -> String? {
    members[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }
}
