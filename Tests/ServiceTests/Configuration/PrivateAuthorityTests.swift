import Bedrock
import Engine
import TestSupport
import Testing
import Transport

@testable import adit

/// A service whose certificate a private authority has signed, over TLS: who
/// names the authority's file is believed (aws-auth-and-http 3.2, 3.3, 4.7).
@Suite struct PrivateAuthorityTests {
  private static let reply = """
    HTTP/1.1 200 OK\r
    content-type: application/json\r
    connection: close\r
    \r
    {"AccessKeyId":"AKIDTASK","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}
    """

  /// Makes a certificate and serves `task` with it.
  private static let script = """
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem \
    -out ca.pem -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 2>/dev/null
    exec openssl s_server -accept 127.0.0.1:0 -cert ca.pem -key key.pem -HTTP
    """

  /// A container's agent behind TLS; its folder holds `ca.pem`.
  private final class Agent {
    let folder = TemporaryFolder()
    let process: PtyProcess
    let port: Int

    init() throws {
      try folder.write(PrivateAuthorityTests.reply, to: "task")
      process = try PtyProcess(
        "/bin/sh", ["-c", PrivateAuthorityTests.script], directory: folder.path)
      try #require(process.wait(for: "ACCEPT 127.0.0.1:"), "\(process.screen.text)")
      let text = process.screen.text.split(separator: "ACCEPT 127.0.0.1:").last ?? ""
      port = try #require(Int(text.prefix { $0.isNumber }), "\(process.screen.text)")
    }
  }

  /// `CA` stands for the authority's file.
  @Test(
    arguments: [
      (["AWS_CA_BUNDLE": "CA"], "", "TASK"), ([:], "ca_bundle = CA\n", "TASK"),
      (["AWS_CA_BUNDLE": "CA"], "ca_bundle = /nowhere.pem\n", "TASK"),
      (["SSL_CERT_FILE": "/nowhere.pem"], "ca_bundle = CA\n", "TASK"),
      (["NODE_EXTRA_CA_CERTS": "CA"], "", "TASK"),
      ([:], "", "is not trusted"),
      (["AWS_CA_BUNDLE": "/nowhere.pem"], "", "AWS_CA_BUNDLE"),
      ([:], "ca_bundle = /nowhere.pem\n", "ca_bundle of profile \"default\""),
    ] as [([String: String], String, String)])
  func isBelievedWhereItIsNamed(
    environment: [String: String], setting: String, outcome: String
  ) async throws {
    let agent = try Agent()
    defer { withExtendedLifetime(agent) {} }
    func named(_ text: String) -> String {
      text.split(separator: "CA\n", omittingEmptySubsequences: false).joined(
        separator: "\(agent.folder.path)/ca.pem\n")
    }
    var environment = environment.mapValues { $0 == "CA" ? agent.folder.path + "/ca.pem" : $0 }
    let config = "[default]\nregion = eu-west-1\n" + named(setting)
    let settings = ServiceSettings(
      environment: environment, configuration: SharedConfiguration(config: Array(config.utf8)))
    let trust = environment
    environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "https://127.0.0.1:\(agent.port)/task"
    let world = try CredentialWorld(environment, config: config)
    defer { world.server.stop() }
    var context = world.context
    context.transport = CurlTransport(
      configuration: TransportConfiguration(
        userAgent: "test", environment: trust, profileBundle: settings.certificateBundle))
    let text: String
    do throws(ModelFailure) {
      text = try await CredentialChain(context: context).resolve().facts.keyEnding ?? ""
    } catch { text = [error.message, error.remedy].compactMap(\.self).joined(separator: " ") }
    #expect(text.contains(outcome), "\(text)")
  }
}
