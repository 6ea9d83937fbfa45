public import Engine

/// What proves to a service who asks.
public enum Credentials: Hashable, Sendable {
  /// AWS keys; requests are signed.
  case keys(accessKeyID: String, secretAccessKey: Secret, sessionToken: Secret?)
  /// A Bedrock API key or another bearer token.
  case bearer(Secret)
  /// A key of the direct Anthropic API, sent as `x-api-key`.
  case apiKey(Secret)
}

/// Credentials and where they came from, for people.
public struct ResolvedCredentials: Hashable, Sendable {
  /// The proof itself.
  public var credentials: Credentials
  /// `AWS_ACCESS_KEY_ID from the environment`.
  public var source: String

  /// Credentials with their source.
  public init(_ credentials: Credentials, source: String) {
    self.credentials = credentials
    self.source = source
  }
}

/// The port to wherever credentials come from. Every attempt at a request asks
/// anew, so a provider that can refresh may give other ones the next time;
/// caching is its own business.
public protocol CredentialProvider: Sendable {
  /// Credentials that are valid now, or a failure that says what to do.
  func resolve() async throws(ModelFailure) -> ResolvedCredentials
}
