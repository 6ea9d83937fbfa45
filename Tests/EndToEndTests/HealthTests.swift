import Emulator
import Glibc
import TestSupport
import Testing
import Wire

extension EndToEndTests {
  /// `adit health` against everything that can be wrong.
  @Suite struct Health {
    /// The check of that id in the JSON of a run.
    private static func check(_ id: String, of run: PipedRun) throws -> JSONValue {
      let report = try JSONValue(parsing: run.output)
      return try #require(
        report["checks"]?.array?.first { $0["id"]?.string == id }, "\(id) in \(run.text)")
    }

    private static let model = "model:claude-sonnet-5-5"

    @Test func aHealthySetUpIsSaidToBe() throws {
      let adit = try AditUnderTest(.says("OK"))
      let run = try adit.run(["health", "--json"])
      #expect(run.exit == .code(0), "\(run.errorText)")
      let report = try JSONValue(parsing: run.output)
      #expect(report["status"] == "healthy" && report["region"] == "us-east-1")
      #expect(report["latency_ms"]?.int != nil)
      #expect(
        report["credentials"]?["source"]?.string?.contains("AWS_ACCESS_KEY_ID") == true)
      #expect(report["models"]?[0]?["input_tokens"]?.int ?? 0 > 0)
      for id in [
        "configuration", "region", "credentials", "endpoint", "clock", "stream", Self.model,
      ] {
        #expect(try Self.check(id, of: run)["status"] == "ok", "\(id)")
      }
      #expect(try Self.check("caching", of: run)["status"] == "skipped")
      #expect(adit.prompts.first?.text.contains(#""max_tokens":16"#) == true)
      #expect(adit.prompts.count == 1)
    }

    @Test func peopleGetAlignedLines() throws {
      let adit = try AditUnderTest(.says("OK"))
      let run = try adit.run(["health"])
      #expect(run.exit == .code(0), "\(run.errorText)")
      #expect(run.text.hasSuffix("\n\nhealthy\n"))
      #expect(run.text.contains("ok       credentials        AWS_ACCESS_KEY_ID"), "\(run.text)")
      #expect(run.errorText == "")
    }

    /// In the report, and at the start of the program.
    @Test func keysThatOthersCanReadAreNamed() throws {
      let adit = try AditUnderTest(.says("OK"))
      try adit.home.write("[other]\n", to: ".aws/credentials")
      let path = adit.home.path + "/.aws/credentials"
      chmod(path, 0o600)
      let kept = try adit.run(["health", "--json"])
      #expect(!kept.text.contains("can read"), "\(kept.text)")
      chmod(path, 0o644)
      let warning =
        "Other users of this machine can read ~/.aws/credentials: chmod 600 ~/.aws/credentials."
      let check = try Self.check("files", of: adit.run(["health", "--json"]))
      #expect(check["status"] == "warn")
      #expect(check["remedy"]?.string == warning)
      let terminal = try adit.open(columns: 120)
      try terminal.expect("Other users of this machine can read ~/.aws/credentials")
      terminal.quit()
    }

    @Test func withoutCredentialsItSaysSoAtOnce() throws {
      let adit = try AditUnderTest(.says("OK"))
      let run = try adit.run(
        ["health", "--json"],
        adding: ["AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil])
      #expect(run.exit == .code(3), "\(run.text)")
      let check = try Self.check("credentials", of: run)
      #expect(check["status"] == "fail" && check["remedy"] != nil)
      #expect(try Self.check(Self.model, of: run)["status"] == "skipped")
      #expect(adit.prompts.isEmpty)
    }

    @Test func aClosedPortIsNamed() throws {
      let adit = try AditUnderTest()
      let port = try SilentListener.closedPort()
      let run = try adit.run(
        ["health", "--json"],
        adding: ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "http://127.0.0.1:\(port)"])
      #expect(run.exit == .code(4), "\(run.text)")
      let check = try Self.check("endpoint", of: run)
      #expect(check["status"] == "fail" && check["remedy"] != nil)
      #expect(check["detail"]?.string?.contains("127.0.0.1:\(port)") == true)
    }

    @Test func aDeadProxyIsNamed() throws {
      let adit = try AditUnderTest()
      let port = try SilentListener.closedPort()
      let run = try adit.run(
        ["health", "--json"],
        adding: [
          "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": nil,
          "HTTPS_PROXY": "http://user:hidden-word@127.0.0.1:\(port)",
        ])
      #expect(run.exit == .code(4), "\(run.text)")
      #expect(try Self.check("proxy", of: run)["detail"]?.string?.contains("HTTPS_PROXY") == true)
      #expect(
        try Self.check("endpoint", of: run)["detail"]?.string?.contains("proxy") == true)
      #expect(!run.text.contains("hidden-word"))
    }

    @Test func anUntrustedCertificateIsNamed() throws {
      let adit = try AditUnderTest()
      let run = try adit.run(
        ["health", "--json"],
        adding: [
          "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "https://127.0.0.1:\(adit.port)",
          "AWS_CA_BUNDLE": "/nowhere/bundle.pem",
        ])
      #expect(run.exit == .code(4), "\(run.text)")
      let check = try Self.check("endpoint", of: run)
      #expect(check["detail"]?.string?.contains("/nowhere/bundle.pem") == true, "\(run.text)")
      #expect(
        try Self.check("certificates", of: run)["detail"]?.string?.contains("AWS_CA_BUNDLE")
          == true)
    }

    @Test func aClockThatIsOffIsNamed() throws {
      let server = try ScriptedServer { _, _ in
        .json("{}", status: 404, headers: [(name: "date", value: "Sun, 06 Nov 1994 08:49:37 GMT")])
      }
      defer { server.stop() }
      let adit = try AditUnderTest()
      let run = try adit.run(
        ["health", "--json"], adding: ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME": server.url])
      #expect(run.exit == .code(1), "\(run.text)")
      let check = try Self.check("clock", of: run)
      #expect(check["status"] == "fail" && check["detail"]?.string?.contains("ahead") == true)
      #expect(check["remedy"]?.string?.contains("timedatectl") == true)
    }

    static let refusals: [(step: EmulatorScript.Step, code: Int32)] = [
      (.fails(403, "AccessDeniedException", "User is not authorized.", times: nil), 3),
      (.fails(429, "ThrottlingException", "Too many requests.", times: nil), 4),
      (.fails(503, "ServiceUnavailableException", "Come back.", times: nil), 4),
      (.fails(404, "ResourceNotFoundException", "Could not resolve the model.", times: nil), 1),
    ]

    @Test(arguments: 0..<refusals.count)
    func theCodeTellsTheWorst(index: Int) throws {
      let (step, code) = Self.refusals[index]
      let run = try AditUnderTest(step).run(["health", "--json"])
      #expect(run.exit == .code(code), "\(run.text)")
      #expect(try Self.check(Self.model, of: run)["status"] == "fail")
      #expect(try JSONValue(parsing: run.output)["status"] == "unhealthy")
    }

    @Test func severalModelsAreCalledAndAnUnknownOneIsAUsageError() throws {
      let adit = try AditUnderTest()
      let run = try adit.run(["health", "--json", "--model", "haiku", "--model", "nova-pro"])
      #expect(run.exit == .code(0), "\(run.text)\(run.errorText)")
      #expect(try JSONValue(parsing: run.output)["models"]?.array?.count == 2)
      let unknown = try adit.run(["health", "--model", "sonett"])
      #expect(unknown.exit == .code(2) && unknown.errorText.contains("sonnet"))
    }

    @Test func cachingIsTriedWhenAsked() throws {
      let adit = try AditUnderTest()
      let run = try adit.run(["health", "--json", "--caching"])
      #expect(run.exit == .code(0), "\(run.text)")
      #expect(try Self.check("caching", of: run)["status"] == "ok")
      #expect(adit.prompts.count == 3)
    }

    @Test func aChangedContentTypeIsNamed() throws {
      let run = try AditUnderTest(.says("OK") { $0.contentType = "text/plain" })
        .run(["health", "--json"])
      #expect(run.exit == .code(0), "\(run.text)")
      let check = try Self.check("stream", of: run)
      #expect(check["status"] == "warn")
      #expect(check["detail"]?.string?.contains("text/plain") == true)
    }
  }
}
