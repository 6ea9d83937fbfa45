import Engine
import TestSupport
import Testing
import Wire

@testable import Bedrock

@Suite struct InstanceCredentialsTests {
  /// The published cases: which address an environment and a profile mean. The
  /// three with an override in code have no counterpart here.
  @Test(.enabled(if: TestData.isAvailable))
  func publishedAddresses() throws {
    let root = try #require(TestData.root)
    let tests = try #require(
      RecordedChain.json(
        "\(root)/vectors/aws-config/config/imds-config/imds-endpoint-tests.json")?["tests"]?.array)
    #expect(tests.count == 14)
    for test in tests
    where test["endpoint_override"] == nil && test["mode_override"] == nil {
      var environment: [String: String] = [:]
      for member in test["env"]?.object?.members ?? [] {
        environment[member.name] = member.value.string
      }
      let file = test["fs"]?["config"]?.string ?? ""
      let profile = SharedConfiguration(config: Array(file.utf8)).profiles["default"]
      let name = test["docs"]?.string ?? ""
      do throws(ModelFailure) {
        let address = try MetadataAddress(EnvironmentValues(environment), profile: profile)
        #expect(address.origin + "/latest/api/token" == test["result"]?["Ok"]?.string, "\(name)")
      } catch {
        #expect(test["result"]?["Err"] != nil, "\(name): \(error.message)")
      }
    }
  }

  @Test(
    arguments: [
      ([:], 1_000, 1), (["AWS_METADATA_SERVICE_TIMEOUT": "2.5"], 2_500, 1),
      (["AWS_METADATA_SERVICE_TIMEOUT": "-1", "AWS_METADATA_SERVICE_NUM_ATTEMPTS": "3"], 1_000, 3),
      (
        ["AWS_METADATA_SERVICE_TIMEOUT": "1e99", "AWS_METADATA_SERVICE_NUM_ATTEMPTS": "0"], 30_000,
        1
      ),
      (
        ["AWS_METADATA_SERVICE_TIMEOUT": "nan", "AWS_METADATA_SERVICE_NUM_ATTEMPTS": "99"], 1_000,
        10
      ),
    ] as [([String: String], Int, Int)])
  func limits(environment: [String: String], milliseconds: Int, attempts: Int) throws {
    let address = try MetadataAddress(EnvironmentValues(environment), profile: nil)
    #expect(address.timeoutMilliseconds == milliseconds)
    #expect(address.attempts == attempts)
  }

  private static let document =
    #"{"Code":"Success","AccessKeyId":"AK","SecretAccessKey":"s","Token":"t","#
    + #""Expiration":"2026-11-21T18:00:00Z"}"#

  private func load(
    _ environment: [String: String] = [:], _ answers: [HTTPDocument]
  ) async -> (Result<ResolvedCredentials, ModelFailure>, [HTTPRequest]) {
    let transport = AnsweringTransport { _, number in
      .success(number < answers.count ? answers[number] : HTTPDocument(599))
    }
    let provider = InstanceCredentials(
      context: fakeContext(environment, transport: transport), profile: nil)
    do throws(ModelFailure) {
      return (.success(try await provider.load()), transport.requests)
    } catch { return (.failure(error), transport.requests) }
  }

  @Test func tokenRoleKeys() async throws {
    let (result, requests) = await load(
      ["AWS_METADATA_SERVICE_NUM_ATTEMPTS": "2"],
      [
        HTTPDocument(500), HTTPDocument(200, "tok\n"), HTTPDocument(200, "my role\nother\n"),
        HTTPDocument(200, Self.document),
      ])
    #expect(
      try result.get()
        == ResolvedCredentials(
          .keys(accessKeyID: "AK", secretAccessKey: Secret("s"), sessionToken: Secret("t")),
          facts: CredentialFacts(
            source: "instance metadata", role: "my%20role", keyEnding: "AK",
            expiresAt: noon + 6 * 3600)))
    #expect(requests.map(\.method) == ["PUT", "PUT", "GET", "GET"])
    #expect(
      requests.map { String($0.url.dropFirst("http://169.254.169.254".count)) } == [
        "/latest/api/token", "/latest/api/token",
        "/latest/meta-data/iam/security-credentials/",
        "/latest/meta-data/iam/security-credentials/my%20role",
      ])
    #expect(requests.allSatisfy { $0.bypassesProxy && $0.connectTimeoutMilliseconds == 1_000 })
    #expect(
      requests.map { $0.headers.first?.value } == ["21600", "21600", "tok", "tok"])
  }

  @Test(
    arguments: [
      ([HTTPDocument(403)], "is disabled (status 403)"),
      ([HTTPDocument(404)], "gave no token (status 404)"),
      ([HTTPDocument(200, "a\u{1}b")], "gave no token"),
      ([HTTPDocument(200, "t"), HTTPDocument(404)], "knows no role of this instance"),
      ([HTTPDocument(200, "t"), HTTPDocument(200, "\n")], "knows no role of this instance"),
      ([HTTPDocument(200, "t"), HTTPDocument(401)], "does not tell the role (status 401)"),
      (
        [HTTPDocument(200, "t"), HTTPDocument(200, "r"), HTTPDocument(200, #"{"Code":"Nope"}"#)],
        "gives no keys of the role r (Nope)"
      ),
      (
        [HTTPDocument(200, "t"), HTTPDocument(200, "r"), HTTPDocument(200, "<html>")],
        "not JSON"
      ),
      (
        [
          HTTPDocument(200, "t"), HTTPDocument(200, "r"), HTTPDocument(200, #"{"Code":"Success"}"#),
        ],
        "AccessKeyId is missing"
      ),
    ] as [([HTTPDocument], String)])
  func failures(answers: [HTTPDocument], message: String) async {
    let (result, requests) = await load([:], answers)
    #expect(requests.count == answers.count)
    guard case .failure(let failure) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(failure.kind == .credentials)
    #expect(failure.message.contains(message))
    #expect(failure.remedy?.contains("AWS_EC2_METADATA_DISABLED") == true)
  }

  @Test func disabledAsksNobody() async {
    let (result, requests) = await load(["AWS_EC2_METADATA_DISABLED": "TRUE"], [])
    #expect(requests.isEmpty)
    #expect(throws: ModelFailure.self) { try result.get() }
  }
}
