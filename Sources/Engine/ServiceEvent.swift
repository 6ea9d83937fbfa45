/// What the session learns about the service beside its turns: who it is
/// there, what it may use, what it is asked.
public enum ServiceEvent: Hashable, Sendable {
  /// Credentials were resolved or refreshed.
  case credentials(CredentialFacts)
  /// Credentials could not be resolved.
  case credentialsFailed(ModelFailure)
  /// What this account and region can use, by the model's key.
  case access([String: ModelAccess])
  /// What is behind the model of that key: one that was known by nothing but
  /// its address.
  case described(key: String, ModelDescriptor)
  /// Somebody has to answer; the turn waits meanwhile.
  case question(SignInQuestion)
  /// The question of this id needs no answer any more.
  case questionWithdrawn(Int)
  /// A sign-in goes on elsewhere, or ended.
  case signIn(SignInStatus)
  /// A sentence for the user.
  case notice(String)
}

/// Who the program is for the service; never a secret.
public struct CredentialFacts: Hashable, Sendable {
  /// `SSO session corp`, `AWS_ACCESS_KEY_ID from the environment` …
  public var source: String
  /// The profile of the shared configuration, if one is used.
  public var profile: String?
  /// The account's number, where it is known.
  public var account: String?
  /// Name or ARN of the role, where it is known.
  public var role: String?
  /// The last four characters of the access key id or API key.
  public var keyEnding: String?
  /// Seconds since 1970; `nil`: they do not expire, or nobody knows.
  public var expiresAt: Int?
  /// Whether new ones come before the end without anybody's doing.
  public var refreshesItself: Bool

  /// Facts.
  public init(
    source: String, profile: String? = nil, account: String? = nil, role: String? = nil,
    keyEnding: String? = nil, expiresAt: Int? = nil, refreshesItself: Bool = false
  ) {
    self.source = source
    self.profile = profile
    self.account = account
    self.role = role
    self.keyEnding = keyEnding
    self.expiresAt = expiresAt
    self.refreshesItself = refreshesItself
  }
}

/// Whether an account can use a model in a region.
public enum ModelAccess: Hashable, Sendable {
  /// Listed, or a call has succeeded. `profile`: id of the inference profile
  /// through which it is called, where it needs one.
  case available(profile: String?)
  /// Listed, and near its end; the service's word (`LEGACY`).
  case legacy(profile: String?)
  /// The region does not list it, or calls were refused; why, one clause.
  case unavailable(String)
}

/// A question that credentials depend on.
public struct SignInQuestion: Hashable, Sendable {
  /// Names the question; an answer carries it.
  public var id: Int
  /// One sentence: `MFA code of arn:aws:iam::…:mfa/me for the role Admin`.
  public var text: String
  /// How many digits are expected; `nil`: free text.
  public var digits: Int?

  /// A question.
  public init(id: Int, text: String, digits: Int? = nil) {
    self.id = id
    self.text = text
    self.digits = digits
  }
}

/// A sign-in that goes on outside the program.
public enum SignInStatus: Hashable, Sendable {
  /// Somebody has to confirm `code` at `url`. `completeURL` holds the code
  /// already. `expiresAt`: seconds since 1970.
  case device(url: String, completeURL: String?, code: String, expiresAt: Int)
  /// A command of the user's settings runs; its output so far, newest last,
  /// and the first https address in it.
  case command(String, output: [String], url: String?)
  /// It is over; `nil`: successfully.
  case ended(failure: String?)
}
