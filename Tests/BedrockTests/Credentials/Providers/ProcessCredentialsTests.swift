import Engine
import Testing

@testable import Bedrock

@Suite struct ProcessCredentialsTests {
  private func load(
    _ commands: FakeCommands, redactor: Redactor = Redactor()
  ) async -> Result<ResolvedCredentials, ModelFailure> {
    var context = fakeContext(commands: commands)
    context.redactor = redactor
    do throws(ModelFailure) {
      return .success(
        try await ProcessCredentials(
          context: context, command: "tool --x", profile: "dev", account: "111122223333"
        ).load())
    } catch { return .failure(error) }
  }

  @Test(
    arguments: [
      (
        #"{"Version":1,"AccessKeyId":"AKID1234","SecretAccessKey":"s"}"#, Secret?.none,
        "111122223333", Int?.none
      ),
      (
        #"{"Version":1,"AccessKeyId":"AKID1234","SecretAccessKey":"s","SessionToken":"t","#
          + #""Expiration":"2026-11-21T13:00:00+00:00","AccountId":"999"}"#, Secret("t"), "999",
        noon + 3600
      ),
    ])
  func keys(output: String, token: Secret?, account: String, expiresAt: Int?) async throws {
    let commands = FakeCommands(printing: output)
    #expect(
      try await load(commands).get()
        == ResolvedCredentials(
          .keys(accessKeyID: "AKID1234", secretAccessKey: Secret("s"), sessionToken: token),
          facts: CredentialFacts(
            source: "credential_process of profile dev", profile: "dev", account: account,
            keyEnding: "1234", expiresAt: expiresAt)))
    #expect(commands.ran == ["tool --x"])
  }

  @Test(
    arguments: [
      ("", 1, "", "ended with exit code 1."), ("", 1, "a\n\nb", "ended with exit code 1: a b."),
      ("nope", 0, "", "did not print a JSON object."), ("[]", 0, "x", "a JSON object: x."),
      (#"{"Version":"1"}"#, 0, "", "whose Version is not the number 1."),
      (#"{"Version":2}"#, 0, "", "whose Version is not the number 1."),
      (#"{"Version":1}"#, 0, "", "cannot be used: AccessKeyId is missing."),
      (
        #"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s","Expiration":5}"#, 0, "",
        "Expiration is not a text."
      ),
      (
        #"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s","Expiration":"2026-11-21T11:59:59Z"}"#,
        0, "", "they have expired already."
      ),
    ])
  func failures(output: String, code: Int, errors: String, message: String) async {
    let result = await load(FakeCommands(printing: output, exitCode: code, errors: errors))
    guard case .failure(let failure) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(failure.message.hasPrefix("The credential_process of profile dev "))
    #expect(failure.message.hasSuffix(message))
  }

  @Test(
    arguments: [
      (CommandFailure.timedOut, "did not end within 60 s."),
      (.tooMuchOutput, "printed more than 64 KiB."),
      (.notStarted("no sh"), "could not be started: no sh."),
    ] as [(CommandFailure, String)])
  func commandFailures(failure: CommandFailure, message: String) async {
    let result = await load(FakeCommands { _, _ in .failure(failure) })
    guard case .failure(let told) = result else { return }
    #expect(told.message == "The credential_process of profile dev " + message)
  }

  @Test func whatItSaysIsCut() async {
    let result = await load(
      FakeCommands(
        printing: "", exitCode: 1, errors: String(repeating: "x", count: 5_000) + " end"))
    guard case .failure(let failure) = result else { return }
    #expect(failure.message.count < 800)
    #expect(failure.message.hasSuffix(" end."))
  }
}
