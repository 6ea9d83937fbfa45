import Bedrock
import Engine
import Synchronization
import TestSupport
import Testing
import Wire

@testable import adit

/// Silent renewal of a token (aws-auth-and-http 3.5).
struct SingleSignOnRenewalTests {
  private typealias Samples = SingleSignOnSamples

  private func load(
    _ scene: SignInScene, context: CredentialContext? = nil
  ) async throws -> ResolvedCredentials {
    try await SingleSignOnProvider().load(Samples.corp, context: context ?? scene.context())
  }

  @Test(arguments: [-1, 0, 299])
  func aTokenNearItsEndIsRenewed(left: Int) async throws {
    let scene = try SignInScene { request, _ in
      request.path == "/token" ? Samples.grant("new") : Samples.keys("ASIAROLE")
    }
    scene.write(Samples.token(left: left), to: Samples.tokenFile)
    #expect(try await load(scene).keyID == "ASIAROLE")
    #expect(scene.calls == ["POST /token", "GET /federation/credentials"])
    let requests = scene.server.requests
    #expect(requests[0].header("content-type") == "application/json")
    #expect(
      try JSONValue(parsing: requests[0].body) == [
        "grantType": "refresh_token", "clientId": "client", "clientSecret": "client-secret",
        "refreshToken": "refresh-old",
      ])
    #expect(requests[1].header("x-amz-sso_bearer_token") == "token-new")
    // What others wrote into the file stays as it was, to the last digit.
    #expect(
      scene.text(Samples.tokenFile)
        == #"{"startUrl":"https://corp.awsapps.com/start","region":"eu-central-1","#
        + #""accessToken":"token-new","expiresAt":"2026-11-21T20:00:00Z","clientId":"client","#
        + #""clientSecret":"client-secret","registrationExpiresAt":"2027-01-01T00:00:00Z","#
        + #""refreshToken":"refresh-new","unknown":{"kept":[1.50]}}"#)
  }

  @Test func fiveMinutesAreEnough() async throws {
    let scene = try SignInScene { _, _ in Samples.keys("ASIAROLE") }
    scene.write(Samples.token(left: 300), to: Samples.tokenFile)
    _ = try await load(scene)
    #expect(scene.calls == ["GET /federation/credentials"])
  }

  @Test func withoutANewRefreshTokenTheOldOneStays() async throws {
    let scene = try SignInScene { request, _ in
      request.path == "/token" ? Samples.grant("new", refreshToken: nil) : Samples.keys("ASIAROLE")
    }
    scene.write(Samples.token(left: 10), to: Samples.tokenFile)
    _ = try await load(scene)
    #expect(scene.json(Samples.tokenFile)?["refreshToken"] == "refresh-old")
  }

  /// The token serves on where renewing it fails, and is not tried with again
  /// for half a minute.
  @Test func aFailedRenewalLeavesAValidToken() async throws {
    let scene = try SignInScene { request, _ in
      request.path == "/token"
        ? Samples.refusal("InvalidGrantException", "invalid_grant") : Samples.keys("ASIAROLE")
    }
    scene.write(Samples.token(left: 200), to: Samples.tokenFile)
    let context = scene.context()
    let portal = "GET /federation/credentials"
    #expect(try await load(scene, context: context).keyID == "ASIAROLE")
    #expect(try await load(scene, context: context).keyID == "ASIAROLE")
    #expect(scene.calls == ["POST /token", portal, portal])
    scene.clock.pass(seconds: 30)
    _ = try await load(scene, context: context)
    #expect(scene.calls == ["POST /token", portal, portal, "POST /token", portal])
  }

  @Test(arguments: ["InvalidGrantException", "InvalidClientException", "ExpiredTokenException"])
  func aRefusedRenewalOfADeadTokenNeedsAPerson(code: String) async throws {
    let scene = try SignInScene { _, _ in Samples.refusal(code, "no") }
    scene.write(Samples.token(left: -1), to: Samples.tokenFile)
    let failure = await #expect(throws: ModelFailure.self) { try await load(scene) }
    #expect(
      failure?.message
        == "The sign-in at SSO session corp has expired (profile dev,"
        + " https://corp.awsapps.com/start).")
    #expect(
      failure?.remedy == "Run: aws sso login --profile dev (or: adit login --profile dev).")
    #expect(scene.calls == ["POST /token"])
  }

  /// Trouble of the service is told as such, and no sign-in is asked for.
  @Test func troubleOfTheServiceIsNoExpiry() async throws {
    let scene = try SignInScene(person: true) { _, _ in .json("{}", status: 503) }
    scene.write(Samples.token(left: -1), to: Samples.tokenFile)
    let failure = await #expect(throws: ModelFailure.self) { try await load(scene) }
    #expect(failure?.retry == .transient)
    #expect(
      failure?.message.hasPrefix(
        "IAM Identity Center (eu-central-1) refused to renew the sign-in at SSO session corp")
        == true)
    #expect(scene.dialog.statuses == [])
  }

  @Test func anUnreachableServiceIsNoExpiry() async throws {
    let scene = try SignInScene(person: true) { _, _ in .silence }
    scene.server.stop()
    scene.write(Samples.token(left: -1), to: Samples.tokenFile)
    let failure = await #expect(throws: ModelFailure.self) { try await load(scene) }
    #expect(failure?.kind == .connection)
    #expect(scene.dialog.statuses == [])
  }

  // MARK: other processes

  /// Another process renews while this one waits for the lock.
  @Test func aTokenThatWasRenewedMeanwhileIsTaken() async throws {
    let scene = try SignInScene { _, _ in Samples.keys("ASIAROLE") }
    scene.write(Samples.token(left: 10), to: Samples.tokenFile)
    var context = scene.context()
    context.files = InterruptedFiles(context.files, path: scene.home + "/" + Samples.tokenFile) {
      scene.write(Samples.token("theirs", left: 3600), to: Samples.tokenFile)
    }
    #expect(try await load(scene, context: context).keyID == "ASIAROLE")
    #expect(scene.calls == ["GET /federation/credentials"])
    #expect(scene.server.requests[0].header("x-amz-sso_bearer_token") == "token-theirs")
  }

  /// Without a lock (another tool takes none) the service says that the token
  /// was used; then the file holds the new one.
  @Test func aUsedRefreshTokenMakesTheFileReadAgain() async throws {
    let home = Mutex<SignInScene?>(nil)
    let scene = try SignInScene { request, _ in
      guard request.path == "/token" else { return Samples.keys("ASIAROLE") }
      home.withLock { $0 }?.write(Samples.token("theirs", left: 3600), to: Samples.tokenFile)
      return Samples.refusal("InvalidGrantException", "invalid_grant")
    }
    home.withLock { $0 = scene }
    defer { home.withLock { $0 = nil } }
    scene.write(Samples.token(left: -10), to: Samples.tokenFile)
    #expect(try await load(scene).keyID == "ASIAROLE")
    #expect(scene.calls == ["POST /token", "GET /federation/credentials"])
    #expect(scene.server.requests[1].header("x-amz-sso_bearer_token") == "token-theirs")
  }

  /// Two programs at once use the refresh token once: it would be void for the
  /// second one.
  @Test func twoProgramsRenewOnce() async throws {
    let scene = try SignInScene { request, number in
      guard request.path == "/token" else { return Samples.keys("ASIAROLE") }
      return request.text.contains("refresh-old") && number == 0
        ? Samples.grant("new") : Samples.refusal("InvalidGrantException", "invalid_grant")
    }
    scene.write(Samples.token(left: -1), to: Samples.tokenFile)
    async let first = load(scene, context: scene.context())
    async let second = load(scene, context: scene.context())
    #expect(try await [first.keyID, second.keyID] == ["ASIAROLE", "ASIAROLE"])
    #expect(scene.calls.filter { $0 == "POST /token" }.count == 1)
  }

  // MARK: files that cannot be written

  @Test func aTokenThatCannotBeWrittenIsKept() async throws {
    let scene = try SignInScene { request, _ in
      request.path == "/token" ? Samples.grant("new") : Samples.keys("ASIAROLE")
    }
    scene.write(Samples.token(left: -1), to: Samples.tokenFile)
    var context = scene.context()
    context.files = ReadOnlyFiles(files: context.files)
    _ = try await load(scene, context: context)
    _ = try await load(scene, context: context)
    let portal = "GET /federation/credentials"
    #expect(scene.calls == ["POST /token", portal, portal])
    #expect(scene.server.requests[2].header("x-amz-sso_bearer_token") == "token-new")
    let event = try #require(scene.log.all.first)
    #expect(event.level == .warn)
    #expect(event.fields["outcome"] == "unsaved")
    #expect(event.fields["message"]?.string?.contains("read-only") == true)
    // Whoever writes the file later is believed.
    scene.write(Samples.token("theirs", left: 3600), to: Samples.tokenFile)
    _ = try await load(scene, context: context)
    #expect(scene.server.requests[3].header("x-amz-sso_bearer_token") == "token-theirs")
  }
}

/// Files that change while somebody waits for their lock.
private struct InterruptedFiles: CredentialFiles {
  private let files: any CredentialFiles
  private let interruption: @Sendable () -> Void
  private let path: String

  init(
    _ files: any CredentialFiles, path: String, _ interruption: @escaping @Sendable () -> Void
  ) {
    self.files = files
    self.path = path
    self.interruption = interruption
  }

  func read(_ path: String) async throws(FileFailure) -> [UInt8]? { try await files.read(path) }
  func stamp(of path: String) async -> FileStamp? { await files.stamp(of: path) }
  func replace(_ path: String, with bytes: [UInt8]) async throws(FileFailure) {
    try await files.replace(path, with: bytes)
  }
  func withLock<Result: Sendable>(
    beside path: String, _ body: @Sendable () async throws(ModelFailure) -> Result
  ) async throws(ModelFailure) -> Result {
    if path == self.path { interruption() }
    return try await files.withLock(beside: path, body)
  }
}

/// Files below a directory that cannot be written.
private struct ReadOnlyFiles: CredentialFiles {
  let files: any CredentialFiles

  func read(_ path: String) async throws(FileFailure) -> [UInt8]? { try await files.read(path) }
  func stamp(of path: String) async -> FileStamp? { await files.stamp(of: path) }
  func replace(_ path: String, with bytes: [UInt8]) async throws(FileFailure) {
    throw FileFailure("\(path) cannot be written: read-only file system")
  }
  func withLock<Result: Sendable>(
    beside path: String, _ body: @Sendable () async throws(ModelFailure) -> Result
  ) async throws(ModelFailure) -> Result { try await body() }
}
