import Bedrock
import Engine
import Testing

@testable import adit

@Suite struct HealthChecksTests {
  private static let now = 1_000_000

  @Test func configurationCountsModelsAndTellsProblems() {
    #expect(
      HealthChecks.configuration(models: 1, problems: [])
        == StatusCheck("configuration", .ok, "1 model"))
    #expect(
      HealthChecks.configuration(models: 37, problems: ["a:1: x", "b:2: y"])
        == StatusCheck(
          "configuration", .warning, "37 models; 2 problems", remedy: "a:1: x\nb:2: y"))
  }

  @Test func anAssumedRegionIsAWarning() {
    let assumed = HealthChecks.region(RegionChoice(name: "us-east-1", source: .assumed))
    #expect(assumed.outcome == .warning && assumed.remedy != nil)
    #expect(
      HealthChecks.region(RegionChoice(name: "eu-west-1", source: .environment("AWS_REGION")))
        == StatusCheck("region", .ok, "eu-west-1, from AWS_REGION"))
  }

  static let expiries: [(left: Int?, outcome: StatusCheck.Outcome, words: String)] = [
    (nil, .ok, "SSO, profile dev, account 1, role Admin, key …WXYZ"),
    (11_400, .ok, "expires in 3 h 10 min"), (600, .warning, "expires in 10 min"),
    (0, .failed(.permission), "expired"),
  ]

  @Test(arguments: 0..<expiries.count)
  func credentialsTellWhoAndHowLong(index: Int) {
    let expiry = Self.expiries[index]
    let facts = CredentialFacts(
      source: "SSO", profile: "dev", account: "1", role: "Admin", keyEnding: "WXYZ",
      expiresAt: expiry.left.map { Self.now + $0 })
    let check = HealthChecks.credentials(.success(facts), unixSeconds: Self.now)
    #expect(check.outcome == expiry.outcome)
    #expect(check.detail.hasSuffix(expiry.words), "\(check.detail)")
    #expect((check.remedy == nil) == (expiry.outcome == .ok))
  }

  static let clocks: [(Int?, StatusCheck.Outcome, String)] = [
    (nil, .skipped, "no answer"), (0, .ok, "agrees"), (-30, .ok, "agrees"),
    (60, .warning, "60 s ahead of the service's"), (-299, .warning, "4 min behind"),
    (600, .failed(.general), "10 min ahead of"), (-300, .failed(.general), "5 min behind"),
  ]

  @Test(arguments: 0..<clocks.count)
  func theClockMayBeFiveMinutesOff(index: Int) {
    let (skew, outcome, words) = Self.clocks[index]
    let check = HealthChecks.clock(skewSeconds: skew)
    #expect(check.outcome == outcome)
    #expect(check.detail.contains(words), "\(check.detail)")
  }

  @Test func aStreamThatWasChangedOnTheWayIsNamed() {
    var probe = ModelProbe(modelKey: "sonnet")
    probe.expectedContentType = "text/event-stream"
    probe.contentType = "text/event-stream; charset=utf-8"
    #expect(HealthChecks.stream(probe).outcome == .ok)
    probe.isBuffered = true
    #expect(HealthChecks.stream(probe).detail.contains("in one piece"))
    probe.contentType = "text/html"
    #expect(HealthChecks.stream(probe).detail.contains("\"text/html\""))
    #expect(HealthChecks.stream(probe).outcome == .warning)
    #expect(HealthChecks.stream(nil).outcome == .skipped)
  }

  @Test func countingIsNeverAFailure() {
    #expect(
      HealthChecks.counting(12)
        == StatusCheck("count_tokens", title: "count tokens", .ok, "12 tokens in the prompt"))
    #expect(HealthChecks.counting(nil).outcome == .skipped)
  }

  static let cachings: [(CachingOutcome, StatusCheck.Outcome, String)] = [
    (.unsupported("Titan"), .skipped, "Titan"), (.notTried(nil), .skipped, "unknown amount"),
    (.notTried(NanoDollars(12_340_000)), .skipped, "--caching tries it for about $0.0123"),
    (.engaged(1_234), .ok, "1234 tokens"), (.notEngaged, .warning, "nothing"),
    (
      .failed(ModelFailure(kind: .timedOut, message: "Too slow.")), .failed(.unavailable),
      "Too slow."
    ),
  ]

  @Test(arguments: 0..<cachings.count)
  func cachingIsToldWithItsPrice(index: Int) {
    let (caching, outcome, words) = Self.cachings[index]
    let check = HealthChecks.caching(caching)
    #expect(check.outcome == outcome)
    #expect(check.detail.contains(words), "\(check.detail)")
  }

  static let severities: [(ModelFailure.Kind, StatusCheck.Severity)] = [
    (.credentials, .permission), (.service(status: 403, code: ""), .permission),
    (.service(status: 401, code: ""), .permission), (.service(status: 429, code: ""), .unavailable),
    (.service(status: 424, code: ""), .unavailable),
    (.service(status: 529, code: ""), .unavailable),
    (.service(status: 400, code: ""), .general), (.service(status: 404, code: ""), .general),
    (.connection, .unavailable), (.brokenConnection, .unavailable), (.timedOut, .unavailable),
    (.invalidRequest, .general),
    (.protocolViolation, .general), (.incompleteStream, .general), (.cancelled, .general),
  ]

  @Test(arguments: 0..<severities.count)
  func severitiesFollowTheKind(index: Int) {
    let (kind, severity) = Self.severities[index]
    #expect(HealthChecks.severity(of: ModelFailure(kind: kind, message: "")) == severity)
  }

  @Test func stepsOfATransferAreTold() {
    #expect(
      TransferSummary(status: 404, totalMicroseconds: 84_249).text == "status 404 after 84.2 ms")
    #expect(
      TransferSummary(
        status: 200, totalMicroseconds: 90_000, nameLookupMicroseconds: 12_000,
        connectMicroseconds: 30_100, tlsMicroseconds: 60_050
      ).text == "status 200 after 90.0 ms (DNS 12.0, TCP 30.1, TLS 60.1 ms)")
  }
}
