import Engine
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Bedrock

/// The 28 published cases of profiles that take on roles, carried out: what is
/// asked of whom, in which order, with whose keys.
@Suite(.enabled(if: TestData.isAvailable)) struct AssumeRoleVectorTests {
  private static var cases: [JSONValue] {
    TestData.root.flatMap {
      RecordedChain.json("\($0)/vectors/aws-config/config/assume-role-tests.json")?.array
    } ?? []
  }

  /// Identity Center needs a sign-in that these cases do not hold; it is
  /// proven with its own vectors. A session without account and role gives a
  /// token, and no keys to sign with.
  private static let needsSignIn: [String: String] = [
    "SSO credentials profile selected": "A",
    "SSO token profile selected": "is missing sso_account_id and sso_role_name",
  ]

  @Test func thereAreAllOfThem() { #expect(Self.cases.count == 28) }

  @Test(arguments: cases.indices)
  func carriedOut(index: Int) async throws {
    let test = Self.cases[index]
    let name = test["docs"]?.string ?? ""
    let service = FakeServices()
    let files = MemoryFiles([
      "/home/.aws/config": Self.file(test["input"]), "/var/token.jwt": "web-token",
    ])
    var context = fakeContext(files: files)
    context.transport = service
    let chain = CredentialChain(
      context: context,
      options: CredentialChainOptions(profile: test["input"]?["selected_profile"]?.string))
    let outcome: Result<ResolvedCredentials, ModelFailure>
    do throws(ModelFailure) { outcome = .success(try await chain.resolve()) } catch {
      outcome = .failure(error)
    }
    let expected = test["output"]?["ProfileChain"]?.array?.compactMap(Self.step)
    switch outcome {
    case .success(let resolved):
      #expect(service.steps(to: resolved) == expected, "\(name)")
    case .failure(let failure):
      if let words = Self.needsSignIn[name] {
        #expect(failure.message.contains(words), "\(failure.message)")
      } else {
        #expect(expected == nil, "\(name): \(failure.message)")
      }
      #expect(failure.remedy != nil, "\(name)")
    }
  }

  /// The case's profiles as a file.
  private static func file(_ input: JSONValue?) -> String {
    func sections(_ value: JSONValue?, _ kind: String) -> String {
      (value?.object?.members ?? []).map { section in
        let lines = (section.value.object?.members ?? []).map {
          "\($0.name) = \($0.value.string ?? "")\n"
        }
        return "[\(kind) \(section.name)]\n\(lines.joined())"
      }.joined()
    }
    return sections(input?["profiles"], "profile") + sections(input?["sso_sessions"], "sso-session")
  }

  private static func step(_ value: JSONValue) -> String? {
    if let key = value["AccessKey"] { return "key \(key["access_key_id"]?.string ?? "")" }
    if let source = value["NamedSource"]?.string { return "source \(source)" }
    if let role = value["AssumeRole"] {
      return FakeServices.role(
        role["role_arn"]?.string, session: role["role_session_name"]?.string,
        externalID: role["external_id"]?.string)
    }
    if let token = value["WebIdentityToken"] {
      return "web "
        + FakeServices.role(
          token["role_arn"]?.string, session: token["role_session_name"]?.string, externalID: nil)
    }
    return nil
  }
}

/// STS and the metadata service, telling afterwards what was asked.
private final class FakeServices: HTTPTransport {
  private let log = Mutex<[String]>([])
  /// The key that the next request must be signed with.
  private let latestKey = Mutex<String?>(nil)

  static func role(_ arn: String?, session: String?, externalID: String?) -> String {
    let madeUp = session == nil || session?.hasPrefix("adit-") == true
    return
      "role \(arn ?? "") session \(madeUp ? "-" : session ?? "-") external \(externalID ?? "-")"
  }

  /// The chain's steps, of which keys in a file leave no request behind.
  func steps(to resolved: ResolvedCredentials) -> [String] {
    let steps = log.withLock { $0 }
    guard steps.isEmpty, case .keys(let id, _, _) = resolved.credentials else { return steps }
    return ["key \(id)"]
  }

  func open(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let document = answer(request)
    return HTTPResponse(
      status: document.status, headers: [],
      body: FakeBody(chunks: [document.body], end: nil, cancellations: Cancellations()))
  }

  func prewarm(url: String) {}

  private func answer(_ request: HTTPRequest) -> HTTPDocument {
    if request.url.hasSuffix("/latest/api/token") { return HTTPDocument(200, "token") }
    if request.url.hasSuffix("/security-credentials/") { return HTTPDocument(200, "instance") }
    if request.url.hasSuffix("/security-credentials/instance") {
      log.withLock { $0.append("source Ec2InstanceMetadata") }
      latestKey.withLock { $0 = "INSTANCE" }
      return HTTPDocument(
        200, #"{"Code":"Success","AccessKeyId":"INSTANCE","SecretAccessKey":"s","Token":"t"}"#)
    }
    var form: [String: String] = [:]
    for pair in String(decoding: request.body, as: UTF8.self).split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1).map {
        PercentEncoding.decode(String($0))
      }
      form[halves[0]] = halves.count > 1 ? halves[1] : ""
    }
    let step = Self.role(
      form["RoleArn"], session: form["RoleSessionName"], externalID: form["ExternalId"])
    guard form["Action"] == "AssumeRole" else {
      guard form["WebIdentityToken"] == "web-token" else { return HTTPDocument(400) }
      log.withLock { $0.append("web " + step) }
      return next()
    }
    let authorization = request.headers.first { $0.name == "Authorization" }?.value ?? ""
    let key = authorization.split { $0 == "=" || $0 == "/" }.dropFirst().first.map(String.init)
    let expected = latestKey.withLock { $0 }
    // The first role is taken on with keys out of a file.
    if expected == nil { log.withLock { $0.append("key \(key ?? "")") } }
    guard expected == nil || expected == key else { return HTTPDocument(403) }
    log.withLock { $0.append(step) }
    return next()
  }

  /// Keys that nobody has been given yet.
  private func next() -> HTTPDocument {
    let key = "TAKEN\(log.withLock { $0.count })"
    latestKey.withLock { $0 = key }
    return roleAnswer(key)
  }
}
