/// Variables whose values are secrets.
public enum SecretVariables {
  /// Of AWS and of the direct API. Key ids are not secret.
  public static let names = [
    "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN",
    "AWS_BEARER_TOKEN_BEDROCK", "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN",
  ]
}

extension Redactor {
  /// Learns what is secret in the environment.
  public func learn(environment: [String: String]) {
    let values = EnvironmentValues(environment)
    for name in SecretVariables.names {
      guard let raw = environment[name] else { continue }
      learn(Secret(raw), name: name)
      if let value = values[name], value != raw { learn(Secret(value), name: name) }
    }
  }
}
