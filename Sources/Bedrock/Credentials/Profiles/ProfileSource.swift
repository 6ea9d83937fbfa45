/// How a profile says that its credentials are got: the plan, without having
/// carried out anything (aws-auth-and-http 3.1, 3.3).
public indirect enum ProfileSource: Hashable, Sendable {
  case keys(StaticKeys)
  case singleSignOn(SingleSignOnSource)
  /// `aws login`.
  case login(LoginSource)
  case process(command: String, profile: String)
  case webIdentity(WebIdentitySource)
  /// `credential_source`.
  case named(NamedSource)
  /// A role, taken on with the credentials of `base`.
  case role(RoleSource, base: ProfileSource)
}

/// `credential_source`.
public enum NamedSource: String, Hashable, Sendable, CaseIterable {
  case environment = "Environment"
  case instance = "Ec2InstanceMetadata"
  case container = "EcsContainer"
}

/// Keys that stand in a file.
public struct StaticKeys: Hashable, Sendable {
  /// `AKIA…` or `ASIA…`.
  public var accessKeyID: String
  /// The secret half of the keys.
  public var secretAccessKey: Secret
  /// Present for temporary keys.
  public var sessionToken: Secret?
  /// `aws_account_id`, where it stands.
  public var account: String?
  /// Whose it is.
  public var profile: String

  /// Keys.
  public init(
    accessKeyID: String, secretAccessKey: Secret, sessionToken: Secret?, account: String? = nil,
    profile: String
  ) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.account = account
    self.profile = profile
  }
}

/// A role of IAM Identity Center.
public struct SingleSignOnSource: Hashable, Sendable {
  /// Name of the `sso-session`; `nil`: the form with `sso_start_url` alone.
  public var session: String?
  /// The start URL of the organisation.
  public var startURL: String
  /// Region of Identity Center; never that of Bedrock.
  public var region: String
  /// `sso_registration_scopes`; empty: `sso:account:access`.
  public var scopes: [String]
  /// Number of the account.
  public var account: String
  /// Name of the role in that account.
  public var roleName: String
  /// Whose it is.
  public var profile: String

  /// A source.
  public init(
    session: String?, startURL: String, region: String, scopes: [String] = [], account: String,
    roleName: String, profile: String
  ) {
    self.session = session
    self.startURL = startURL
    self.region = region
    self.scopes = scopes
    self.account = account
    self.roleName = roleName
    self.profile = profile
  }
}

/// A session of `aws login`.
public struct LoginSource: Hashable, Sendable {
  /// `login_session`, an ARN.
  public var session: String
  /// The profile's region, for the endpoint where the cache names none.
  public var region: String?
  /// Whose it is.
  public var profile: String

  /// A source.
  public init(session: String, region: String?, profile: String) {
    self.session = session
    self.region = region
    self.profile = profile
  }
}

/// A token in a file, exchanged for a role.
public struct WebIdentitySource: Hashable, Sendable {
  /// Path of the token, read anew each time.
  public var tokenFile: String
  /// ARN of the role.
  public var roleARN: String
  /// `nil`: one is made up.
  public var sessionName: String?
  /// The profile's region.
  public var region: String?
  /// `nil`: it is the environment's.
  public var profile: String?

  /// A source.
  public init(
    tokenFile: String, roleARN: String, sessionName: String?, region: String?, profile: String?
  ) {
    self.tokenFile = tokenFile
    self.roleARN = roleARN
    self.sessionName = sessionName
    self.region = region
    self.profile = profile
  }
}

/// A role to take on.
public struct RoleSource: Hashable, Sendable {
  /// ARN of the role.
  public var roleARN: String
  /// `nil`: one is made up.
  public var sessionName: String?
  /// `external_id`.
  public var externalID: String?
  /// Serial number or ARN of an MFA device; then a code is asked for.
  public var mfaSerial: String?
  /// 900…43,200.
  public var durationSeconds: Int?
  /// Of the profile; decides which STS is asked.
  public var region: String?
  /// Whose it is.
  public var profile: String

  /// A role.
  public init(
    roleARN: String, sessionName: String? = nil, externalID: String? = nil,
    mfaSerial: String? = nil, durationSeconds: Int? = nil, region: String? = nil, profile: String
  ) {
    self.roleARN = roleARN
    self.sessionName = sessionName
    self.externalID = externalID
    self.mfaSerial = mfaSerial
    self.durationSeconds = durationSeconds
    self.region = region
    self.profile = profile
  }
}
