import Bedrock
import Engine
import Synchronization
import TestSupport
import Testing
import Wire

/// Signing in by a code, over real HTTP (aws-auth-and-http 3.4).
struct DeviceLoginTests {
  private typealias Samples = SingleSignOnSamples
  private typealias Reply = ScriptedServer.Reply

  private static let shown = SignInStatus.device(
    url: "https://device.sso.eu-central-1.amazonaws.com/",
    completeURL: "https://device.sso.eu-central-1.amazonaws.com/?user_code=ABCD-EFGH",
    code: "ABCD-EFGH", expiresAt: signInNoon + 600)

  /// A scene in which polls get `polls`, one after the other, the last for
  /// ever.
  private func scene(person: Bool = true, polls: [Reply]) throws -> SignInScene {
    let count = Mutex(0)
    return try SignInScene(person: person) { request, _ in
      switch request.path {
      case "/client/register": return Samples.registration
      case "/device_authorization": return Samples.device
      case "/token":
        let number = count.withLock { count in
          defer { count += 1 }
          return count
        }
        return polls[min(number, polls.count - 1)]
      default: return Samples.keys("ASIAROLE")
      }
    }
  }

  private static let pending = Samples.refusal(
    "AuthorizationPendingException", "authorization_pending")

  @Test func signsInAndWritesWhatTheCommandLineReads() async throws {
    let scene = try scene(polls: [
      Self.pending, Samples.refusal("SlowDownException", "slow_down"), Self.pending,
      Samples.grant("device", refreshToken: "refresh-device"),
    ])
    let loaded = try await SingleSignOnProvider().load(Samples.corp, context: scene.context())
    #expect(loaded.keyID == "ASIAROLE")
    #expect(
      scene.calls == [
        "POST /client/register", "POST /device_authorization", "POST /token", "POST /token",
        "POST /token", "POST /token", "GET /federation/credentials",
      ])
    // Five seconds more from the moment that it was told to slow down.
    #expect(scene.clock.slept == [1, 1, 6, 6])
    let bodies = try scene.server.requests.prefix(3).map { try JSONValue(parsing: $0.body) }
    #expect(
      bodies[0] == [
        "clientName": "adit-corp", "clientType": "public", "scopes": ["sso:account:access"],
      ])
    #expect(
      bodies[1] == [
        "clientId": "client-new", "clientSecret": "client-secret-new",
        "startUrl": "https://corp.awsapps.com/start",
      ])
    #expect(
      bodies[2] == [
        "grantType": "urn:ietf:params:oauth:grant-type:device_code", "clientId": "client-new",
        "clientSecret": "client-secret-new", "deviceCode": "device-code",
      ])
    #expect(scene.dialog.statuses == [Self.shown, .ended(failure: nil)])
    #expect(
      scene.json(Samples.tokenFile) == [
        "startUrl": "https://corp.awsapps.com/start", "region": "eu-central-1",
        "accessToken": "token-device", "expiresAt": "2026-11-21T20:00:14Z",
        "refreshToken": "refresh-device", "clientId": "client-new",
        "clientSecret": "client-secret-new", "registrationExpiresAt": "2027-02-19T12:00:00Z",
      ])
  }

  @Test func aLegacyProfileSignsInByItsStartURL() async throws {
    let scene = try scene(polls: [Samples.grant("device", refreshToken: nil)])
    let end = try await DeviceLogin.signIn(Samples.legacy, context: scene.context())
    #expect(end == signInNoon + 28_801)
    #expect(
      scene.json(".aws/sso/cache/\(SHA1.hexDigest(Samples.legacy.startURL)).json")?["accessToken"]
        == "token-device")
    #expect(scene.server.requests[0].text.contains("adit-old"))
  }

  @Test func scopesOfTheConfigurationAreAskedFor() async throws {
    var source = Samples.corp
    source.scopes = ["sso:account:access", "codewhisperer:completions"]
    let scene = try scene(polls: [Samples.grant("device")])
    _ = try await DeviceLogin.signIn(source, context: scene.context())
    #expect(
      try JSONValue(parsing: scene.server.requests[0].body)["scopes"]
        == ["sso:account:access", "codewhisperer:completions"])
  }

  // MARK: registration

  @Test func aValidRegistrationIsUsedAgain() async throws {
    let scene = try scene(polls: [Samples.grant("device")])
    scene.write(Samples.token(left: -1, refreshToken: nil), to: Samples.tokenFile)
    _ = try await SingleSignOnProvider().load(Samples.corp, context: scene.context())
    #expect(
      scene.calls == [
        "POST /device_authorization", "POST /token", "GET /federation/credentials",
      ])
    #expect(scene.json(Samples.tokenFile)?["clientId"] == "client")
    #expect(scene.text(Samples.tokenFile)?.contains(#""unknown":{"kept":[1.50]}"#) == true)
  }

  @Test func anExpiredRegistrationIsReplaced() async throws {
    let scene = try scene(polls: [Samples.grant("device")])
    scene.write(
      Samples.token(left: -1, registrationEnds: "2026-11-21T12:00:00Z"), to: Samples.tokenFile)
    _ = try await DeviceLogin.signIn(Samples.corp, context: scene.context())
    #expect(scene.calls.first == "POST /client/register")
    #expect(scene.json(Samples.tokenFile)?["clientId"] == "client-new")
  }

  @Test func aForgottenRegistrationIsMadeAgain() async throws {
    let scene = try SignInScene(person: true) { request, number in
      switch request.path {
      case "/client/register": Samples.registration
      case "/device_authorization":
        request.text.contains("client-new")
          ? Samples.device
          : Samples.refusal("InvalidClientException", "invalid_client", status: 401)
      default: Samples.grant("device")
      }
    }
    scene.write(Samples.token(left: -1), to: Samples.tokenFile)
    _ = try await DeviceLogin.signIn(Samples.corp, context: scene.context())
    #expect(
      scene.calls == [
        "POST /device_authorization", "POST /client/register", "POST /device_authorization",
        "POST /token",
      ])
  }

  // MARK: ends without a token

  @Test(arguments: [
    ("ExpiredTokenException", "expired_token", "Nobody confirmed the sign-in"),
    ("AccessDeniedException", "access_denied", "refused to grant the sign-in"),
    ("InvalidGrantException", "invalid_grant", "refused to grant the sign-in"),
    // The words of OAuth alone, as a gateway may leave them.
    ("", "expired_token", "Nobody confirmed the sign-in"),
    ("", "access_denied", "refused to grant the sign-in"),
  ])
  func refusals(type: String, error: String, clause: String) async throws {
    let scene = try scene(polls: [Self.pending, Samples.refusal(type, error)])
    let failure = await #expect(throws: ModelFailure.self) {
      try await DeviceLogin.signIn(Samples.corp, context: scene.context())
    }
    let message = try #require(failure?.message)
    #expect(message.contains(clause))
    #expect(failure?.remedy?.contains("aws sso login --profile dev") == true)
    #expect(scene.dialog.statuses == [Self.shown, .ended(failure: message)])
    #expect(scene.text(Samples.tokenFile) == nil)
  }

  @Test func nobodyConfirmsInTime() async throws {
    let scene = try scene(polls: [Self.pending])
    let failure = await #expect(throws: ModelFailure.self) {
      try await DeviceLogin.signIn(Samples.corp, context: scene.context())
    }
    #expect(failure?.message == "Nobody confirmed the sign-in at SSO session corp in time.")
    #expect(scene.clock.passedSeconds <= 600)
  }

  @Test func anOrganisationWithoutDeviceCodesIsTold() async throws {
    let scene = try SignInScene(person: true) { request, _ in
      request.path == "/client/register"
        ? Samples.registration
        : Samples.refusal("UnauthorizedClientException", "unauthorized_client")
    }
    let failure = await #expect(throws: ModelFailure.self) {
      try await SingleSignOnProvider().load(Samples.corp, context: scene.context())
    }
    #expect(
      failure?.remedy
        == "Some organisations allow no device codes: run aws sso login --profile dev.")
  }

  @Test func aPollThatIsLostIsRepeated() async throws {
    let scene = try scene(polls: [
      .json("{}", status: 500), .json("{}", status: 500), Samples.grant("device"),
    ])
    let end = try await DeviceLogin.signIn(Samples.corp, context: scene.context())
    #expect(end > signInNoon)
  }

  @Test func cancellingEndsItAtOnce() async throws {
    let scene = try scene(polls: [Self.pending])
    let context = scene.context()
    let waiting = Task { try await DeviceLogin.signIn(Samples.corp, context: context) }
    waiting.cancel()
    let outcome = await waiting.result
    #expect(throws: ModelFailure.self) { try outcome.get() }
    if case .failure(let failure as ModelFailure) = outcome {
      #expect(failure.kind == .cancelled)
    }
    #expect(scene.text(Samples.tokenFile) == nil)
  }

  // MARK: files

  @Test func aTokenThatCannotBeWrittenServesOn() async throws {
    let scene = try scene(polls: [Samples.grant("device")])
    // A file stands where the directory should be.
    scene.write("", to: ".aws")
    let context = scene.context()
    _ = try await SingleSignOnProvider().load(Samples.corp, context: context)
    _ = try await SingleSignOnProvider().load(Samples.corp, context: context)
    #expect(scene.calls.filter { $0 == "POST /client/register" }.count == 1)
    #expect(scene.log.all.map { $0.fields["outcome"] } == ["unsaved"])
  }
}
