import Engine

/// Walks from a profile to what its credentials come from
/// (aws-auth-and-http 3.1 and 3.3). Carries nothing out.
struct ProfilePlanner {
  /// A longer chain is a mistake; every role in it costs a request.
  private static let maximumChainLength = 16

  private let configuration: SharedConfiguration
  /// The profiles on the way, for cycles.
  private var visited: [String] = []

  init(configuration: SharedConfiguration) { self.configuration = configuration }

  /// The plan for the selected profile, where a role beats the profile's own
  /// keys.
  mutating func plan(_ name: String) throws(ModelFailure) -> ProfileSource {
    guard let section = configuration.profiles[name] else {
      throw configuration.missingProfile(name, why: "which is selected")
    }
    return try plan(ProfileSection(name: name, section: section))
  }

  private mutating func plan(_ profile: ProfileSection) throws(ModelFailure) -> ProfileSource {
    visited.append(profile.name)
    guard let roleARN = profile["role_arn"] else { return try base(of: profile) }
    let sourceProfile = profile["source_profile"]
    let credentialSource = profile["credential_source"]
    switch (sourceProfile, credentialSource) {
    case (.some, .some):
      throw failure(
        profile, "has both source_profile and credential_source",
        remedy: "Keep the one that holds the credentials the role is taken on with.")
    case (nil, nil):
      guard profile["web_identity_token_file"] != nil else {
        throw failure(
          profile, "has role_arn, but neither source_profile nor credential_source",
          remedy: "Add source_profile = <the profile whose credentials take on the role>.")
      }
      return try base(of: profile)
    case (let source?, nil):
      return .role(
        try role(roleARN, of: profile), base: try self.source(source, of: profile))
    case (nil, let word?):
      return .role(
        try role(roleARN, of: profile), base: .named(try named(word, of: profile)))
    }
  }

  // MARK: Roles

  /// The plan of a `source_profile`. There keys stop the chain, and a profile
  /// that names itself means its own.
  private mutating func source(
    _ name: String, of profile: ProfileSection
  ) throws(ModelFailure) -> ProfileSource {
    guard let section = configuration.profiles[name] else {
      throw configuration.missingProfile(
        name, why: "which source_profile of profile \"\(profile.name)\" names")
    }
    let next = ProfileSection(name: name, section: section)
    if name == profile.name { return try ownCredentials(of: next) }
    guard !visited.contains(name) else {
      throw failure(
        profile, "leads in a circle: \((visited + [name]).joined(separator: " → "))",
        remedy: "End the chain in a profile with credentials of its own.")
    }
    guard visited.count < ProfilePlanner.maximumChainLength else {
      throw failure(
        profile, "is more than \(ProfilePlanner.maximumChainLength) roles away from credentials",
        remedy: "Shorten the chain of source_profile.")
    }
    if next["aws_access_key_id"] != nil || next["aws_secret_access_key"] != nil {
      return .keys(try keys(of: next))
    }
    return try plan(next)
  }

  /// What a profile holds besides its role.
  private func ownCredentials(of profile: ProfileSection) throws(ModelFailure) -> ProfileSource {
    if profile["aws_access_key_id"] != nil || profile["aws_secret_access_key"] != nil {
      return .keys(try keys(of: profile))
    }
    var other = profile
    other.section.values["role_arn"] = nil
    other.section.values["web_identity_token_file"] = nil
    return try base(of: other)
  }

  private func role(_ arn: String, of profile: ProfileSection) throws(ModelFailure) -> RoleSource {
    RoleSource(
      roleARN: arn, sessionName: profile["role_session_name"],
      externalID: profile["external_id"], mfaSerial: profile["mfa_serial"],
      durationSeconds: try duration(of: profile), region: profile["region"], profile: profile.name)
  }

  /// What STS takes (its API reference, AssumeRole).
  private static let durationRange = 900...43_200

  private func duration(of profile: ProfileSection) throws(ModelFailure) -> Int? {
    guard let text = profile["duration_seconds"] else { return nil }
    guard let seconds = WholeNumberText.value(text), ProfilePlanner.durationRange.contains(seconds)
    else {
      throw failure(
        profile, "has duration_seconds = \(text), which is not a number from 900 to 43200",
        remedy: "Correct the number, or remove the line for an hour.")
    }
    return seconds
  }

  private func named(_ word: String, of profile: ProfileSection) throws(ModelFailure) -> NamedSource
  {
    let words = NamedSource.allCases
    if let source = words.first(where: { $0.rawValue.lowercased() == word.lowercased() }) {
      return source
    }
    throw failure(
      profile,
      "has credential_source = \(word), which is none of"
        + " \(words.map(\.rawValue).joined(separator: ", "))",
      remedy: EditDistance.nearest(to: word, among: words.map(\.rawValue)).map {
        "Did you mean \($0)?"
      })
  }

  // MARK: Bases

  /// Web identity, Identity Center, login, command, keys: the first one that
  /// the profile speaks of.
  private func base(of profile: ProfileSection) throws(ModelFailure) -> ProfileSource {
    if let tokenFile = profile["web_identity_token_file"] {
      return .webIdentity(try webIdentity(tokenFile, of: profile))
    }
    if profile.namesSingleSignOn { return .singleSignOn(try singleSignOn(of: profile)) }
    if let session = profile["login_session"] {
      return .login(
        LoginSource(session: session, region: profile["region"], profile: profile.name))
    }
    if let command = profile["credential_process"] {
      return .process(command: command, profile: profile.name)
    }
    if profile["aws_access_key_id"] != nil || profile["aws_secret_access_key"] != nil {
      return .keys(try keys(of: profile))
    }
    // A bare sso_session or sso_start_url is enough for tokens alone; nothing
    // else being there, it was meant for credentials.
    if profile.mentionsSingleSignOn { return .singleSignOn(try singleSignOn(of: profile)) }
    throw failure(
      profile, "has no credentials",
      remedy: "Run aws configure sso --profile \(profile.argument), or aws configure --profile"
        + " \(profile.argument) for keys.")
  }

  private func webIdentity(
    _ tokenFile: String, of profile: ProfileSection
  ) throws(ModelFailure) -> WebIdentitySource {
    guard let roleARN = profile["role_arn"] else {
      throw failure(
        profile, "has web_identity_token_file, but no role_arn", remedy: "Add role_arn = <ARN>.")
    }
    return WebIdentitySource(
      tokenFile: tokenFile, roleARN: roleARN, sessionName: profile["role_session_name"],
      region: profile["region"], profile: profile.name)
  }

  private func keys(of profile: ProfileSection) throws(ModelFailure) -> StaticKeys {
    switch (profile["aws_access_key_id"], profile["aws_secret_access_key"]) {
    case (let id?, let secret?):
      return StaticKeys(
        accessKeyID: id, secretAccessKey: Secret(secret),
        sessionToken: (profile["aws_session_token"] ?? profile["aws_security_token"])
          .map(Secret.init),
        account: profile["aws_account_id"], profile: profile.name)
    case (.some, nil):
      throw incompleteKeys(profile, missing: "aws_secret_access_key")
    case (nil, _):
      throw incompleteKeys(profile, missing: "aws_access_key_id")
    }
  }

  private func incompleteKeys(_ profile: ProfileSection, missing key: String) -> ModelFailure {
    failure(
      profile, "is missing \(key)",
      remedy: "Run aws configure --profile \(profile.argument) to write both halves of the keys.")
  }

  private func singleSignOn(
    of profile: ProfileSection
  ) throws(ModelFailure) -> SingleSignOnSource {
    let organisation = try ProfileSignOn(profile, in: configuration)
    let missing = ["sso_account_id", "sso_role_name"].filter { profile[$0] == nil }
    guard missing.isEmpty, let account = profile["sso_account_id"],
      let roleName = profile["sso_role_name"]
    else {
      throw failure(
        profile, "is missing \(missing.joined(separator: " and "))",
        remedy: "Run aws configure sso --profile \(profile.argument) to choose account and role.")
    }
    return SingleSignOnSource(
      session: organisation.session, startURL: organisation.startURL, region: organisation.region,
      scopes: organisation.scopes, account: account, roleName: roleName, profile: profile.name)
  }

  private func failure(
    _ profile: ProfileSection, _ clause: String, remedy: String?
  ) -> ModelFailure {
    profile.failure(clause, remedy: remedy)
  }
}
