import Engine
import Testing

@testable import Interface

/// The panels of credentials as a person sees them.
@Suite struct PanelGoldenTests {
  static let sizes = [(80, 24), (40, 12), (40, 10), (20, 5)]

  static func desk() -> Desk {
    var configuration = Fixtures.configuration()
    configuration.canOpenBrowser = true
    var desk = Desk(configuration)
    desk.send(.wallClock(unixSecondsAtZero: 1_763_700_000))
    desk.submit("Hello")
    desk.type("and then")
    return desk
  }

  @Test(arguments: sizes)
  func question(columns: Int, rows: Int) {
    var desk = Self.desk()
    desk.send(.service(.question(DialogReducerTests.question)))
    _ = desk.frame(columns, rows)
    desk.wait(milliseconds: DialogGuard.milliseconds)
    desk.type("1234")
    Golden.check(desk.frame(columns, rows), "question-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func secretQuestion(columns: Int, rows: Int) {
    var desk = Self.desk()
    desk.send(.service(.question(SignInQuestion(id: 1, text: "Password of the proxy"))))
    _ = desk.frame(columns, rows)
    desk.wait(milliseconds: DialogGuard.milliseconds)
    desk.type("geheim")
    Golden.check(desk.frame(columns, rows), "secret-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func device(columns: Int, rows: Int) {
    var desk = Self.desk()
    desk.send(.service(.signIn(DialogReducerTests.device)))
    Golden.check(desk.frame(columns, rows), "device-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func command(columns: Int, rows: Int) {
    var desk = Self.desk()
    let output = (1...9).map { "line \($0) of what it says" } + ["\u{1b}[31mred\u{7}"]
    desk.send(
      .service(
        .signIn(
          .command(
            "aws sso login --profile corp", output: output,
            url: "https://corp.awsapps.com/start"))))
    Golden.check(desk.frame(columns, rows), "command-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (40, 12), (120, 40)])
  func pickerWithAccess(columns: Int, rows: Int) {
    var desk = Desk()
    desk.send(.wallClock(unixSecondsAtZero: 1_763_700_000))
    desk.send(.service(.credentials(Self.facts)))
    desk.send(
      .service(
        .access([
          "claude-sonnet-4-5": .available(
            profile: "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"),
          "claude-opus-4": .legacy(profile: nil),
          "claude-opus-4-8": .unavailable("us-east-1 does not list it"),
        ])))
    desk.press(.function(2))
    desk.press(.home)
    Golden.check(desk.frame(columns, rows), "access-\(columns)x\(rows)")
  }

  static let facts = CredentialFacts(
    source: "SSO session corp", profile: "dev", account: "123456789012", role: "Admin",
    keyEnding: "W7QX", expiresAt: 1_763_700_000 + 47 * 60 + 5)

  @Test(arguments: [(80, 24), (40, 24)])
  func status(columns: Int, rows: Int) {
    var configuration = Fixtures.configuration()
    configuration.endpoint = "https://bedrock-runtime.us-east-1.amazonaws.com"
    configuration.facts = [
      StatusFact("version", "adit 0.3.0"), StatusFact("limits", "50 requests per minute"),
      StatusFact("proxy", ""), StatusFact("log", "~/.local/state/adit/adit.log"),
    ]
    configuration.checks = { facts, _ in
      StatusReport(checks: [
        StatusCheck("credentials", .ok, facts?.source ?? "none"),
        StatusCheck(
          "clock", title: "clock skew", .failed(.general), "10 min behind the service",
          remedy: "timedatectl set-ntp true"),
      ])
    }
    var desk = Desk(configuration)
    desk.send(.wallClock(unixSecondsAtZero: 1_763_700_000))
    desk.send(.service(.credentials(Self.facts)))
    desk.submit("/clear")
    desk.submit("/status")
    Golden.check(desk.frame(columns, rows), "status-full-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (40, 24)])
  func failureWithAPolicy(columns: Int, rows: Int) {
    var desk = Desk()
    desk.submit("Hello")
    let failure = ModelFailure(
      kind: .service(status: 403, code: "AccessDeniedException"),
      message: "The credentials may not perform bedrock:InvokeModel on Sonnet 4.5.",
      remedy: "Allow it with an IAM statement: "
        + "{\"Effect\":\"Allow\",\"Action\":[\"bedrock:InvokeModel\"],\"Resource\":[\"*\"]}\n"
        + "Then send the prompt again.",
      serviceMessage: "User: arn:aws:iam::123456789012:user/me is not authorized",
      requestID: "0d9b8a7c-1f2e")
    desk.engine(.notice("The service asked for an inference profile: us. is used from now on."))
    desk.engine(.turnEnded(TurnID(1), .failed(failure, hasText: false)))
    Golden.check(desk.frame(columns, rows), "policy-\(columns)x\(rows)")
  }

  @Test(arguments: [
    (540, false, "creds 9m"), (30, false, "creds 1m"), (-5, false, "creds expired"),
    (600, false, nil), (60, true, nil),
  ])
  func headerWarnsOfCredentialsThatEnd(left: Int, refreshes: Bool, warning: String?) {
    var desk = Desk()
    desk.send(.wallClock(unixSecondsAtZero: 1_000))
    desk.send(
      .service(
        .credentials(
          CredentialFacts(source: "x", expiresAt: 1_000 + left, refreshesItself: refreshes))))
    let header = desk.screen()[0]
    if let warning {
      #expect(header.contains(warning))
    } else {
      #expect(!header.contains("creds"))
    }
  }
}
