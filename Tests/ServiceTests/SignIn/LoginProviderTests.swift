import Bedrock
import Engine
import TestSupport
import Testing
import Wire

/// `aws login` sessions over real HTTP (aws-auth-and-http 3.4).
struct LoginProviderTests {
  static let arn = "arn:aws:sts::012345678910:assumed-role/Admin/admin"
  static let file =
    ".aws/login/cache/4b0ba8f99f075c0633e122fd73346ce203a3faf18ea0310eb2d29df1bab2e255.json"
  private static let source = LoginSource(session: arn, region: "us-west-2", profile: "signin")
  /// The key of RFC 6979, A.2.5.
  static let key =
    #"-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIMmvqdhFunUWa1whV2ex1pNOUMPbNuibEnuKYisSD2choAoGCCqGSM49\n"#
    + #"AwEHoUQDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Z5A/4QCLi8\n"#
    + #"maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==\n-----END EC PRIVATE KEY-----\n"#

  static func session(
    left: Int, refreshToken: String = "refresh-old", key: String = key, extra: String = ""
  ) -> String {
    #"{"accessToken":{"accessKeyId":"ASIAOLD","secretAccessKey":"old-secret","#
      + #""sessionToken":"old-session","accountId":"012345678901","#
      + #""expiresAt":"\#(ISO8601Time.text(unixSeconds: signInNoon + left))"},"#
      + #""tokenType":"aws_sigv4","clientId":"arn:aws:signin:::devtools/same-device","#
      + #""refreshToken":"\#(refreshToken)","idToken":"id-old","dpopKey":"\#(key)"\#(extra)}"#
  }

  private static let grant: ScriptedServer.Reply = .json(
    #"{"accessToken":{"accessKeyId":"ASIANEW","secretAccessKey":"new-secret","#
      + #""sessionToken":"new-session"},"tokenType":"aws_sigv4","expiresIn":900,"#
      + #""refreshToken":"refresh-new","idToken":"id-new"}"#)

  static func refusal(_ error: String) -> ScriptedServer.Reply {
    .json(
      #"{"error":"\#(error)","message":"no"}"#, status: 400,
      headers: [(name: "x-amzn-ErrorType", value: "AccessDeniedException")])
  }

  private func load(
    _ scene: SignInScene, context: CredentialContext? = nil
  ) async throws -> ResolvedCredentials {
    try await LoginProvider().load(Self.source, context: context ?? scene.context())
  }

  @Test func keysThatServeAreGiven() async throws {
    let scene = try SignInScene { _, _ in Self.grant }
    scene.write(Self.session(left: 300), to: Self.file)
    #expect(
      try await load(scene)
        == ResolvedCredentials(
          .keys(
            accessKeyID: "ASIAOLD", secretAccessKey: Secret("old-secret"),
            sessionToken: Secret("old-session")),
          facts: CredentialFacts(
            source: "aws login session \(Self.arn)", profile: "signin", account: "012345678901",
            keyEnding: "AOLD", expiresAt: signInNoon + 300, refreshesItself: true)))
    #expect(scene.server.requests.isEmpty)
  }

  @Test func keysNearTheirEndAreRenewed() async throws {
    let scene = try SignInScene { _, _ in Self.grant }
    scene.write(Self.session(left: 299, extra: #","other":1"#), to: Self.file)
    let loaded = try await load(scene)
    #expect(loaded.keyID == "ASIANEW")
    #expect(loaded.facts.expiresAt == signInNoon + 900)
    #expect(loaded.facts.account == "012345678901")
    let request = try #require(scene.server.requests.first)
    #expect("\(request.method) \(request.target)" == "POST /v1/token")
    #expect(
      try JSONValue(parsing: request.body) == [
        "clientId": "arn:aws:signin:::devtools/same-device", "refreshToken": "refresh-old",
        "grantType": "refresh_token",
      ])
    let written = try #require(scene.json(Self.file))
    #expect(
      written["accessToken"] == [
        "accessKeyId": "ASIANEW", "secretAccessKey": "new-secret", "sessionToken": "new-session",
        "accountId": "012345678901", "expiresAt": "2026-11-21T12:15:00Z",
      ])
    #expect(written["refreshToken"] == "refresh-new")
    #expect(written["idToken"] == "id-new")
    #expect(written["other"] == 1)
    #expect(written["tokenType"] == "aws_sigv4")
  }

  /// RFC 9449: the header names the key, the payload the request, and the
  /// signature holds for both.
  @Test func theProofIsSignedForThisRequest() async throws {
    let scene = try SignInScene { _, _ in Self.grant }
    scene.write(Self.session(left: 0), to: Self.file)
    _ = try await load(scene)
    let proof = try #require(scene.server.requests.first?.header("dpop"))
    let parts = proof.split(separator: ".").map(String.init)
    try #require(parts.count == 3)
    #expect(
      try Self.decoded(parts[0])
        == Array(
          (#"{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","#
            + #""x":"YP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Y","#
            + #""y":"eQP-EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk","crv":"P-256"}}"#).utf8))
    #expect(
      try Self.decoded(parts[1])
        == Array(
          (#"{"htm":"POST","htu":"\#(scene.server.url)/v1/token","iat":1795262400,"#
            + #""jti":"07070707-0707-4707-8707-070707070707"}"#).utf8))
    let x = try Self.decoded("YP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Y")
    let y = try Self.decoded("eQP-EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk")
    let signature = try Self.decoded(parts[2])
    #expect(
      ES256Verifier.accepts(
        signature, of: Array("\(parts[0]).\(parts[1])".utf8), x: x, y: y) == true)
  }

  private static func decoded(_ text: String) throws -> [UInt8] {
    var plain = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    while plain.count % 4 != 0 { plain.append("=") }
    return try #require(Base64.decode(Array(String(plain).utf8)))
  }

  @Test(arguments: [
    ("TOKEN_EXPIRED", "The session of aws login has expired (profile signin)."),
    (
      "USER_CREDENTIALS_CHANGED",
      "The user's password or MFA device has changed since aws login (profile signin)."
    ),
    (
      "INSUFFICIENT_PERMISSIONS",
      "The identity behind aws login may not renew its session (profile signin)."
    ),
    (
      "SOMETHING_NEW",
      "AWS sign-in did not renew the session of profile signin (AccessDeniedException): no."
    ),
  ])
  func refusals(error: String, message: String) async throws {
    let scene = try SignInScene { _, _ in Self.refusal(error) }
    scene.write(Self.session(left: -1), to: Self.file)
    let failure = await #expect(throws: ModelFailure.self) { try await load(scene) }
    #expect(failure?.message == message)
    #expect(failure?.remedy?.contains("aws login --profile signin") == true)
    #expect(failure?.kind == .credentials)
    #expect(scene.server.requests.count == 1)
    #expect(scene.text(Self.file) == Self.session(left: -1))
  }

  @Test func aFailedRenewalLeavesValidKeys() async throws {
    let scene = try SignInScene { _, _ in Self.refusal("TOKEN_EXPIRED") }
    scene.write(Self.session(left: 60), to: Self.file)
    let context = scene.context()
    #expect(try await load(scene, context: context).keyID == "ASIAOLD")
    #expect(try await load(scene, context: context).keyID == "ASIAOLD")
    #expect(scene.server.requests.count == 1)
  }

  @Test func twoProgramsRenewOnce() async throws {
    let scene = try SignInScene { request, number in
      number == 0 ? Self.grant : Self.refusal("TOKEN_EXPIRED")
    }
    scene.write(Self.session(left: -1), to: Self.file)
    async let first = load(scene, context: scene.context())
    async let second = load(scene, context: scene.context())
    #expect(try await [first.keyID, second.keyID] == ["ASIANEW", "ASIANEW"])
    #expect(scene.server.requests.count == 1)
  }

  @Test func aSpoiltKeyNeedsANewLogin() async throws {
    let scene = try SignInScene { _, _ in Self.grant }
    scene.write(Self.session(left: -1, key: "spoilt"), to: Self.file)
    let failure = await #expect(throws: ModelFailure.self) { try await load(scene) }
    #expect(failure?.remedy == "Run: aws login --profile signin.")
    #expect(failure?.message.contains("spoilt") == false)
    #expect(scene.server.requests.isEmpty)
  }

  @Test func theCacheMayBeElsewhere() async throws {
    let scene = try SignInScene { _, _ in Self.grant }
    scene.write(Self.session(left: 3600), to: "elsewhere" + Self.file.dropFirst(16))
    let context = scene.context(["AWS_LOGIN_CACHE_DIRECTORY": "~/elsewhere"])
    #expect(try await load(scene, context: context).keyID == "ASIAOLD")
  }

  @Test func everySecretIsKnownToTheLog() async throws {
    let scene = try SignInScene { _, _ in Self.grant }
    scene.write(Self.session(left: -1), to: Self.file)
    _ = try await load(scene)
    for secret in ["refresh-old", "refresh-new"] {
      #expect(!scene.redactor.redact("a \(secret) b").contains(secret))
    }
  }
}
