import Emulator
import Glibc
import Synchronization
import TestSupport

/// The built program with an AWS account around it: a loopback Bedrock, and
/// one server in the place of Identity Center's portal, its token service and
/// STS, which knows what a test has let happen.
final class AccountWorld {
  /// sha1("corp"): where the AWS command line keeps the token of that session.
  static let tokenFile = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"
  static let userCode = "ABCD-EFGH"
  static let rightCode = "835274"

  let adit: AditUnderTest
  let account: AccountServices
  private let server: ScriptedServer

  init(_ steps: EmulatorScript.Step...) throws {
    var configuration = EmulatorConfiguration()
    configuration.script = EmulatorScript(steps)
    configuration.tokensPerSecond = 0
    adit = try AditUnderTest(configuration)
    let account = AccountServices()
    self.account = account
    server = try ScriptedServer { request, _ in account.answer(request) }
  }

  deinit { server.stop() }

  /// The program with profile `name` and no keys in its environment.
  func variables(profile name: String, adding extra: [String: String] = [:]) -> [String: String?] {
    let variables: [String: String?] = [
      "AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil, "AWS_PROFILE": name,
      "AWS_ENDPOINT_URL": server.url,
      "AWS_ENDPOINT_URL_BEDROCK": "http://127.0.0.1:\(adit.port)",
    ]
    return variables.merging(extra) { $1 }
  }

  /// Writes a file below the home directory.
  func write(_ text: String, to name: String) {
    let path = path(name)
    for (index, character) in path.enumerated() where character == "/" && index > 0 {
      mkdir(String(path.prefix(index)), 0o700)
    }
    _ = TestData.write(text, to: path)
  }

  func path(_ name: String) -> String { adit.home.path + "/" + name }

  /// `METHOD /path` of what the account's services were asked, in order.
  var calls: [String] { server.requests.map { "\($0.method) \($0.path)" } }

  /// The structured log, or nothing.
  var log: String { TestData.readText(path(".local/state/adit/log.jsonl")) ?? "" }

  static let corporate = """
    [sso-session corp]
    sso_start_url = https://corp.awsapps.com/start
    sso_region = eu-central-1
    sso_registration_scopes = sso:account:access
    [profile dev]
    sso_session = corp
    sso_account_id = 123456789012
    sso_role_name = Dev

    """

  /// A token of `corporate` that is good for years.
  static func token(_ name: String) -> String {
    #"{"startUrl":"https://corp.awsapps.com/start","region":"eu-central-1","#
      + #""accessToken":"\#(name)","expiresAt":"2099-01-01T00:00:00Z"}"#
  }

  static func keys(profile: String, id: String, secret: String) -> String {
    "[profile \(profile)]\naws_access_key_id = \(id)\naws_secret_access_key = \(secret)\n"
  }
}

/// Portal, token service and STS in one.
final class AccountServices: Sendable {
  private struct State {
    var isConfirmed = false
    var issued = 0
  }

  private let state = Mutex(State())

  /// The person at the browser says yes.
  func confirm() { state.withLock { $0.isConfirmed = true } }

  func answer(_ request: ScriptedServer.Request) -> ScriptedServer.Reply {
    switch (request.method, request.path) {
    case ("POST", "/client/register"):
      return .json(
        #"{"clientId":"client","clientSecret":"client-secret","clientSecretExpiresAt":4070908800}"#)
    case ("POST", "/device_authorization"):
      return .json(
        #"{"deviceCode":"device-code","userCode":"\#(AccountWorld.userCode)","expiresIn":600,"#
          + #""interval":1,"verificationUri":"https://device.sso.test/"}"#)
    case ("POST", "/token"):
      guard state.withLock({ $0.isConfirmed }) else {
        return .json(
          #"{"error":"authorization_pending"}"#, status: 400,
          headers: [(name: "x-amzn-ErrorType", value: "AuthorizationPendingException")])
      }
      return .json(
        #"{"accessToken":"access-new","tokenType":"Bearer","expiresIn":28800,"#
          + #""refreshToken":"refresh-new"}"#)
    case ("GET", "/federation/credentials"):
      return .json(
        #"{"roleCredentials":{"accessKeyId":"\#(nextKeyID())","#
          + #""secretAccessKey":"\#(EmulatorConfiguration.demoSecret)","#
          + #""sessionToken":"session-of-role","expiration":4070908800000}}"#)
    case ("POST", "/"):
      return role(request.text)
    default: return .json("{}", status: 404)
    }
  }

  private func role(_ form: String) -> ScriptedServer.Reply {
    guard form.contains("TokenCode=\(AccountWorld.rightCode)") else {
      return ScriptedServer.Reply(
        403,
        Array(
          """
          <ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>\
          MultiFactorAuthentication failed with invalid MFA one time pass code.\
          </Message></Error></ErrorResponse>
          """.utf8))
    }
    return ScriptedServer.Reply(
      200,
      Array(
        """
        <R><Credentials><AccessKeyId>\(nextKeyID())</AccessKeyId>\
        <SecretAccessKey>\(EmulatorConfiguration.demoSecret)</SecretAccessKey>\
        <SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>\
        </Credentials></R>
        """.utf8))
  }

  /// `ASIA1`, `ASIA2` …: every issue is told from the one before.
  private func nextKeyID() -> String {
    state.withLock {
      $0.issued += 1
      return "ASIA\($0.issued)"
    }
  }
}

extension LoggedRequest {
  /// The access key id that signed it.
  var keyID: String? {
    headers.first { $0.name.lowercased() == "authorization" }?.value
      .split(separator: "Credential=").last?.split(separator: "/").first.map(String.init)
  }
}
