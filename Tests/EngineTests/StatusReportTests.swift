import Engine
import Testing

@Suite struct StatusReportTests {
  @Test func linesAreAlignedAndRemediesStandBelow() {
    let report = StatusReport(checks: [
      StatusCheck("region", .warning, "us-east-1 (assumed)", remedy: "Set AWS_REGION."),
      StatusCheck("credentials", .ok, "AWS_ACCESS_KEY_ID from the environment"),
      StatusCheck("caching", title: "prompt cache", .skipped, "not tried"),
    ])
    #expect(
      report.lines() == [
        "warning  region        us-east-1 (assumed)",
        "                       Set AWS_REGION.",
        "ok       credentials   AWS_ACCESS_KEY_ID from the environment",
        "skipped  prompt cache  not tried",
      ])
  }

  static let verdicts: [([StatusCheck.Outcome], StatusCheck.Severity?)] = [
    ([], nil), ([.ok, .warning, .skipped], nil), ([.failed(.unavailable)], .unavailable),
    ([.failed(.unavailable), .failed(.general)], .general),
    ([.failed(.general), .failed(.permission), .failed(.unavailable)], .permission),
  ]

  @Test(arguments: verdicts)
  func theWorstFailureCounts(outcomes: [StatusCheck.Outcome], worst: StatusCheck.Severity?) {
    let report = StatusReport(checks: outcomes.map { StatusCheck("x", $0, "") })
    #expect(report.worst == worst)
    #expect(report.isHealthy == (worst == nil))
  }
}
