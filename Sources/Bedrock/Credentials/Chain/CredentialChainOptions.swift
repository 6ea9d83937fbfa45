/// How a chain of credentials behaves; fixed for its life.
public struct CredentialChainOptions: Sendable {
  /// `--profile` or the setting; it beats everything in the environment.
  public var profile: String?
  /// The machine is one of EC2's as far as its firmware tells; elsewhere the
  /// metadata service is asked only if something names it.
  public var looksLikeInstance: Bool
  /// `awsAuthRefresh`: renews a sign-in, in view of the person.
  public var authRefresh: String?
  /// `awsCredentialExport`: prints keys.
  public var credentialExport: String?
  /// Where refreshes run; `nil`: the language's own pool.
  public var executor: (any TaskExecutor)?

  /// Options.
  public init(
    profile: String? = nil, looksLikeInstance: Bool = false, authRefresh: String? = nil,
    credentialExport: String? = nil, executor: (any TaskExecutor)? = nil
  ) {
    self.profile = profile
    self.looksLikeInstance = looksLikeInstance
    self.authRefresh = authRefresh
    self.credentialExport = credentialExport
    self.executor = executor
  }

  /// Whether a command may mend what resolving cannot.
  var hasCommands: Bool { authRefresh != nil || credentialExport != nil }
}
