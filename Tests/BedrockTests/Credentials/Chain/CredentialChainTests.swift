import Engine
import Synchronization
import Testing
import Wire

@testable import Bedrock

/// The life of credentials: kept, renewed, re-read, forgotten.
@Suite(.timeLimit(.minutes(1))) struct CredentialChainTests {
  /// A role whose keys come from an answering STS.
  private static let roleFile = """
    [profile base]
    aws_access_key_id = AKIDBASE
    aws_secret_access_key = basesecret
    [default]
    role_arn = arn:aws:iam::123456789012:role/R
    source_profile = base
    region = eu-west-1
    """

  private final class Events: Sendable {
    private let events = Mutex<[ServiceEvent]>([])
    var all: [ServiceEvent] { events.withLock { $0 } }
    var tell: @Sendable (ServiceEvent) -> Void {
      { event in self.events.withLock { $0.append(event) } }
    }
  }

  private final class Log: EventLog {
    private let lines = Mutex<[LogEvent]>([])
    var all: [LogEvent] { lines.withLock { $0 } }
    func isEnabled(_ level: LogEvent.Level) -> Bool { true }
    func record(_ event: LogEvent) { lines.withLock { $0.append(event) } }
  }

  private struct Scene {
    let files: MemoryFiles
    let clock = SteppedClock()
    let time = WallTime(noon)
    let transport: AnsweringTransport
    let events = Events()
    let log = Log()
    let chain: CredentialChain

    init(
      _ file: String = CredentialChainTests.roleFile, environment: [String: String] = [:],
      options: CredentialChainOptions = CredentialChainOptions(),
      commands: FakeCommands = FakeCommands(printing: ""), dialog: any SignInDialog = NoDialog(),
      _ answer: @escaping @Sendable (Int) async -> Result<HTTPDocument, HTTPFailure>
    ) {
      files = MemoryFiles(["/home/.aws/config": file])
      transport = AnsweringTransport { _, number in await answer(number) }
      var context = fakeContext(
        environment, files: files, commands: commands, transport: transport, clock: clock,
        time: time, dialog: dialog)
      context.log = log
      chain = CredentialChain(context: context, options: options, tell: events.tell)
    }

    func resolve() async -> Result<ResolvedCredentials, ModelFailure> {
      do throws(ModelFailure) { return .success(try await chain.resolve()) } catch {
        return .failure(error)
      }
    }

    /// The ending of the key, or what failed.
    func ending() async -> String {
      switch await resolve() {
      case .success(let resolved): resolved.facts.keyEnding ?? "?"
      case .failure(let failure): failure.message
      }
    }
  }

  private static func keys(_ number: Int, expires: String) -> Result<HTTPDocument, HTTPFailure> {
    .success(roleAnswer("KEY\(number)", expires: expires))
  }

  @Test func keptUntilTheMarginAndThenRenewed() async {
    let scene = Scene { number in
      Self.keys(number, expires: number == 0 ? "2026-11-21T13:00:00Z" : "2026-11-21T14:00:00Z")
    }
    #expect(await scene.ending() == "KEY0")
    scene.time.advance(44 * 60)
    #expect(await scene.ending() == "KEY0")
    #expect(scene.transport.requests.count == 1)
    scene.time.advance(12 * 60)
    #expect(await scene.ending() == "KEY1")
    #expect(scene.chain.facts?.expiresAt == noon + 2 * 3600)
  }

  @Test func renewedInTheBackgroundBeforeTheMargin() async {
    let scene = Scene { number in
      Self.keys(number, expires: number == 0 ? "2026-11-21T13:00:00Z" : "2026-11-21T14:00:00Z")
    }
    #expect(await scene.ending() == "KEY0")
    scene.time.advance(50 * 60)
    #expect(await scene.ending() == "KEY0")
    while scene.chain.facts?.keyEnding != "KEY1" { await Task.yield() }
    #expect(await scene.ending() == "KEY1")
    #expect(scene.transport.requests.count == 2)
  }

  @Test func oldOnesServeWhileRenewalFails() async {
    let scene = Scene { number in
      number == 0
        ? Self.keys(0, expires: "2026-11-21T13:00:00Z")
        : .success(roleRefusal("AccessDenied", "no more"))
    }
    #expect(await scene.ending() == "KEY0")
    scene.time.advance(56 * 60)
    #expect(await scene.ending() == "KEY0")
    #expect(scene.transport.requests.count == 2)
    // A portal that has just failed is left alone for a while.
    #expect(await scene.ending() == "KEY0")
    #expect(scene.transport.requests.count == 2)
    scene.clock.advance(seconds: 31)
    #expect(await scene.ending() == "KEY0")
    #expect(scene.transport.requests.count == 3)
    scene.time.advance(5 * 60)
    #expect(await scene.ending().hasPrefix("STS refused") == true)
  }

  /// Keys for ten minutes are always about to end; whoever issues them is not
  /// asked with every request.
  @Test func keysThatNeverLastLongAreNotRenewedWithEachRequest() async {
    let scene = Scene { Self.keys($0, expires: "2026-11-21T12:10:00Z") }
    #expect(await scene.ending() == "KEY0")
    for _ in 0..<3 { #expect(await scene.ending() == "KEY0") }
    #expect(scene.transport.requests.count == 1)
    scene.clock.advance(seconds: 31)
    #expect(await scene.ending() == "KEY0")
    while scene.chain.facts?.keyEnding != "KEY1" { await Task.yield() }
    #expect(await scene.ending() == "KEY1")
    #expect(scene.transport.requests.count == 2)
  }

  /// Another account that cannot be used is not replaced by the one before,
  /// however often one asks.
  @Test func aFailureOfAnotherPlaceIsNotAnsweredWithWhatWasHeld() async {
    let scene = Scene { Self.keys($0, expires: "2026-11-21T13:00:00Z") }
    #expect(await scene.ending() == "KEY0")
    scene.files.write("/home/.aws/config", "[default]\naws_access_key_id = AKIDOTHER")
    for _ in 0..<2 {
      #expect(await scene.ending().contains("is missing aws_secret_access_key"))
    }
  }

  @Test func oneRefreshServesAllAndACancelledWaiterLeavesAlone() async {
    let gate = Gate()
    let scene = Scene { _ in
      await gate.wait()
      return Self.keys(0, expires: "2026-11-21T13:00:00Z")
    }
    let leaving = Task { await scene.resolve() }
    let waiting = (0..<8).map { _ in Task { await scene.resolve() } }
    await gate.reached()
    leaving.cancel()
    guard case .failure(let failure) = await leaving.value else {
      Issue.record("not cancelled")
      return
    }
    #expect(failure.kind == .cancelled)
    gate.open()
    for task in waiting {
      #expect((try? await task.value.get())?.facts.keyEnding == "KEY0")
    }
    #expect(scene.transport.requests.count == 1)
  }

  @Test func theLastWaiterEndsTheRefreshAndTheNextBeginsAnew() async {
    let gate = Gate()
    let scene = Scene { number in
      if number == 0 { await gate.wait() }
      return Self.keys(number, expires: "2026-11-21T13:00:00Z")
    }
    let only = Task { await scene.resolve() }
    await gate.reached()
    only.cancel()
    _ = await only.value
    #expect(await scene.ending() == "KEY1")
    gate.open()
  }

  @Test func aMinuteIsTheLimit() async {
    let gate = Gate()
    let scene = Scene { _ in
      await gate.wait()
      return .failure(HTTPFailure(.reset, "late"))
    }
    let task = Task { await scene.resolve() }
    await gate.reached()
    while scene.clock.sleeping == 0 { await Task.yield() }
    scene.clock.advance(seconds: 60)
    guard case .failure(let failure) = await task.value else {
      Issue.record("no limit")
      return
    }
    #expect(failure.kind == .timedOut)
    gate.open()
  }

  @Test func aChangedFileIsReadAgain() async {
    let scene = Scene("[default]\naws_access_key_id = ONE1\naws_secret_access_key = s") { _ in
      .failure(HTTPFailure(.refused, "nobody"))
    }
    #expect(await scene.ending() == "ONE1")
    scene.files.write(
      "/home/.aws/credentials", "[default]\naws_access_key_id = TWO2\naws_secret_access_key = s")
    #expect(await scene.ending() == "TWO2")
    // Somebody else's account is not a substitute for a mistake in the file.
    scene.files.write("/home/.aws/credentials", "[default]\naws_access_key_id = THREE\n")
    scene.files.write("/home/.aws/config", "")
    #expect(await scene.ending().contains("is missing aws_secret_access_key"))
  }

  @Test func refusedOnesAreForgottenOnce() async throws {
    let scene = Scene { number in Self.keys(number / 2, expires: "2026-11-21T13:00:00Z") }
    let first = try await scene.resolve().get()
    #expect(await scene.chain.invalidate(first))
    // Whoever was slower hears the same.
    #expect(await scene.chain.invalidate(first))
    let same = try await scene.resolve().get()
    #expect(same.credentials == first.credentials)
    #expect(await !scene.chain.invalidate(same))
    #expect(await scene.ending() == "KEY1")
  }

  @Test(arguments: [false, true])
  func keysInAFileAreTheSameAgainUnlessTheFileChanged(changes: Bool) async throws {
    let file = "[default]\naws_access_key_id = ONE1\naws_secret_access_key = s"
    let scene = Scene(file) { _ in .failure(HTTPFailure(.refused, "nobody")) }
    let first = try await scene.resolve().get()
    if changes { scene.files.write("/home/.aws/config", file + "2") }
    #expect(await scene.chain.invalidate(first) == changes)
  }

  // MARK: commands

  private static let export =
    #"{"Credentials":{"AccessKeyId":"EXPO","SecretAccessKey":"s3","Expiration":null}}"#

  @Test func commandsRunOnlyWhenResolvingFails() async {
    let commands = FakeCommands(printing: Self.export)
    let options = CredentialChainOptions(
      authRefresh: "login https://x", credentialExport: "export")
    let works = Scene(options: options, commands: commands) { number in
      Self.keys(number, expires: "2026-11-21T13:00:00Z")
    }
    #expect(await works.ending() == "KEY0")
    #expect(commands.ran.isEmpty)
    let fails = Scene("", options: options, commands: commands) { _ in
      .failure(HTTPFailure(.refused, "nobody"))
    }
    #expect(await fails.ending() == "EXPO")
    #expect(commands.ran == ["login https://x", "export"])
    #expect(await fails.ending() == "EXPO")
    #expect(commands.ran.count == 2)
  }

  @Test func aNewLoginMakesTheProfileWork() async {
    let dialog = FakeDialog()
    let files = Mutex<MemoryFiles?>(nil)
    let commands = FakeCommands { command, _ in
      command.onLine?("Open https://login.example/x?y=1.")
      files.withLock {
        $0?.write(
          "/home/.aws/credentials",
          "[default]\naws_access_key_id = NEW1\naws_secret_access_key = s")
      }
      return .success(CommandOutput(exitCode: 0, standardOutput: [], standardError: []))
    }
    let scene = Scene(
      "", options: CredentialChainOptions(authRefresh: "login"), commands: commands, dialog: dialog
    ) { _ in .failure(HTTPFailure(.refused, "nobody")) }
    files.withLock { $0 = scene.files }
    #expect(await scene.ending() == "NEW1")
    #expect(
      dialog.statuses == [
        .command("login", output: [], url: nil),
        .command(
          "login", output: ["Open https://login.example/x?y=1."],
          url: "https://login.example/x?y=1"),
        .ended(failure: nil),
      ])
  }

  @Test func aCommandThatDoesNotHelpIsNotRunAgainAtOnce() async {
    let commands = FakeCommands(printing: "", exitCode: 2, errors: "no such user")
    let scene = Scene(
      "", options: CredentialChainOptions(authRefresh: "login"), commands: commands
    ) { _ in .failure(HTTPFailure(.refused, "nobody")) }
    #expect(
      await scene.ending()
        == "The command of the setting awsAuthRefresh ended with exit code 2: no such user.")
    #expect(await scene.ending() == "No AWS credentials were found.")
    #expect(commands.ran.count == 1)
    scene.clock.advance(seconds: 61)
    _ = await scene.ending()
    #expect(commands.ran.count == 2)
  }

  @Test func unattendedNothingRunsAndNobodyIsAsked() async {
    let commands = FakeCommands(printing: Self.export)
    let dialog = FakeDialog(["123456"])
    let scene = Scene(
      Self.roleFile + "\nmfa_serial = m",
      options: CredentialChainOptions(credentialExport: "export"), commands: commands,
      dialog: dialog
    ) { number in Self.keys(number, expires: "2026-11-21T13:00:00Z") }
    await #expect(throws: ModelFailure.self) { try await scene.chain.unattended.resolve() }
    #expect(commands.ran.isEmpty && dialog.asked.isEmpty)
    #expect(await scene.ending() == "KEY0")
    #expect(dialog.asked.count == 1)
    #expect((try? await scene.chain.unattended.resolve())?.facts.keyEnding == "KEY0")
  }

  @Test func refusedKeysOfAFileAreMendedByTheCommand() async throws {
    let commands = FakeCommands(printing: Self.export)
    let scene = Scene(
      "[default]\naws_access_key_id = ONE1\naws_secret_access_key = s",
      options: CredentialChainOptions(credentialExport: "export"), commands: commands
    ) { _ in .failure(HTTPFailure(.refused, "nobody")) }
    let first = try await scene.resolve().get()
    #expect(commands.ran.isEmpty)
    #expect(await scene.chain.invalidate(first))
    #expect(await scene.ending() == "EXPO")
  }

  // MARK: sign-ins

  private static let signOnFile = """
    [default]
    sso_session = corp
    sso_account_id = 123456789012
    sso_role_name = Dev
    [sso-session corp]
    sso_start_url = https://corp.example/start
    sso_region = eu-west-1
    """
  /// Named by SHA-1 of `corp`.
  private static let signOnCache =
    "/home/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"

  private static func token(_ text: String) -> String {
    #"{"accessToken":"\#(text)","expiresAt":"2026-11-21T20:00:00Z"}"#
  }

  private static func roleKeys(_ number: Int) -> Result<HTTPDocument, HTTPFailure> {
    .success(
      HTTPDocument(
        200,
        #"{"roleCredentials":{"accessKeyId":"KEY\#(number)","secretAccessKey":"s","#
          + #""sessionToken":"t","expiration":\#((noon + 3600) * 1000)}}"#))
  }

  @Test func aNewSignInIsSeenAtOnce() async {
    let scene = Scene(Self.signOnFile) { Self.roleKeys($0) }
    #expect(await scene.ending().contains("SSO session corp"))
    scene.files.write(Self.signOnCache, Self.token("first-token"))
    #expect(await scene.ending() == "KEY0")
    #expect(await scene.ending() == "KEY0")
    scene.files.write(Self.signOnCache, Self.token("other-token"))
    #expect(await scene.ending() == "KEY1")
  }

  @Test func theCommandSignsInWhereThereIsOne() async {
    let files = Mutex<MemoryFiles?>(nil)
    let commands = FakeCommands { _, _ in
      files.withLock { $0?.write(Self.signOnCache, Self.token("from-command")) }
      return .success(CommandOutput(exitCode: 0, standardOutput: [], standardError: []))
    }
    let scene = Scene(
      Self.signOnFile, options: CredentialChainOptions(authRefresh: "sso"), commands: commands,
      dialog: FakeDialog()
    ) { Self.roleKeys($0) }
    files.withLock { $0 = scene.files }
    #expect(await scene.ending() == "KEY0")
    #expect(commands.ran == ["sso"])
    #expect(scene.transport.requests.map(\.method) == ["GET"])
  }

  // MARK: what is told

  @Test func tellsAndLogsWithoutSecrets() async {
    let scene = Scene(environment: ["AWS_PROFILE": "default"]) { number in
      Self.keys(number, expires: "2026-11-21T13:00:00Z")
    }
    _ = await scene.ending()
    let source = "role arn:aws:iam::123456789012:role/R, taken on with keys of profile base"
    #expect(
      scene.events.all == [
        .credentials(
          CredentialFacts(
            source: source, profile: "default", account: "123456789012",
            role: "arn:aws:iam::123456789012:role/R", keyEnding: "KEY0", expiresAt: noon + 3600,
            refreshesItself: true))
      ])
    let fields: JSONValue = [
      "outcome": "resolved", "source": .string(source), "milliseconds": 0,
      "expiresAt": .number(JSONNumber(noon + 3600)),
    ]
    #expect(
      scene.log.all == [LogEvent(.info, "credentials", fields.object ?? JSONObject())])
  }

  @Test func failuresAndNoticesAreToldOnce() async {
    let scene = Scene(
      environment: [
        "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "s", "AWS_PROFILE": "gone",
      ]
    ) { _ in .failure(HTTPFailure(.refused, "nobody")) }
    _ = await scene.ending()
    let notice = ServiceEvent.notice(
      "Using AWS_ACCESS_KEY_ID from the environment; AWS_PROFILE is ignored.")
    #expect(scene.events.all.first == notice)
    let failing = Scene("") { _ in .failure(HTTPFailure(.refused, "nobody")) }
    guard case .failure(let failure) = await failing.resolve() else { return }
    #expect(failing.events.all == [.credentialsFailed(failure)])
  }
}

/// Holds whoever waits until it is opened.
private final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var arrivals = 0
  }

  private let state = Mutex(State())

  func wait() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        state.arrivals += 1
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  /// Returns when somebody waits.
  func reached() async {
    while state.withLock({ $0.arrivals }) == 0 { await Task.yield() }
  }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}
