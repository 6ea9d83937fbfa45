public import Engine
internal import Wire

/// Credentials from environment variables (aws-auth-and-http 3.2, 3.6). A
/// Bedrock API key beats static keys, as in AWS's own tools.
public struct EnvironmentCredentialProvider: CredentialProvider {
  /// Which service the credentials are for.
  public enum Service: Hashable, Sendable {
    case bedrock
    /// The direct Anthropic API.
    case direct
  }

  private let values: EnvironmentValues
  private let service: Service
  private let unixSeconds: (@Sendable () -> Int)?

  /// Reads from `environment` only. With a wall clock, seconds since 1970,
  /// expired keys are refused before a service does so.
  public init(
    environment: [String: String], service: Service = .bedrock,
    unixSeconds: (@Sendable () -> Int)? = nil
  ) {
    self.init(EnvironmentValues(environment), service: service, unixSeconds: unixSeconds)
  }

  init(
    _ values: EnvironmentValues, service: Service = .bedrock,
    unixSeconds: (@Sendable () -> Int)? = nil
  ) {
    self.values = values
    self.service = service
    self.unixSeconds = unixSeconds
  }

  /// The credentials of the environment.
  public func resolve() async throws(ModelFailure) -> ResolvedCredentials { try current() }

  /// The same without waiting; there is nothing to wait for.
  public func current() throws(ModelFailure) -> ResolvedCredentials {
    switch service {
    case .bedrock: try bedrock()
    case .direct: try direct()
    }
  }

  private func bedrock() throws(ModelFailure) -> ResolvedCredentials {
    if let key = try apiKey() { return key }
    if let keys = try keys() { return keys }
    throw failure(
      "No AWS credentials were found.",
      remedy: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (with AWS_SESSION_TOKEN for"
        + " temporary keys), or AWS_BEARER_TOKEN_BEDROCK; adit --demo works without.")
  }

  /// The Bedrock API key, if there is one.
  private func apiKey() throws(ModelFailure) -> ResolvedCredentials? {
    guard let key = values["AWS_BEARER_TOKEN_BEDROCK"].map(APIKeyFacts.normalized) else {
      return nil
    }
    let told = APIKeyFacts(key)
    let facts = CredentialFacts(
      source: "AWS_BEARER_TOKEN_BEDROCK from the environment",
      keyEnding: ResolvedCredentials.ending(of: key.reveal()), expiresAt: told.expiresAt)
    try refuseExpired(
      facts, "The API key in AWS_BEARER_TOKEN_BEDROCK",
      remedy: "Make a new one in the Bedrock console under API keys, or unset it.")
    return ResolvedCredentials(.bearer(key), facts: facts, region: told.region)
  }

  /// The AWS keys; `nil` if neither half is there.
  func keys() throws(ModelFailure) -> ResolvedCredentials? {
    switch (values["AWS_ACCESS_KEY_ID"], values["AWS_SECRET_ACCESS_KEY"]) {
    case (let id?, let secret?): return try keys(id: id, secret: Secret(secret))
    case (.some, nil):
      throw failure(
        "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not.",
        remedy: "Set AWS_SECRET_ACCESS_KEY too, or unset AWS_ACCESS_KEY_ID.")
    case (nil, .some):
      throw failure(
        "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not.",
        remedy: "Set AWS_ACCESS_KEY_ID too, or unset AWS_SECRET_ACCESS_KEY.")
    case (nil, nil): return nil
    }
  }

  private func keys(id: String, secret: Secret) throws(ModelFailure) -> ResolvedCredentials {
    let token = values.first(of: ["AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"])?.value
    let facts = CredentialFacts(
      source: "AWS_ACCESS_KEY_ID from the environment", account: values["AWS_ACCOUNT_ID"],
      expiresAt: values["AWS_CREDENTIAL_EXPIRATION"].flatMap(ISO8601Time.unixSeconds))
    try refuseExpired(
      facts, "The AWS keys in the environment",
      remedy: "Run eval \"$(aws configure export-credentials --format env)\" and start anew, or"
        + " unset AWS_ACCESS_KEY_ID.")
    return ResolvedCredentials(
      accessKeyID: id, secretAccessKey: secret, sessionToken: token.map(Secret.init), facts: facts)
  }

  private func refuseExpired(
    _ facts: CredentialFacts, _ subject: String, remedy: String
  ) throws(ModelFailure) {
    guard let end = facts.expiresAt, let now = unixSeconds?(), end <= now else { return }
    let minutes = (now - end) / 60
    let age =
      minutes < 60
      ? "\(minutes) min"
      : minutes < 48 * 60
        ? "\(minutes / 60) h \(minutes % 60) min" : "\(minutes / (24 * 60)) days"
    throw failure("\(subject) expired \(age) ago.", remedy: remedy)
  }

  private func direct() throws(ModelFailure) -> ResolvedCredentials {
    if let token = values["ANTHROPIC_AUTH_TOKEN"] {
      return ResolvedCredentials(
        .bearer(Secret(token)), source: "ANTHROPIC_AUTH_TOKEN from the environment")
    }
    if let key = values["ANTHROPIC_API_KEY"] {
      return ResolvedCredentials(
        .apiKey(Secret(key)), source: "ANTHROPIC_API_KEY from the environment")
    }
    throw failure(
      "No key for the Anthropic API was found.",
      remedy: "Set ANTHROPIC_API_KEY, or use Bedrock with --api invoke.")
  }

  private func failure(_ message: String, remedy: String) -> ModelFailure {
    ModelFailure(kind: .credentials, message: message, remedy: remedy)
  }
}
