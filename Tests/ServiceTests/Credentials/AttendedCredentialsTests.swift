import Bedrock
import Engine
import Synchronization
import TestSupport
import Testing
import Wire

/// Credentials that need a person or a command of the settings, over HTTP and
/// with a real shell: MFA codes (aws-auth-and-http 3.3, 3.4), `awsAuthRefresh`
/// and `awsCredentialExport` (3.7), and runs that nobody attends.
@Suite struct AttendedCredentialsTests {
  private static let mfa = "arn:aws:iam::123456789012:mfa/me"
  private static let role = """
    [default]
    role_arn = arn:aws:iam::123456789012:role/R
    source_profile = base
    mfa_serial = \(mfa)
    region = eu-west-1
    [profile base]
    aws_access_key_id = AKIDBASE
    aws_secret_access_key = s
    """
  private static let question =
    "MFA code of \(mfa) for the role arn:aws:iam::123456789012:role/R (profile default)"

  /// An STS that takes the code 123456 alone.
  @Sendable private static func sts(
    _ request: ScriptedServer.Request, _ number: Int
  ) -> ScriptedServer.Reply {
    guard request.text.hasSuffix("TokenCode=123456") else {
      return ScriptedServer.Reply(
        403,
        Array(
          ("<E><Error><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with"
            + " invalid MFA one time pass code. </Message></Error></E>").utf8))
    }
    return CredentialWorld.play(request, number)
  }

  // MARK: MFA

  @Test(
    arguments: [
      (["123456"], "ROLE", [question], 1),
      (["000000", " 123456"], "ROLE", [question, "That code was refused. \(question)"], 2),
      ([], "The sign-in was declined.", [question], 0),
    ] as [([String], String, [String], Int)])
  func codes(answers: [String], outcome: String, asked: [String], requests: Int) async throws {
    var world = try CredentialWorld(config: Self.role, replies: Self.sts)
    defer { world.server.stop() }
    let dialog = AnsweringDialog(answers)
    world.dialog = dialog
    #expect(await world.resolve() == outcome)
    #expect(dialog.asked == asked)
    #expect(world.server.requests.count == requests)
    for request in world.server.requests {
      #expect(request.text.contains("&SerialNumber=\(PercentEncoding.encode(Self.mfa))&TokenCode="))
    }
  }

  @Test func codesThatStayWrongAreFinal() async throws {
    var world = try CredentialWorld(config: Self.role, replies: Self.sts)
    defer { world.server.stop() }
    let dialog = AnsweringDialog(["1", "2", "3", "123456"])
    world.dialog = dialog
    #expect(
      await world.resolve()
        == "STS refused the role arn:aws:iam::123456789012:role/R of profile default"
        + " (AccessDenied, eu-west-1): MultiFactorAuthentication failed with invalid MFA one time"
        + " pass code.")
    #expect(dialog.asked.count == 3)
  }

  /// Headless: nobody is there, nothing is sent.
  @Test func nobodyThere() async throws {
    let world = try CredentialWorld(config: Self.role, replies: Self.sts)
    defer { world.server.stop() }
    #expect(await world.resolve() == "\(Self.question) is needed, and nobody can be asked now.")
    #expect(world.server.requests.isEmpty)
  }

  /// Work in the background asks nobody; the turn that follows does, and what
  /// it got serves both.
  @Test func unattended() async throws {
    var world = try CredentialWorld(config: Self.role, replies: Self.sts)
    defer { world.server.stop() }
    let dialog = AnsweringDialog(["123456"])
    world.dialog = dialog
    let chain = CredentialChain(context: world.context)
    await #expect(throws: ModelFailure.self) { try await chain.unattended.resolve() }
    #expect(dialog.asked.isEmpty && world.server.requests.isEmpty)
    #expect(try await chain.resolve().facts.keyEnding == "ROLE")
    #expect(try await chain.unattended.resolve().facts.keyEnding == "ROLE")
    #expect(dialog.asked.count == 1 && world.server.requests.count == 1)
  }

  // MARK: commands of the settings

  private static let printed =
    #"{"Credentials":{"AccessKeyId":"ASIAEXPO","SecretAccessKey":"s","SessionToken":"t","#
    + #""Expiration":"2099-01-01T00:00:00Z"}}"#

  /// STS refuses the base keys until the command has run.
  @Test func authRefreshMendsWhatWasRefused() async throws {
    let folder = TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let mark = folder.path + "/signed-in"
    var world = try CredentialWorld(config: Self.role.replacing(mfaBy: "")) { request, number in
      TestData.read(mark) == nil
        ? ScriptedServer.Reply(403, Array(CredentialWorld.denial.utf8))
        : CredentialWorld.play(request, number)
    }
    defer { world.server.stop() }
    let dialog = AnsweringDialog()
    world.dialog = dialog
    let command = "echo Open https://login.example/go?x=1; echo done > \(mark)"
    world.options.authRefresh = command
    #expect(await world.resolve() == "ROLE")
    #expect(world.server.requests.count == 2)
    #expect(
      dialog.shown == [
        .command(command, output: [], url: nil),
        .command(
          command, output: ["Open https://login.example/go?x=1"],
          url: "https://login.example/go?x=1"),
        .ended(failure: nil),
      ])
  }

  @Test func authRefreshThatFailsIsNamed() async throws {
    var world = try CredentialWorld()
    defer { world.server.stop() }
    let dialog = AnsweringDialog()
    world.dialog = dialog
    world.options.authRefresh = "echo no such user >&2; exit 3"
    let message = "The command of the setting awsAuthRefresh ended with exit code 3: no such user."
    #expect(await world.resolve() == message)
    #expect(dialog.shown.last == .ended(failure: message))
  }

  @Test(
    arguments: [
      (printed, "EXPO"),
      (#"{"AccessKeyId":"ASIAFLAT","SecretAccessKey":"s"}"#, "FLAT"),
      (
        "nothing",
        "The command of the setting awsCredentialExport did not print a JSON object."
      ),
      (
        #"{"Credentials":{"AccessKeyId":"A"}}"#,
        "The command of the setting awsCredentialExport printed keys that cannot be used:"
          + " SecretAccessKey is missing."
      ),
      (
        #"{"AccessKeyId":"A","SecretAccessKey":"s","SessionToken":"t","#
          + #""Expiration":"2020-01-01T00:00:00Z"}"#,
        "The command of the setting awsCredentialExport printed keys that cannot be used:"
          + " they have expired already."
      ),
    ])
  func credentialExport(output: String, outcome: String) async throws {
    var world = try CredentialWorld(files: [:])
    defer { world.server.stop() }
    world.options.credentialExport = "printf '%s' '\(output)'"
    #expect(await world.resolve() == outcome)
  }

  /// Not where the first place works, and not for work in the background.
  @Test func commandsAreNotRunWithoutNeed() async throws {
    let folder = TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let mark = folder.path + "/ran"
    var world = try CredentialWorld(config: Self.role.replacing(mfaBy: ""))
    defer { world.server.stop() }
    world.options.authRefresh = "touch \(mark)"
    world.options.credentialExport = "touch \(mark)"
    #expect(await world.resolve() == "ROLE")
    let empty = try CredentialWorld()
    defer { empty.server.stop() }
    var without = empty
    without.options = world.options
    let chain = CredentialChain(context: without.context, options: without.options)
    await #expect(throws: ModelFailure.self) { try await chain.unattended.resolve() }
    #expect(TestData.read(mark) == nil)
  }

  // MARK: what is said of two sources

  @Test(
    arguments: [
      (
        ["AWS_ACCESS_KEY_ID": "AKIDENVI", "AWS_SECRET_ACCESS_KEY": "s", "AWS_PROFILE": "base"],
        "Using AWS_ACCESS_KEY_ID from the environment; AWS_PROFILE is ignored."
      ),
      (
        [
          "AWS_BEARER_TOKEN_BEDROCK": "ABSKkey", "AWS_ACCESS_KEY_ID": "AKIDENVI",
          "AWS_SECRET_ACCESS_KEY": "s", "AWS_DEFAULT_PROFILE": "base",
        ],
        "Using AWS_BEARER_TOKEN_BEDROCK from the environment; AWS_ACCESS_KEY_ID and"
          + " AWS_DEFAULT_PROFILE are ignored."
      ),
    ] as [([String: String], String)])
  func twoSourcesAreNamedOnce(environment: [String: String], notice: String) async throws {
    let world = try CredentialWorld(environment, config: Self.role)
    defer { world.server.stop() }
    let told = Mutex<[ServiceEvent]>([])
    let chain = CredentialChain(context: world.context) { event in
      told.withLock { $0.append(event) }
    }
    let first = try await chain.resolve()
    _ = await chain.invalidate(first)
    _ = try await chain.resolve()
    #expect(told.withLock { $0 }.filter { $0 == .notice(notice) }.count == 1)
  }

  /// A profile that the settings name is no second source.
  @Test func aProfileOfTheSettingsIsNotIgnored() async throws {
    var world = try CredentialWorld(
      ["AWS_ACCESS_KEY_ID": "AKIDENVI", "AWS_SECRET_ACCESS_KEY": "s"], config: Self.role)
    defer { world.server.stop() }
    world.options.profile = "base"
    #expect(await world.resolve() == "BASE")
  }
}

extension String {
  /// The configuration without its `mfa_serial`.
  fileprivate func replacing(mfaBy line: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("mfa_serial") ? Substring(line) : $0 }.joined(separator: "\n")
  }
}
