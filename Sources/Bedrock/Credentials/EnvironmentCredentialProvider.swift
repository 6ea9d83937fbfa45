public import Engine

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

  /// Reads from `environment` only.
  public init(environment: [String: String], service: Service = .bedrock) {
    self.init(EnvironmentValues(environment), service: service)
  }

  init(_ values: EnvironmentValues, service: Service = .bedrock) {
    self.values = values
    self.service = service
  }

  /// Whether the environment names credentials at all, complete or not.
  public var isConfigured: Bool {
    let names =
      switch service {
      case .bedrock: ["AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
      case .direct: ["ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_API_KEY"]
      }
    return values.first(of: names) != nil
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
    if let key = apiKey { return key }
    if let keys = try keys() { return keys }
    throw failure(
      "No AWS credentials were found.",
      remedy: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (with AWS_SESSION_TOKEN for"
        + " temporary keys), or AWS_BEARER_TOKEN_BEDROCK; adit --demo works without.")
  }

  /// The Bedrock API key, if there is one.
  var apiKey: ResolvedCredentials? {
    values["AWS_BEARER_TOKEN_BEDROCK"].map {
      ResolvedCredentials(
        .bearer(Secret($0)), source: "AWS_BEARER_TOKEN_BEDROCK from the environment")
    }
  }

  /// The AWS keys; `nil` if neither half is there.
  func keys() throws(ModelFailure) -> ResolvedCredentials? {
    switch (values["AWS_ACCESS_KEY_ID"], values["AWS_SECRET_ACCESS_KEY"]) {
    case (let id?, let secret?):
      let token = values.first(of: ["AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"])?.value
      return ResolvedCredentials(
        accessKeyID: id, secretAccessKey: Secret(secret), sessionToken: token.map(Secret.init),
        facts: CredentialFacts(
          source: "AWS_ACCESS_KEY_ID from the environment", account: values["AWS_ACCOUNT_ID"],
          expiresAt: values["AWS_CREDENTIAL_EXPIRATION"].flatMap(ISOTime.unixSeconds)))
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
