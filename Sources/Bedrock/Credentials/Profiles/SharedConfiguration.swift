/// The shared configuration and credentials files, merged
/// (aws-auth-and-http 3.3).
public struct SharedConfiguration: Hashable, Sendable {
  /// Properties of every profile by its name; keys are in lower case.
  public var profiles: [String: ConfigurationSection]
  /// The `sso-session` sections.
  public var ssoSessions: [String: ConfigurationSection]
  /// The `services` sections.
  public var services: [String: ConfigurationSection]
  /// What was wrong with the files: sentences with file and line.
  public var problems: [String]

  /// A configuration.
  public init(
    profiles: [String: ConfigurationSection] = [:],
    ssoSessions: [String: ConfigurationSection] = [:],
    services: [String: ConfigurationSection] = [:], problems: [String] = []
  ) {
    self.profiles = profiles
    self.ssoSessions = ssoSessions
    self.services = services
    self.problems = problems
  }
}

/// Properties of one section.
public struct ConfigurationSection: Hashable, Sendable {
  /// Values by key, keys in lower case.
  public var values: [String: String]
  /// Sub-properties of keys with an empty value (`services`, `s3`).
  public var nested: [String: [String: String]]

  /// A section.
  public init(values: [String: String] = [:], nested: [String: [String: String]] = [:]) {
    self.values = values
    self.nested = nested
  }

  /// The value of `key`; `nil` if it is missing or blank.
  public subscript(key: String) -> String? {
    values[key].flatMap { $0.trimmed.isEmpty ? nil : $0 }
  }
}
