import Bedrock
import CSystem
import Engine
import Synchronization
import TestSupport
import Transport
import Wire

@testable import adit

/// A machine with an STS, a container agent and a metadata service, all of
/// them one loopback server, asked over real HTTP.
struct CredentialWorld {
  let server: ScriptedServer
  let environment: [String: String]
  let files: FixedFiles
  var options = CredentialChainOptions()
  /// Who can be asked.
  var dialog: any SignInDialog = NoDialog()

  /// `environment` may say `@` for the server's URL.
  init(
    _ environment: [String: String] = [:], config: String = "", files: [String: String] = [:],
    replies: @escaping @Sendable (ScriptedServer.Request, Int) -> ScriptedServer.Reply =
      CredentialWorld.play
  ) throws {
    let server = try ScriptedServer(replies)
    self.server = server
    var variables = ["HOME": "/home", "AWS_ENDPOINT_URL_STS": server.url, "USER": "me"]
    for (name, value) in environment {
      variables[name] = value.hasPrefix("@") ? server.url + value.dropFirst() : value
    }
    self.environment = variables
    self.files = FixedFiles(files.merging(["/home/.aws/config": config]) { $1 })
  }

  var context: CredentialContext {
    let values = EnvironmentValues(environment)
    return CredentialContext(
      environment: values, home: "/home", files: files,
      commands: SystemCommandRunner(environment: ["PATH": "/usr/bin:/bin", "GIVEN": "AKIDGIVEN"]),
      transport: CurlTransport(
        configuration: TransportConfiguration(userAgent: "test", environment: environment)),
      clock: MachineClock(), unixSeconds: { SystemClock.unixSeconds() },
      endpoints: ServiceEndpoints(environment: values), dialog: dialog)
  }

  /// The ending of the key, or what failed.
  func resolve() async -> String {
    let chain = CredentialChain(context: context, options: options)
    do throws(ModelFailure) {
      return try await chain.resolve().facts.keyEnding ?? "no key"
    } catch { return error.message }
  }

  /// Every service doing its best.
  static func play(_ request: ScriptedServer.Request, _ number: Int) -> ScriptedServer.Reply {
    let expiry = "2099-01-01T00:00:00Z"
    switch (request.method, request.path) {
    case ("POST", "/"):
      guard request.text.contains("Action=AssumeRole") else { return .json("{}", status: 400) }
      let isWeb = request.text.contains("WithWebIdentity")
      guard isWeb == (request.header("authorization") == nil) else {
        return ScriptedServer.Reply(403, Array(denial.utf8))
      }
      let id = isWeb ? "ASIA-WEB" : "ASIAROLE"
      return ScriptedServer.Reply(
        200,
        Array(
          """
          <R><Arn>arn:aws:sts::123456789012:assumed-role/R/s</Arn><Credentials>
          <AccessKeyId>\(id)</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
          <SessionToken>t</SessionToken><Expiration>\(expiry)</Expiration></Credentials></R>
          """.utf8))
    case ("GET", "/task"):
      return .json(keys("AKIDTASK", expiry))
    case ("PUT", "/latest/api/token"):
      return ScriptedServer.Reply(200, Array("metadata-token".utf8))
    case ("GET", "/latest/meta-data/iam/security-credentials/"):
      return ScriptedServer.Reply(200, Array("the-role".utf8))
    case ("GET", "/latest/meta-data/iam/security-credentials/the-role"):
      guard request.header("x-aws-ec2-metadata-token") == "metadata-token" else {
        return .json("{}", status: 401)
      }
      return .json(keys("AKIDIMDS", expiry))
    default: return .json("{}", status: 404)
    }
  }

  static let denial =
    "<E><Error><Code>AccessDenied</Code><Message>no such trust</Message></Error></E>"

  private static func keys(_ id: String, _ expiry: String) -> String {
    #"{"Code":"Success","AccessKeyId":"\#(id)","SecretAccessKey":"s","Token":"t","#
      + #""Expiration":"\#(expiry)"}"#
  }
}

/// Files that the test gives.
final class FixedFiles: CredentialFiles {
  private let files: Mutex<[String: String]>

  init(_ files: [String: String]) { self.files = Mutex(files) }

  func write(_ path: String, _ text: String) { files.withLock { $0[path] = text } }

  func read(_ path: String) async throws(FileFailure) -> [UInt8]? {
    files.withLock { $0[path] }.map { Array($0.utf8) }
  }

  func stamp(of path: String) async -> FileStamp? {
    files.withLock { $0[path] }.map {
      FileStamp(modificationNanoseconds: $0.hashValue, inode: 1, size: $0.utf8.count)
    }
  }

  func replace(_ path: String, with bytes: [UInt8]) async throws(FileFailure) {
    write(path, String(decoding: bytes, as: UTF8.self))
  }

  func withLock<Result: Sendable>(
    beside path: String, _ body: @Sendable () async throws(ModelFailure) -> Result
  ) async throws(ModelFailure) -> Result { try await body() }
}

/// The machine's clock.
struct MachineClock: EngineClock {
  func now() -> MonotonicTime { SystemClock.now() }

  func sleep(until moment: MonotonicTime) async throws {
    let left = moment.nanoseconds - min(moment.nanoseconds, now().nanoseconds)
    try await Task.sleep(nanoseconds: left)
  }
}
