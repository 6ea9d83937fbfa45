import Bedrock
import Engine
import TestSupport
import Testing
import Wire

/// Rows of aws-auth-and-http 3.4 and 3.5 over real HTTP and real files.
struct SingleSignOnProviderTests {
  private typealias Samples = SingleSignOnSamples

  private func load(
    _ scene: SignInScene, _ source: SingleSignOnSource = SingleSignOnSamples.corp,
    context: CredentialContext? = nil
  ) async throws -> ResolvedCredentials {
    try await SingleSignOnProvider().load(source, context: context ?? scene.context())
  }

  private func failure(
    _ scene: SignInScene, _ source: SingleSignOnSource = SingleSignOnSamples.corp
  ) async throws -> ModelFailure {
    try #require(
      await #expect(throws: ModelFailure.self) { try await load(scene, source) })
  }

  // MARK: role credentials

  @Test(arguments: [false, true])
  func asksThePortalWithTheToken(endsInUTC: Bool) async throws {
    let scene = try SignInScene { _, _ in Samples.keys("ASIAROLE") }
    scene.write(Samples.token(left: 3600, utc: endsInUTC), to: Samples.tokenFile)
    let loaded = try await load(scene)
    #expect(
      loaded
        == ResolvedCredentials(
          .keys(
            accessKeyID: "ASIAROLE", secretAccessKey: Secret("secret-of-role"),
            sessionToken: Secret("session-of-role")),
          facts: CredentialFacts(
            source: "SSO session corp", profile: "dev", account: "123456789012", role: "Dev",
            keyEnding: "ROLE", expiresAt: signInNoon + 3600, refreshesItself: true)))
    let request = try #require(scene.server.requests.first)
    #expect(scene.server.requests.count == 1)
    #expect(request.method == "GET")
    #expect(
      request.target == "/federation/credentials?role_name=Dev&account_id=123456789012")
    #expect(request.header("x-amz-sso_bearer_token") == "token-old")
    #expect(request.header("authorization") == nil)
  }

  @Test func legacyTokensAreNamedByTheStartURL() async throws {
    let scene = try SignInScene { _, _ in Samples.keys("ASIAROLE") }
    scene.write(
      Samples.token(left: 60, refreshToken: nil),
      to: ".aws/sso/cache/\(SHA1.hexDigest(Samples.legacy.startURL)).json")
    // It cannot be renewed, and is used to its last minute.
    let loaded = try await load(scene, Samples.legacy)
    #expect(loaded.keyID == "ASIAROLE")
    #expect(loaded.source == "SSO https://corp.awsapps.com/start")
    #expect(loaded.facts.refreshesItself == false)
    #expect(scene.calls == ["GET /federation/credentials"])
  }

  @Test(arguments: [
    (
      403, "ForbiddenException", "No access",
      "IAM Identity Center does not let you take on the role Dev in account 123456789012 (profile"
        + " dev): No access.", ModelFailure.RetryClass.never
    ),
    (
      404, "ResourceNotFoundException", "",
      "IAM Identity Center does not know the role Dev in account 123456789012 (profile dev).",
      .never
    ),
    (
      429, "TooManyRequestsException", "",
      "IAM Identity Center (eu-central-1) gets too many requests; the sign-in is still good.",
      .throttled
    ),
    (
      500, "", "", "IAM Identity Center (eu-central-1) has trouble (status 500).", .transient
    ),
  ])
  func refusalsOfThePortal(
    status: Int, code: String, said: String, message: String, retry: ModelFailure.RetryClass
  ) async throws {
    let scene = try SignInScene { _, _ in
      .json(
        #"{"message":"\#(said)"}"#, status: status,
        headers: [(name: "x-amzn-ErrorType", value: code)])
    }
    scene.write(Samples.token(left: 3600), to: Samples.tokenFile)
    let failure = try await failure(scene)
    #expect(failure.message == message)
    #expect(failure.retry == retry)
    #expect(failure.kind == .credentials)
    // Too many requests are answered by fewer, not by a new sign-in.
    #expect(scene.server.requests.count == (retry == .never ? 1 : 3))
    #expect(scene.clock.slept == (retry == .never ? [] : [1, 2]))
  }

  @Test func passingTroubleOfThePortalIsWaitedFor() async throws {
    let scene = try SignInScene { _, number in
      number == 0 ? .json("{}", status: 429) : Samples.keys("ASIAROLE")
    }
    scene.write(Samples.token(left: 3600), to: Samples.tokenFile)
    #expect(try await load(scene).keyID == "ASIAROLE")
    #expect(scene.clock.slept == [1])
  }

  @Test func deadTokenIsRenewedOnceThenNeedsAPerson() async throws {
    let scene = try SignInScene { request, _ in
      switch request.path {
      case "/token": Samples.grant("new")
      default: .json(#"{"message":"Session token not found or invalid"}"#, status: 401)
      }
    }
    scene.write(Samples.token(left: 3600), to: Samples.tokenFile)
    let failure = try await failure(scene)
    #expect(
      failure.remedy
        == "Run: aws sso login --profile dev (or: adit login --profile dev).")
    #expect(failure.message.hasPrefix("IAM Identity Center refuses the sign-in (401)"))
    #expect(
      scene.calls == [
        "GET /federation/credentials", "POST /token", "GET /federation/credentials",
      ])
  }

  @Test func aPageInsteadOfKeysIsSaid() async throws {
    let scene = try SignInScene { _, _ in
      ScriptedServer.Reply(200, Array("<html>".utf8))
    }
    scene.write(Samples.token(left: 3600), to: Samples.tokenFile)
    let failure = try await failure(scene)
    #expect(failure.message.contains("answered without keys"))
  }

  // MARK: no usable token

  @Test(arguments: [nil, "", "{", "[]", #"{"startUrl":"x"}"#])
  func withoutTokenTheCommandIsNamed(text: String?) async throws {
    let scene = try SignInScene { _, _ in .json("{}", status: 500) }
    if let text { scene.write(text, to: Samples.tokenFile) }
    let failure = try await failure(scene)
    #expect(failure.kind == .credentials)
    #expect(
      failure.message.hasSuffix("(profile dev, https://corp.awsapps.com/start)."))
    #expect(
      failure.remedy
        == "Run: aws sso login --profile dev (or: adit login --profile dev).")
    #expect(scene.server.requests.isEmpty)
  }

  @Test func expiredRegistrationNeedsAPerson() async throws {
    let scene = try SignInScene { _, _ in .json("{}", status: 500) }
    scene.write(
      Samples.token(left: -1, registrationEnds: "2026-11-21T11:59:59Z"), to: Samples.tokenFile)
    #expect(try await failure(scene).message.contains("has expired"))
    #expect(scene.server.requests.isEmpty)
  }

  @Test func withoutHomeThatIsSaid() async throws {
    let scene = try SignInScene { _, _ in .json("{}", status: 500) }
    var context = scene.context()
    context.home = nil
    let failure = await #expect(throws: ModelFailure.self) {
      try await SingleSignOnProvider().load(Samples.corp, context: context)
    }
    #expect(failure?.remedy == "Set HOME.")
  }

  // MARK: keys that the AWS CLI keeps

  /// The names are the ones that botocore gives (aws-auth-and-http 3.5).
  @Test(arguments: [
    (301, true), (300, true), (299, false), (-1, false),
  ])
  func keysOfTheCommandLineAreReused(left: Int, isUsed: Bool) async throws {
    let scene = try SignInScene { _, _ in Samples.keys("ASIAPORTAL") }
    let end = ISO8601Time.text(unixSeconds: signInNoon + left)
    scene.write(
      #"{"ProviderType":"sso","Credentials":{"AccessKeyId":"ASIACLI","SecretAccessKey":"s","#
        + #""SessionToken":"t","Expiration":"\#(end)","AccountId":"123456789012"}}"#,
      to: ".aws/cli/cache/ecc1e3c8d4fe9b118d11b9cfe1c4a2a4f4a548ae.json")
    scene.write(Samples.token(left: 3600), to: Samples.tokenFile)
    let loaded = try await load(scene)
    #expect(loaded.keyID == (isUsed ? "ASIACLI" : "ASIAPORTAL"))
    #expect(scene.server.requests.isEmpty == isUsed)
    #expect(loaded.facts.account == "123456789012")
  }

  @Test func refusedKeysOfTheCommandLineAreNotReused() async throws {
    let scene = try SignInScene { _, _ in Samples.keys("ASIAPORTAL") }
    let end = ISO8601Time.text(unixSeconds: signInNoon + 3600)
    scene.write(
      #"{"Credentials":{"AccessKeyId":"ASIACLI","SecretAccessKey":"s","SessionToken":"t","#
        + #""Expiration":"\#(end)"}}"#,
      to: ".aws/cli/cache/ecc1e3c8d4fe9b118d11b9cfe1c4a2a4f4a548ae.json")
    scene.write(Samples.token(left: 3600), to: Samples.tokenFile)
    let context = scene.context()
    let first = try await load(scene, context: context)
    context.signIn.refuse(first.credentials)
    #expect(try await load(scene, context: context).keyID == "ASIAPORTAL")
  }

  // MARK: secrets

  @Test func everySecretIsKnownToTheLog() async throws {
    let scene = try SignInScene { request, _ in
      request.path == "/token" ? Samples.grant("fresh") : Samples.keys("ASIAROLE")
    }
    scene.write(Samples.token(left: 10), to: Samples.tokenFile)
    _ = try await load(scene)
    for secret in ["token-old", "token-fresh", "refresh-old", "refresh-new", "client-secret"] {
      #expect(!scene.redactor.redact("a \(secret) b").contains(secret))
    }
  }
}
