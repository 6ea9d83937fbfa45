public import Engine

/// Which of all the places that AWS knows the credentials are taken from, and
/// what deserves to be said about it (aws-auth-and-http 3.1). Pure: it asks
/// nobody and runs nothing.
public struct CredentialPlan: Hashable, Sendable {
  /// The first place that is set up; `nil`: none is.
  public var provider: ConfiguredProvider?
  /// What is set up too and does not count: sentences.
  public var notices: [String]

  /// The plan for `environment` and what the shared files hold.
  /// - Throws: when the first place that is set up is set up wrongly: the next
  ///   one would be somebody else's account.
  public init(
    environment: EnvironmentValues, configuration: SharedConfiguration,
    options: CredentialChainOptions
  ) throws(ModelFailure) {
    let selection = ProfileSelection(setting: options.profile, environment: environment)
    notices = []
    switch selection.source {
    case .setting:
      provider = .profile(
        selection.name, try ProfileSource.plan(profile: selection.name, in: configuration))
    case .environment, .fallback:
      provider = try Self.ambient(
        environment, configuration, selection: selection,
        looksLikeInstance: options.looksLikeInstance)
    }
    notices = Self.notices(provider, environment, selection)
  }

  /// What counts where no profile is asked for on the command line or in the
  /// settings.
  private static func ambient(
    _ environment: EnvironmentValues, _ configuration: SharedConfiguration,
    selection: ProfileSelection, looksLikeInstance: Bool
  ) throws(ModelFailure) -> ConfiguredProvider? {
    if environment["AWS_BEARER_TOKEN_BEDROCK"] != nil { return .apiKey }
    if environment.first(of: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) != nil {
      return .environmentKeys
    }
    let section = try selection.section(in: configuration)
    if let section, section.namesCredentials {
      return .profile(
        selection.name, try ProfileSource.plan(profile: selection.name, in: configuration))
    }
    if let source = try webIdentity(environment, region: section?["region"]) {
      return .webIdentity(source)
    }
    if try ContainerAddress(environment) != nil { return .container }
    guard !MetadataAddress.isDisabled(environment),
      looksLikeInstance || MetadataAddress.isNamed(environment, profile: section)
    else { return nil }
    return .instance(profile: selection.name)
  }

  private static func webIdentity(
    _ environment: EnvironmentValues, region: String?
  ) throws(ModelFailure) -> WebIdentitySource? {
    guard let file = environment["AWS_WEB_IDENTITY_TOKEN_FILE"] else { return nil }
    guard let role = environment["AWS_ROLE_ARN"] else {
      throw .credentials(
        "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not.",
        remedy: "Set AWS_ROLE_ARN to the role's ARN, or unset AWS_WEB_IDENTITY_TOKEN_FILE.")
    }
    return WebIdentitySource(
      tokenFile: file, roleARN: role, sessionName: environment["AWS_ROLE_SESSION_NAME"],
      region: region, profile: nil)
  }

  private static func notices(
    _ provider: ConfiguredProvider?, _ environment: EnvironmentValues, _ selection: ProfileSelection
  ) -> [String] {
    let hasKeys = environment["AWS_ACCESS_KEY_ID"] != nil
    let named: String? =
      if case .environment(let variable) = selection.source { variable } else { nil }
    switch provider {
    case .apiKey:
      let ignored = (hasKeys ? ["AWS_ACCESS_KEY_ID"] : []) + (named.map { [$0] } ?? [])
      guard !ignored.isEmpty else { return [] }
      return [
        "Using AWS_BEARER_TOKEN_BEDROCK from the environment;"
          + " \(ignored.joined(separator: " and ")) \(ignored.count == 1 ? "is" : "are") ignored."
      ]
    case .environmentKeys:
      guard let named else { return [] }
      return ["Using AWS_ACCESS_KEY_ID from the environment; \(named) is ignored."]
    case .profile, .webIdentity, .container, .instance, nil: return []
    }
  }
}

extension ConfigurationSection {
  /// Whether the section says anything about credentials at all, right or not.
  var namesCredentials: Bool {
    [
      "aws_access_key_id", "aws_secret_access_key", "role_arn", "web_identity_token_file",
      "credential_process", "login_session", "sso_session", "sso_start_url", "sso_account_id",
      "sso_role_name", "credential_source",
    ].contains { self[$0] != nil }
  }
}
