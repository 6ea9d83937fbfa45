import Bedrock
import Engine
import TestSupport
import Testing
import Wire

/// The published cases of login sessions, over real HTTP.
@Suite(.enabled(if: TestData.isAvailable))
struct LoginVectorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var value: JSONValue
    var testDescription: String { value["documentation"]?.string ?? "" }
  }

  static let cases: [Case] = {
    let path = (TestData.root ?? "") + "/vectors/aws-config/config/login-provider-test-cases.json"
    let bytes = TestData.read(path) ?? []
    return ((try? JSONValue(parsing: bytes))?.array ?? []).map(Case.init)
  }()

  /// 2025-11-19T00:00:00Z, when the cases are played.
  private static let playedAt = 1_763_510_400

  @Test func allAreThere() { #expect(Self.cases.count == 8) }

  @Test(arguments: cases)
  func plays(_ played: Case) async throws {
    let calls = played.value["mockApiCalls"]?.array ?? []
    let scene = try SignInScene { _, number in
      guard number < calls.count else { return .json("{}", status: 500) }
      if let output = calls[number]["response"]?["tokenOutput"] {
        return .json(String(decoding: output.serialized(), as: UTF8.self))
      }
      return .json(
        #"{"error":"TOKEN_EXPIRED","message":"expired"}"#, status: 400,
        headers: [(name: "x-amzn-ErrorType", value: "AccessDeniedException")])
    }
    for member in played.value["cacheContents"]?.object?.members ?? [] {
      scene.write(
        String(decoding: member.value.serialized(), as: UTF8.self),
        to: ".aws/login/cache/\(member.name)")
    }
    let text = try #require(played.value["configContents"]?.string)
    let session = try #require(text.split(separator: " = ").last).split(separator: "\n").joined()
    var context = scene.context()
    context.unixSeconds = { Self.playedAt }
    let source = LoginSource(session: session, region: "us-east-1", profile: "signin")
    let outcome: ResolvedCredentials?
    do { outcome = try await LoginProvider().load(source, context: context) } catch {
      outcome = nil
    }
    for expected in played.value["outcomes"]?.array ?? [] {
      try check(expected, outcome, scene)
    }
    for (request, call) in zip(scene.server.requests, calls) {
      #expect(try JSONValue(parsing: request.body) == call["request"]?["tokenInput"])
    }
  }

  private func check(
    _ expected: JSONValue, _ outcome: ResolvedCredentials?, _ scene: SignInScene
  ) throws {
    switch expected["result"]?.string {
    case "error": #expect(outcome == nil)
    case "credentials":
      let id = try #require(expected["accessKeyId"]?.string)
      let secret = try #require(expected["secretAccessKey"]?.string)
      #expect(
        outcome?.credentials
          == .keys(
            accessKeyID: id, secretAccessKey: Secret(secret),
            sessionToken: expected["sessionToken"]?.string.map(Secret.init)))
      #expect(outcome?.facts.account == expected["accountId"]?.string)
      #expect(
        outcome?.facts.expiresAt
          == expected["expiresAt"]?.string.flatMap(ISO8601Time.unixSeconds))
    case "cacheContents":
      for member in expected.object?.members ?? [] where member.name != "result" {
        let written = try #require(scene.json(".aws/login/cache/\(member.name)"))
        #expect(Self.sorted(written) == Self.sorted(member.value))
      }
    default: Issue.record("unknown outcome")
    }
  }

  /// Members by name: their order means nothing.
  private static func sorted(_ value: JSONValue) -> JSONValue {
    guard let object = value.object else { return value }
    var sorted = JSONObject()
    for member in object.members.sorted(by: { $0.name < $1.name }) {
      sorted[member.name] = Self.sorted(member.value)
    }
    return .object(sorted)
  }
}
