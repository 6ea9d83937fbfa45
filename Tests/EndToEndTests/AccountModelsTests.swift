import Emulator
import Glibc
import TestSupport
import Testing
import Wire

extension EndToEndTests {
  /// What the program learns of the account before and beside its turns:
  /// profiles of its own, listings, counts of tokens.
  @Suite struct AccountModels {
    static let arn = "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/abc"

    /// An account with a profile of its own, and variables that lead to its
    /// control plane.
    private static func account(
      deniesListing: Bool = false, _ steps: EmulatorScript.Step...
    ) throws -> (adit: AditUnderTest, variables: [String: String?]) {
      var configuration = EmulatorConfiguration()
      configuration.script = EmulatorScript(steps)
      configuration.tokensPerSecond = 0
      configuration.applicationProfiles = ["abc": "anthropic.claude-opus-4-5-20251101-v1:0"]
      configuration.deniesListing = deniesListing
      let adit = try AditUnderTest(configuration)
      return (adit, ["AWS_ENDPOINT_URL": "http://127.0.0.1:\(adit.port)"])
    }

    @Test func aProfilesModelGivesItsRulesAndPrices() throws {
      let (adit, variables) = try Self.account(
        .init(.message(.init([.text("Yes.")], inputTokens: 1_000, outputTokens: 100))))
      let run = try adit.run(
        [
          "-p", "x", "--model", Self.arn, "--max-usd", "1", "--effort", "low", "--output-format",
          "json",
        ], adding: variables)
      #expect(run.exit == .code(0), "\(run.errorText)")
      let result = try JSONValue(parsing: run.output)
      #expect(result["model"] == "claude-opus-4-5")
      // $5 and $25 a million, and a tenth more: the profile spans regions.
      #expect(result["total_cost_usd"]?.double == 0.00825)
      let prompt = try #require(adit.prompts.last)
      #expect(prompt.target.contains("application-inference-profile%2Fabc"))
      #expect(prompt.text.contains("effort-2025-11-24"))
    }

    @Test func aProfileOfWhichNothingIsToldAnswersAllTheSame() throws {
      let (adit, variables) = try Self.account(deniesListing: true, .says("Yes."))
      let run = try adit.run(
        ["-p", "x", "--model", Self.arn, "--api", "invoke", "--output-format", "json"],
        adding: variables)
      #expect(run.exit == .code(0), "\(run.errorText)")
      #expect(try JSONValue(parsing: run.output)["total_cost_usd"] == .null)
    }

    @Test(arguments: [(SIGTERM, ProcessExit.code(143)), (SIGINT, .code(130))])
    func aSilentControlPlaneHoldsNoSignalUp(signal: Int32, expected: ProcessExit) throws {
      let adit = try AditUnderTest()
      let silent = try SilentListener()
      let terminal = try adit.start(
        ["-p", "x", "--model", Self.arn],
        adding: ["AWS_ENDPOINT_URL_BEDROCK": "http://127.0.0.1:\(silent.port)"])
      try #require(silent.waitForConnection(milliseconds: PtyProcess.patienceMilliseconds))
      terminal.signal(signal)
      let exit = terminal.waitForExit()
      #expect(exit == expected || exit == .signal(signal), "\(terminal.dump)")
      #expect(adit.prompts.isEmpty)
    }

    @Test func theScreenLearnsWhatIsBehindAProfile() throws {
      let (adit, variables) = try Self.account()
      let terminal = try adit.open(["--model", Self.arn], adding: variables)
      try terminal.expect("Claude Opus 4.5")
      terminal.quit()
    }

    @Test func aKeptListingTellsWhatTheAccountCanUse() throws {
      let (adit, variables) = try Self.account()
      let before = try JSONValue(
        parsing: adit.run(["models", "--json"], adding: variables).output)
      #expect(before.array?.allSatisfy { $0["access"] == .null } == true)
      let terminal = try adit.open(adding: variables)
      try terminal.expect("a kept listing") { _ in
        let entries = try? PipedRun("/bin/ls", [adit.home.path + "/.cache/adit"], environment: [:])
        return entries?.text.contains("models-") == true
      }
      terminal.quit()
      let run = try adit.run(["models", "--json"], adding: variables)
      let models = try #require(JSONValue(parsing: run.output).array)
      let opus = try #require(models.first { $0["key"] == "claude-opus-4-5" })
      #expect(opus["access"]?["status"] == "available")
      #expect(
        opus["access"]?["profile"]?.string?.hasSuffix("claude-opus-4-5-20251101-v1:0") == true)
      let retired = try #require(models.first { $0["key"] == "claude-sonnet-4" })
      #expect(retired["access"]?["status"] == "unavailable")
      let table = try adit.run(["models"], adding: variables).text
      #expect(table.split(separator: "\n").first?.contains("access") == true)
      // Other keys may be another account's.
      let other = try adit.run(
        ["models", "--json"], adding: variables.merging(["AWS_ACCESS_KEY_ID": "AKIDOTHER"]) { $1 })
      #expect(try JSONValue(parsing: other.output)[0]?["access"] == .null)
    }

    @Test func aBudgetCountsThePromptFirst() throws {
      let (adit, variables) = try Self.account(.says("Yes."))
      let run = try adit.run(
        ["-p", "x", "--model", "claude-sonnet-4-5", "--max-usd", "1"], adding: variables)
      #expect(run.exit == .code(0), "\(run.errorText)")
      #expect(adit.prompts.map { $0.target.hasSuffix("/count-tokens") } == [true, false])
      // Without a budget nobody needs the number.
      _ = try adit.run(["-p", "x", "--model", "claude-sonnet-4-5"], adding: variables)
      #expect(adit.prompts.count { $0.target.hasSuffix("/count-tokens") } == 1)
    }

    static let apis = ["invoke", "converse", "messages", "mantle"]

    private static func surface(_ adit: AditUnderTest) -> [String: String?] {
      ["AWS_ENDPOINT_URL_BEDROCK_MANTLE": "http://127.0.0.1:\(adit.port)"]
    }

    @Test(arguments: apis) func budgetsHoldOnEverySurface(api: String) throws {
      let adit = try AditUnderTest(
        .init(.message(.init([.text("Some words.")], inputTokens: 9_000, outputTokens: 900))))
      let run = try adit.run(
        ["-p", "x", "--api", api, "--max-usd", "0.002"], adding: Self.surface(adit))
      #expect(run.exit == .code(5), "\(api): \(run.errorText)")
      #expect(run.errorText.contains("--max-usd 0.002"))
    }

    @Test(arguments: apis) func limitsHoldOnEverySurface(api: String) throws {
      let adit = try AditUnderTest(.says("[]", times: 2))
      try adit.home.write(
        #"{"limits": {"requestsPerMinute": 1}}"#, to: ".config/adit/config.json")
      let run = try adit.run(
        ["-p", "x", "--api", api, "--json-schema", #"{"type":"object"}"#, "--max-seconds", "1"],
        adding: Self.surface(adit))
      #expect(run.exit == .code(5), "\(api): \(run.errorText)")
      #expect(run.errorText.contains("to stay below"), "\(api): \(run.errorText)")
      #expect(adit.prompts.count { !$0.target.contains("count") } == 1)
    }
  }
}
