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
  /// Who that is, and for how long.
  public var facts: CredentialFacts
  /// The region that the credentials themselves name (short-term API keys).
  public var region: String?

  /// `AWS_ACCESS_KEY_ID from the environment`.
  public var source: String { facts.source }

  /// Credentials with what is known about them.
  public init(_ credentials: Credentials, facts: CredentialFacts, region: String? = nil) {
    self.credentials = credentials
    self.facts = facts
    self.region = region
  }

  /// Credentials with their source alone.
  public init(_ credentials: Credentials, source: String) {
    self.init(credentials, facts: CredentialFacts(source: source))
  }
}

/// The port to wherever credentials come from. Every attempt at a request asks
/// anew, so a provider that can refresh may give other ones the next time;
/// caching is its own business.
public protocol CredentialProvider: Sendable {
  /// Credentials that are valid now, or a failure that says what to do.
  func resolve() async throws(ModelFailure) -> ResolvedCredentials
  /// The service refused `used` (expired, invalid, revoked): forget them and
  /// read everything anew the next time. Returns whether that can give other
  /// ones; where not, trying again is useless.
  func invalidate(_ used: ResolvedCredentials) async -> Bool
}

extension CredentialProvider {
  /// Nothing to forget, and nothing new to come.
  public func invalidate(_ used: ResolvedCredentials) async -> Bool { false }
}
