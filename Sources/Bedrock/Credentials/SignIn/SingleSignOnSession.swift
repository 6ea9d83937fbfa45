import Engine
import Wire

/// The token of one organisation: read, renewed, or signed in for.
struct SingleSignOnSession: Sendable {
  let source: SingleSignOnSource
  let context: CredentialContext
  let file: TokenFile

  init(_ source: SingleSignOnSource, context: CredentialContext) throws(ModelFailure) {
    self.source = source
    self.context = context
    file = try TokenFile(
      "\(SHA1.hexDigest(source.session ?? source.startURL)).json", in: ".aws/sso/cache",
      context: context)
  }

  /// The keys that `token` gives.
  func credentials(
    for token: SingleSignOnToken
  ) async throws(PortalClient.Problem) -> ResolvedCredentials {
    let keys = try await PortalClient(context: context, source: source)
      .credentials(for: token.accessToken ?? "")
    let canRenew =
      token.refreshing(at: context.unixSeconds()) != nil
      || (token.expiresAt ?? 0) > keys.expiresAt
    return keys.resolved(
      CredentialFacts(
        source: source.label, profile: source.profile, account: source.account,
        role: source.roleName, refreshesItself: canRenew))
  }

  /// A token that serves now; one other than `dead`, which the portal refused.
  func token(
    instead dead: SingleSignOnToken? = nil
  ) async throws(ModelFailure) -> SingleSignOnToken {
    guard let held = try await read() else {
      return try await signedIn("Nobody is signed in at \(source.label)")
    }
    let now = context.unixSeconds()
    let isDead = held.accessToken == dead?.accessToken
    let left = isDead ? 0 : held.secondsLeft(at: now)
    if left >= SingleSignOnToken.marginSeconds { return held }
    guard let (registration, refreshToken) = held.refreshing(at: now) else {
      if left > 0 { return held }
      return try await signedIn("The sign-in at \(source.label) has expired")
    }
    switch await renewed(held, registration: registration, refreshToken: refreshToken) {
    case .renewed(let token): return token
    case .refused where left > 0, .failed where left > 0: return held
    case .refused: return try await signedIn("The sign-in at \(source.label) has expired")
    case .failed(let failure): throw failure
    }
  }

  /// The token of the file, its secrets made known.
  func read() async throws(ModelFailure) -> SingleSignOnToken? {
    guard let members = try await file.members() else { return nil }
    let token = SingleSignOnToken(members: members)
    let secrets = [
      (token.accessToken, "SSO token"), (token.refreshToken, "SSO refresh token"),
      (token.registration?.secret, "client secret"),
    ]
    for case (let text?, let name) in secrets {
      context.redactor.learn(Secret(text), name: name)
    }
    return token
  }

  /// A new sign-in by a person, or the command for it.
  private func signedIn(_ reason: String) async throws(ModelFailure) -> SingleSignOnToken {
    guard context.dialog.isInteractive else { throw signInNeeded(reason) }
    return try await DeviceLogin(session: self).token()
  }

  /// The failure of a sign-in that nobody is there for.
  func signInNeeded(_ reason: String) -> ModelFailure {
    .credentials(
      "\(reason) (profile \(source.profile), \(source.startURL)).",
      remedy: "Run: \(DeviceLogin.commands(for: source)).")
  }
}
