import Engine

extension StaticKeys {
  /// The keys as they stand in the file. Their session token stands there too
  /// or they have none: one from the environment would belong to others.
  var resolved: ResolvedCredentials {
    ResolvedCredentials(
      accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, sessionToken: sessionToken,
      facts: CredentialFacts(
        source: "keys of profile \(profile)", profile: profile, account: account))
  }
}
