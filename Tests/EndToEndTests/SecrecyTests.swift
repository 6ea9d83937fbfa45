import Emulator
import Glibc
import TestSupport
import Testing
import Wire

extension EndToEndTests {
  /// Where secrets of the environment must not be found.
  @Suite struct Secrecy {
    private static let secret = EmulatorConfiguration.demoSecret
    private static let variables = [
      "AWS_BEARER_TOKEN_BEDROCK": "bearer-token-of-the-test", "AWS_PROFILE": "of-the-user",
    ]

    /// Root may read another's environment, whatever the process says; then
    /// the secrets are not in it.
    @Test func theProcessShowsNoSecretAndLeavesNoCore() throws {
      let adit = try AditUnderTest(.says("Yes."))
      let terminal = try adit.open(adding: Self.variables)
      let environment = TestData.readText("/proc/\(terminal.processID)/environ") ?? ""
      for secret in [Self.secret, "bearer-token-of-the-test", "sk-ant-made-up"] {
        #expect(!environment.contains(secret))
      }
      let limits = TestData.readText("/proc/\(terminal.processID)/limits") ?? ""
      let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
      #expect(core?.split(separator: " ").dropFirst(4).first == "0", "\(limits)")
      var status = stat()
      #expect(stat("/proc/\(terminal.processID)/environ", &status) == 0 && status.st_uid == 0)
    }

    @Test func anEditorSeesTheShellWithoutTheKeysToTheModels() throws {
      let adit = try AditUnderTest(.says("Yes."))
      let dump = "\(adit.home.path)/dump"
      let editor = adit.home.path + "/editor"
      #expect(TestData.write("#!/bin/sh\nenv > \(dump)\necho seen > \"$1\"\n", to: editor))
      chmod(editor, 0o700)
      let terminal = try adit.open(
        adding: Self.variables.merging(["VISUAL": editor]) { $1 })
      terminal.write("\u{7}")
      try terminal.expect("› seen")
      let seen = (TestData.readText(dump) ?? "").split(separator: "\n")
      #expect(seen.contains("AWS_PROFILE=of-the-user"))
      #expect(seen.contains("AWS_SECRET_ACCESS_KEY=\(Self.secret)"))
      #expect(!seen.contains { $0.hasPrefix("AWS_BEARER_TOKEN_BEDROCK=") })
      #expect(!seen.contains { $0.hasPrefix("ANTHROPIC_") })
    }

    /// A proxy that says what it was sent, on every way out.
    @Test func aRefusalThatRepeatsSecretsIsShownWithoutThem() throws {
      let adit = try AditUnderTest(
        .fails(
          400, "ValidationException", "Got \(Self.secret), Authorization: Bearer abcdefghijklmnop"))
      let path = adit.home.path + "/run.jsonl"
      let run = try adit.run(["-p", "x", "--output-format", "json", "--record", path])
      #expect(run.exit == .code(1), "\(run.errorText)")
      #expect(run.errorText.contains("‹redacted"), "\(run.errorText)")
      for text in [run.text, run.errorText, TestData.readText(path) ?? Self.secret] {
        #expect(!text.contains(Self.secret) && !text.contains("abcdefghijklmnop"))
      }
    }

    /// With everything that can be logged.
    @Test func theLogHoldsNoSecret() throws {
      let adit = try AditUnderTest(.says("OK"))
      let run = try adit.run(
        ["health"], adding: ["BEDROCK_DEBUG": "1", "BEDROCK_LOG_LEVEL": "trace"])
      #expect(run.exit == .code(0), "\(run.text)")
      let path = try #require(
        run.text.split(separator: "\n").first { $0.hasPrefix("ok       log") }?
          .split(separator: " ").last)
      let log = try #require(TestData.readText(String(path)))
      #expect(!log.contains(Self.secret))
      let lines = try log.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
      let events = Set(lines.compactMap { $0["event"]?.string })
      #expect(events.isSuperset(of: ["request", "transfer", "wire_request", "wire_body"]))
      let request = try #require(lines.first { $0["event"] == "request" })
      for member in [
        "model", "api", "region", "status", "latency_ms", "first_byte_ms", "tokens_in",
        "tokens_out", "cost_usd", "request_id", "attempt", "reuse", "bytes_in", "bytes_out",
      ] { #expect(request[member] != nil, "\(member)") }
      #expect(log.contains("Signature=‹redacted›") && log.contains("Reply with OK."))
    }
  }
}
