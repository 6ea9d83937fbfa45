import Engine
import Wire

/// The file of a login session, and its renewal.
struct LoginSession: Sendable {
  /// One try; the service answers within tenths of a second.
  private static let silenceMilliseconds = 10_000

  let source: LoginSource
  let context: CredentialContext
  let file: TokenFile

  init(_ source: LoginSource, context: CredentialContext) throws(ModelFailure) {
    self.source = source
    self.context = context
    let name = SHA256.hexDigest(Array(source.session.utf8)) + ".json"
    if let folder = context.environment["AWS_LOGIN_CACHE_DIRECTORY"].flatMap({
      ConfigurationLocations.expanded($0, home: context.home)
    }) {
      file = TokenFile(
        path: folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)", context: context)
    } else {
      file = try TokenFile(name, in: ".aws/login/cache", context: context)
    }
  }

  /// The session as its file has it, its secrets made known.
  func read() async throws(ModelFailure) -> LoginToken {
    guard let members = try await file.members() else {
      throw signInNeeded("Nobody is signed in with aws login")
    }
    let token = LoginToken(members: members)
    if let text = token.refreshToken { learn(text, "login refresh token") }
    if let text = token.privateKey { learn(text, "login key") }
    return token
  }

  func keys(of token: LoginToken) throws(ModelFailure) -> RoleKeys {
    guard let keys = token.keys else {
      throw signInNeeded("The login session in \(file.shownPath) holds no keys")
    }
    return keys
  }

  func resolved(_ keys: RoleKeys, of token: LoginToken) -> ResolvedCredentials {
    keys.resolved(
      CredentialFacts(
        source: "aws login session \(source.session)", profile: source.profile,
        account: token.account, refreshesItself: token.missing.isEmpty))
  }

  /// Exchanges the refresh token of `held`, which serves once. Another process
  /// may have done it: the file is read again under the lock, and once more
  /// where the service calls the token used.
  func renewed(_ held: LoginToken) async throws(ModelFailure) -> LoginToken {
    try await context.files.withLock(beside: file.path) { () async throws(ModelFailure) in
      let current = try await read()
      if let token = serving(current, otherThan: held) { return token }
      return try await exchange(current)
    }
  }

  private func exchange(_ current: LoginToken) async throws(ModelFailure) -> LoginToken {
    guard let clientID = current.clientID, let refreshToken = current.refreshToken,
      let key = current.privateKey
    else {
      throw signInNeeded(
        "The login session in \(file.shownPath) lacks \(current.missing.joined(separator: ", "))")
    }
    let now = context.clock.now()
    if let failure = context.signIn.recentFailure(of: refreshToken, for: file.path, now: now) {
      throw failure
    }
    let document = try await ask(
      [
        "clientId": .string(clientID), "refreshToken": .string(refreshToken),
        "grantType": "refresh_token",
      ], key: key, region: try region(of: current))
    guard document.status == 200 else {
      if let token = serving(try await read(), otherThan: current) { return token }
      let failure = refusal(document)
      context.signIn.noteFailure(failure, of: refreshToken, for: file.path, now: now)
      throw failure
    }
    guard let answer = try? JSONValue(parsing: document.body),
      let token = current.granted(answer, at: context.unixSeconds())
    else {
      throw .credentials(
        "AWS sign-in answered without keys (profile \(source.profile)).",
        remedy: "Check what answers there: a proxy, or AWS_ENDPOINT_URL_SIGNIN.")
    }
    if let text = token.refreshToken { learn(text, "login refresh token") }
    await file.replace(token.members)
    return token
  }

  private func region(of token: LoginToken) throws(ModelFailure) -> String {
    let named =
      token.region ?? source.region
      ?? context.environment.first(of: ["AWS_REGION", "AWS_DEFAULT_REGION"])?.value
    guard let named else {
      throw .credentials(
        "The login session of profile \(source.profile) names no region to be renewed in.",
        remedy: "Set region in the profile, or AWS_REGION.")
    }
    return named
  }

  private func ask(
    _ body: JSONValue, key: String, region: String
  ) async throws(ModelFailure) -> HTTPDocument {
    let endpoint = try SignInEndpoint(.signIn, region: region, context: context)
    let url = endpoint.url("/v1/token")
    let privateKey: ES256PrivateKey
    do throws(ES256PrivateKey.KeyError) { privateKey = try ES256PrivateKey(pem: key) } catch {
      throw unusable(error)
    }
    // Every try has a proof of its own: services take each id once.
    let proofs = (0..<2).map { _ in
      ProofOfPossession(
        method: "POST", url: url, unixSeconds: context.unixSeconds(),
        id: UUIDText.random(context.signIn.randomBytes))
    }
    var tokens: [String] = []
    do throws(ES256PrivateKey.KeyError) {
      for proof in proofs { tokens.append(try proof.token(signedWith: privateKey)) }
    } catch {
      throw unusable(error)
    }
    var number = 0
    return try await ProviderCall(
      context: context, subject: endpoint.subject, tries: tokens.count
    ).send {
      defer { number += 1 }
      return HTTPRequest(
        method: "POST", url: url,
        headers: [
          HTTPHeader("content-type", "application/json"),
          HTTPHeader("dpop", tokens[min(number, tokens.count - 1)]),
        ], body: body.serialized(),
        firstByteTimeoutMilliseconds: Self.silenceMilliseconds,
        idleTimeoutMilliseconds: Self.silenceMilliseconds)
    }
  }

  private func unusable(_ error: ES256PrivateKey.KeyError) -> ModelFailure {
    switch error {
    case .noLibrary:
      .credentials(
        "The login session cannot be renewed without libcrypto.so.3.",
        remedy: "Install OpenSSL 3 (Debian: apt install libssl3).")
    case .unusableKey:
      signInNeeded("The key of the login session in \(file.shownPath) is damaged")
    }
  }

  /// What the service's refusal means for a person.
  private func refusal(_ document: HTTPDocument) -> ModelFailure {
    let json = try? JSONValue(parsing: document.body)
    let error = ServiceError(
      status: document.status, headers: document.headers, body: document.body,
      context: ServiceErrorContext(), unixSeconds: context.unixSeconds())
    var failure: ModelFailure
    switch json?["error"]?.string {
    case "TOKEN_EXPIRED", "AUTHCODE_EXPIRED":
      failure = signInNeeded("The session of aws login has expired")
    case "USER_CREDENTIALS_CHANGED":
      failure = signInNeeded("The user's password or MFA device has changed since aws login")
    case "INSUFFICIENT_PERMISSIONS":
      failure = .credentials(
        "The identity behind aws login may not renew its session (profile \(source.profile)).",
        remedy: "Allow signin:CreateOAuth2Token, then run: \(command).")
    case .some, nil:
      let code = error.code.isEmpty ? "status \(document.status)" : error.code
      let said = error.message.isEmpty ? "" : ": \(error.message)"
      failure = .credentials(
        "AWS sign-in did not renew the session of profile \(source.profile) (\(code))\(said)"
          + (said.hasSuffix(".") ? "" : "."), remedy: "Run: \(command).")
      if document.status == 429 || document.status >= 500 {
        failure.retry = .transient
        failure.remedy = "Try again; the health of AWS is on https://health.aws.amazon.com."
      }
    }
    failure.serviceMessage = error.message.isEmpty ? nil : error.message
    failure.requestID = error.requestID
    return failure
  }

  private func signInNeeded(_ reason: String) -> ModelFailure {
    .credentials("\(reason) (profile \(source.profile)).", remedy: "Run: \(command).")
  }

  private var command: String { "aws login --profile \(ShellWord.quoted(source.profile))" }

  /// `token`, if somebody put it in the place of `old` and it serves.
  private func serving(_ token: LoginToken, otherThan old: LoginToken) -> LoginToken? {
    guard let keys = token.keys, keys != old.keys,
      keys.expiresAt - context.unixSeconds() >= LoginToken.marginSeconds
    else { return nil }
    return token
  }

  private func learn(_ text: String, _ name: String) {
    context.redactor.learn(Secret(text), name: name)
  }
}
