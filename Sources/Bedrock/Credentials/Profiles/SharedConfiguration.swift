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
  /// Sections that were passed over because of how they are named, and where
  /// they stand: `[dev]` instead of `[profile dev]` in the configuration.
  public var misnamed: [String: String]
  /// The two files' names for people, configuration first.
  public var fileNames: [String]

  /// A configuration.
  public init(
    profiles: [String: ConfigurationSection] = [:],
    ssoSessions: [String: ConfigurationSection] = [:],
    services: [String: ConfigurationSection] = [:], problems: [String] = [],
    misnamed: [String: String] = [:], fileNames: [String] = ["~/.aws/config", "~/.aws/credentials"]
  ) {
    self.profiles = profiles
    self.ssoSessions = ssoSessions
    self.services = services
    self.problems = problems
    self.misnamed = misnamed
    self.fileNames = fileNames
  }
}

/// Properties of one section. Printing it gives their names alone: some of
/// the values are secrets.
public struct ConfigurationSection: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// Values by key, keys in lower case.
  public var values: [String: String]
  /// Sub-properties of keys with an empty value (`services`, `s3`).
  public var nested: [String: [String: String]]
  /// Where it begins: `~/.aws/config:12`; `nil`: it was not read from a file.
  public var origin: String?

  /// A section.
  public init(
    values: [String: String] = [:], nested: [String: [String: String]] = [:], origin: String? = nil
  ) {
    self.values = values
    self.nested = nested
    self.origin = origin
  }

  /// The value of `key`; `nil` if it is missing or blank.
  public subscript(key: String) -> String? {
    values[key].flatMap { $0.trimmed.isEmpty ? nil : $0 }
  }

  /// Whether `key` says true, without regard to case; `nil` if it is missing.
  public func flag(_ key: String) -> Bool? { self[key].map { $0.lowercased() == "true" } }

  /// The names of the properties.
  public var description: String { "[\(values.keys.sorted().joined(separator: ", "))]" }
  /// The names of the properties.
  public var customMirror: Mirror { Mirror(self, children: ["keys": values.keys.sorted()]) }

  /// Takes over what `later` says; of two values for one key its is the one.
  mutating func merge(_ later: ConfigurationSection) {
    for (key, value) in later.values {
      values[key] = value
      nested[key] = later.nested[key]
    }
    origin = origin ?? later.origin
  }
}
