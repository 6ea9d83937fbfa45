import Bedrock
import Engine
import Synchronization
import TestSupport
import Testing
import Wire

/// Credentials that a service refuses in the middle of a session
/// (aws-auth-and-http 3.3, 3.5, 3.8): new ones are had, and the same turn goes
/// on; where none can be had, one sentence says what to run.
@Suite struct ExpiryInTurnTests {
  private typealias Samples = SingleSignOnSamples

  private static func keysFile(_ id: String) -> String {
    "[default]\naws_access_key_id = \(id)\naws_secret_access_key = s\naws_session_token = t\n"
  }

  /// Answers models unless they are called with one of `refused`.
  private static func model(
    _ request: ScriptedServer.Request, refused: Set<String>
  ) -> ScriptedServer.Reply? {
    guard ChainTurn.isModelCall(request) else { return nil }
    return refused.contains(ChainTurn.keyID(request)) ? ChainTurn.expired : Refusal.answer
  }

  // MARK: files, commands, STS, metadata

  /// A tool of the organisation has written new keys meanwhile.
  @Test func filesAreReadAgain() async throws {
    let files = Mutex<FixedFiles?>(nil)
    let world = try CredentialWorld(config: Self.keysFile("AKIDOLD")) { request, _ in
      let reply = Self.model(request, refused: ["AKIDOLD"])
      if ChainTurn.keyID(request) == "AKIDOLD" {
        files.withLock { $0 }?.write("/home/.aws/config", Self.keysFile("AKIDNEW"))
      }
      return reply ?? .json("{}", status: 404)
    }
    defer { world.server.stop() }
    files.withLock { $0 = world.files }
    let result = await ChainTurn.run(world.context, server: world.server)
    #expect(result.isCompleted, "\(result.text)")
    #expect(world.server.requests.map(ChainTurn.keyID) == ["AKIDOLD", "AKIDNEW"])
  }

  /// Nobody has: asking again would be refused again.
  @Test func keysThatStayTheSameAreFinal() async throws {
    let world = try CredentialWorld(config: Self.keysFile("AKIDOLD")) { request, _ in
      Self.model(request, refused: ["AKIDOLD"]) ?? .json("{}", status: 404)
    }
    defer { world.server.stop() }
    let result = await ChainTurn.run(world.context, server: world.server)
    #expect(world.server.requests.count == 1)
    #expect(result.text.contains("have expired"), "\(result.text)")
  }

  @Test func aRoleIsTakenOnAgain() async throws {
    let config = """
      [default]
      role_arn = arn:aws:iam::123456789012:role/R
      source_profile = base
      [profile base]
      aws_access_key_id = AKIDBASE
      aws_secret_access_key = s
      """
    let world = try CredentialWorld(config: config) { request, number in
      guard !ChainTurn.isModelCall(request) else {
        return number == 1 ? ChainTurn.expired : Refusal.answer
      }
      return CredentialWorld.play(request, number)
    }
    defer { world.server.stop() }
    let result = await ChainTurn.run(world.context, server: world.server)
    #expect(result.isCompleted, "\(result.text)")
    #expect(
      world.server.requests.map(ChainTurn.keyID) == [
        "AKIDBASE", "ASIAROLE", "AKIDBASE", "ASIAROLE",
      ])
  }

  @Test func aProcessRunsAgain() async throws {
    let folder = TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let config = """
      [default]
      credential_process = echo x >> \(folder.path)/n; printf '{"Version":1,"AccessKeyId":"AKID%s","SecretAccessKey":"s"}' $(wc -l < \(folder.path)/n)
      """
    let world = try CredentialWorld(config: config) { request, _ in
      Self.model(request, refused: ["AKID1"]) ?? .json("{}", status: 404)
    }
    defer { world.server.stop() }
    let result = await ChainTurn.run(world.context, server: world.server)
    #expect(result.isCompleted, "\(result.text)")
    #expect(world.server.requests.map(ChainTurn.keyID) == ["AKID1", "AKID2"])
  }

  @Test(arguments: [
    ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "@/task"], ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "@"],
  ])
  func theMachineIsAskedAgain(environment: [String: String]) async throws {
    let calls = Mutex(0)
    let world = try CredentialWorld(environment) { request, number in
      guard ChainTurn.isModelCall(request) else { return CredentialWorld.play(request, number) }
      let isFirst = calls.withLock { calls in
        calls += 1
        return calls == 1
      }
      return isFirst ? ChainTurn.expired : Refusal.answer
    }
    defer { world.server.stop() }
    let result = await ChainTurn.run(world.context, server: world.server)
    #expect(result.isCompleted, "\(result.text)")
    let key = environment.keys.contains("AWS_EC2_METADATA_SERVICE_ENDPOINT") ? "the-role" : "/task"
    #expect(world.server.requests.filter { $0.path.hasSuffix(key) }.count == 2)
  }

  /// `awsAuthRefresh` runs once, in view, and the turn goes on with what it
  /// wrote.
  @Test func theUsersCommandRuns() async throws {
    let files = Mutex<FixedFiles?>(nil)
    var world = try CredentialWorld(config: Self.keysFile("AKIDOLD")) { request, _ in
      switch request.path {
      case "/refresh":
        files.withLock { $0 }?.write("/home/.aws/config", Self.keysFile("AKIDNEW"))
        return .json("{}")
      default: return Self.model(request, refused: ["AKIDOLD"]) ?? .json("{}", status: 404)
      }
    }
    defer { world.server.stop() }
    files.withLock { $0 = world.files }
    let dialog = AnsweringDialog()
    world.dialog = dialog
    world.options.authRefresh = "curl -s \(world.server.url)/refresh"
    let result = await ChainTurn.run(world.context, options: world.options, server: world.server)
    #expect(result.isCompleted, "\(result.text)")
    #expect(world.server.requests.map(\.path).filter { $0 == "/refresh" }.count == 1)
    #expect(dialog.shown.last == .ended(failure: nil))
  }

  // MARK: IAM Identity Center

  private static let signOn = """
    [default]
    sso_session = corp
    sso_account_id = 123456789012
    sso_role_name = Dev
    [sso-session corp]
    sso_start_url = https://corp.awsapps.com/start
    sso_region = eu-central-1
    """

  /// A portal that knows `token-fresh` alone, and an OIDC service that answers
  /// with `grant`.
  private static func scene(
    person: Bool = false, grant: @escaping @Sendable () -> ScriptedServer.Reply
  ) throws -> SignInScene {
    let scene = try SignInScene(person: person) { request, _ in
      switch request.path {
      case "/federation/credentials":
        request.header("x-amz-sso_bearer_token") == "token-fresh"
          ? Samples.keys("ASIANEW")
          : .json(#"{"message":"Session token not found or invalid"}"#, status: 401)
      case "/token":
        request.text.contains("device_code") ? Samples.grant("fresh") : grant()
      case "/client/register": Samples.registration
      case "/device_authorization": Samples.device
      default: Self.model(request, refused: ["ASIAOLD"]) ?? .json("{}", status: 404)
      }
    }
    scene.write(Self.signOn, to: ".aws/config")
    scene.write(Samples.token(left: 3600), to: Samples.tokenFile)
    return scene
  }

  /// Limits count in these scenes' time otherwise, in which every wait is over
  /// at once.
  private static func context(of scene: SignInScene) -> CredentialContext {
    var context = scene.context()
    context.clock = LimitlessClock()
    return context
  }

  @Test func aDeadTokenIsRenewedInTheTurn() async throws {
    let scene = try Self.scene { Samples.grant("fresh") }
    let result = await ChainTurn.run(Self.context(of: scene), server: scene.server)
    #expect(result.isCompleted, "\(result.text)")
    #expect(
      scene.calls.dropLast() == [
        "GET /federation/credentials", "POST /token", "GET /federation/credentials",
      ])
    #expect(scene.json(Samples.tokenFile)?["accessToken"] == "token-fresh")
  }

  /// Keys that the portal gave are refused: it is asked again, once.
  @Test func refusedRoleKeysAreAskedForAgain() async throws {
    let scene = try SignInScene { request, number in
      request.path == "/federation/credentials"
        ? Samples.keys(number == 0 ? "ASIAOLD" : "ASIANEW")
        : Self.model(request, refused: ["ASIAOLD"]) ?? .json("{}", status: 404)
    }
    scene.write(Self.signOn, to: ".aws/config")
    scene.write(Samples.token(left: 3600), to: Samples.tokenFile)
    let result = await ChainTurn.run(Self.context(of: scene), server: scene.server)
    #expect(result.isCompleted, "\(result.text)")
    #expect(scene.server.requests.map(ChainTurn.isModelCall) == [false, true, false, true])
  }

  @Test func aRefusedRenewalNamesTheCommand() async throws {
    let scene = try Self.scene { Samples.refusal("InvalidGrantException", "invalid_grant") }
    let result = await ChainTurn.run(Self.context(of: scene), server: scene.server)
    #expect(
      result.text.hasSuffix(
        "Run: aws sso login --profile default (or: adit login --profile default)."),
      "\(result.text)")
    #expect(!scene.server.requests.contains(where: ChainTurn.isModelCall))
    #expect(
      result.events.contains { if case .credentialsFailed = $0 { true } else { false } })
  }

  /// With a person there the code is shown, and the turn waits and goes on.
  @Test func aPersonSignsInAndTheTurnGoesOn() async throws {
    let scene = try Self.scene(person: true) {
      Samples.refusal("InvalidGrantException", "invalid_grant")
    }
    let result = await ChainTurn.run(Self.context(of: scene), server: scene.server)
    #expect(result.isCompleted, "\(result.text)")
    guard case .device(_, _, "ABCD-EFGH", _)? = scene.dialog.statuses.first else {
      Issue.record("\(scene.dialog.statuses)")
      return
    }
    #expect(scene.dialog.statuses.last == .ended(failure: nil))
  }

  // MARK: aws login

  @Test(arguments: ["TOKEN_EXPIRED", "USER_CREDENTIALS_CHANGED"])
  func anEndedLoginNamesItsCommand(error: String) async throws {
    let scene = try SignInScene { request, _ in
      ChainTurn.isModelCall(request) ? Refusal.answer : LoginProviderTests.refusal(error)
    }
    scene.write(
      "[default]\nlogin_session = \(LoginProviderTests.arn)\nregion = eu-west-1\n",
      to: ".aws/config")
    scene.write(LoginProviderTests.session(left: -10), to: LoginProviderTests.file)
    let result = await ChainTurn.run(Self.context(of: scene), server: scene.server)
    #expect(result.text.contains("aws login"), "\(result.text)")
    #expect(!scene.server.requests.contains(where: ChainTurn.isModelCall))
  }
}
