import Engine

/// Temporary keys of a role.
struct RoleKeys: Hashable, Sendable {
  var accessKeyID: String
  var secretAccessKey: Secret
  var sessionToken: Secret?
  /// Seconds since 1970.
  var expiresAt: Int

  func resolved(_ facts: CredentialFacts) -> ResolvedCredentials {
    var facts = facts
    facts.expiresAt = expiresAt
    return ResolvedCredentials(
      accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, sessionToken: sessionToken,
      facts: facts)
  }
}
