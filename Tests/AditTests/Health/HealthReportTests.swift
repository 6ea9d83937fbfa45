import Bedrock
import Engine
import Testing
import Wire

@testable import adit

@Suite struct HealthReportTests {
  @Test func isOneObjectForPrograms() {
    var report = HealthReport(region: RegionChoice(name: "us-east-1", source: .setting))
    report.credentials = CredentialFacts(source: "SSO", keyEnding: "WXYZ", expiresAt: 0)
    report.status.checks = [
      StatusCheck("clock", .failed(.general), "off", remedy: "mend it"),
      StatusCheck("log", .ok, "x"),
    ]
    var probe = ModelProbe(modelKey: "sonnet", latencyMilliseconds: 12)
    probe.firstByteMilliseconds = 10
    probe.usage = TokenUsage(input: 3, output: 1)
    probe.cost = NanoDollars(1_500)
    report.models = [probe]
    #expect(
      String(decoding: report.json.serialized(), as: UTF8.self)
        == #"{"status":"unhealthy","latency_ms":12,"region":"us-east-1","#
        + #""region_source":"the settings","credentials":{"source":"SSO","key_ending":"WXYZ","#
        + #""expires_at":"1970-01-01T00:00:00Z"},"checks":[{"id":"clock","status":"fail","#
        + #""detail":"off","remedy":"mend it"},{"id":"log","status":"ok","detail":"x"}],"#
        + #""models":[{"model":"sonnet","status":"ok","latency_ms":12,"first_byte_ms":10,"#
        + #""input_tokens":3,"output_tokens":1,"cost_usd":0.0000015}],"version":"\#(Version.text)"}"#
    )
    #expect(report.text.hasSuffix("\nunhealthy\n"))
    #expect(HealthCommand.exitCode(of: report.status) == 1)
  }

  @Test func nothingKnownIsHealthyAndEmpty() {
    let report = HealthReport(region: RegionChoice(name: "us-east-1", source: .assumed))
    #expect(report.json["status"] == "healthy")
    #expect(report.json["latency_ms"] == .null && report.json["credentials"] == .null)
    #expect(HealthCommand.exitCode(of: report.status) == 0)
  }
}
