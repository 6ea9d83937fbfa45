extension SharedConfiguration {
  /// Reads the two files. Nothing in them can fail: what cannot be understood
  /// is passed over and told in `problems`. `configName` and
  /// `credentialsName` are the files' names for people.
  public init(
    config: [UInt8], configName: String = "~/.aws/config", credentials: [UInt8] = [],
    credentialsName: String = "~/.aws/credentials"
  ) {
    var first = ConfigurationFileParser(kind: .config, name: configName)
    first.read(config)
    var second = ConfigurationFileParser(kind: .credentials, name: credentialsName)
    second.read(credentials)
    self.init(
      profiles: first.profiles, ssoSessions: first.ssoSessions, services: first.services,
      problems: first.problems + second.problems,
      misnamed: first.misnamed.merging(second.misnamed) { configured, _ in configured },
      fileNames: [configName, credentialsName])
    for (name, section) in second.profiles { merge(section, into: name) }
  }

  /// The credentials file's word counts. Its keys do not take a session token
  /// from the other file: it would belong to other keys.
  private mutating func merge(_ section: ConfigurationSection, into name: String) {
    var merged = profiles[name] ?? ConfigurationSection()
    if section["aws_access_key_id"] != nil {
      merged.values["aws_session_token"] = nil
      merged.values["aws_security_token"] = nil
    }
    merged.merge(section)
    profiles[name] = merged
  }
}
