import Testing
import Wire

@testable import Emulator

@Suite struct SignatureVerifierTests {
  struct Case {
    var name: String
    var request: ReceivedRequest
    var verifier: SignatureVerifier
    var seconds: Int

    /// The vector as the service would receive it.
    init?(_ vector: JSONValue) {
      guard let name = vector["name"]?.string, let request = vector["request"],
        let expected = vector["expected"], let method = request["method"]?.string,
        let path = request["path"]?.string, let query = request["query"]?.string,
        let secret = vector["credentials"]?["secret_access_key"]?.string,
        let id = vector["credentials"]?["access_key_id"]?.string,
        let stamp = vector["timestamp"]?.string, let seconds = ServiceTime.seconds(ofStamp: stamp)
      else { return nil }
      self.name = name
      self.seconds = seconds
      var headers = (request["headers"]?.array ?? []).map { pair in
        EmulatorHeader(pair[0]?.string ?? "", pair[1]?.string ?? "")
      }
      for member in expected["headers_added_before_signing"]?.object?.members ?? [] {
        headers.append(EmulatorHeader(member.name, member.value.string ?? ""))
      }
      headers.append(EmulatorHeader("authorization", expected["authorization"]?.string ?? ""))
      let body: [UInt8]
      if let repeated = request["body_repeat"] {
        body = Array(
          repeating: UInt8(repeated["byte"]?.int ?? 0), count: repeated["count"]?.int ?? 0)
      } else {
        body = Base64.decode(Array((request["body_base64"]?.string ?? "").utf8)) ?? []
      }
      self.request = ReceivedRequest(
        method: method, target: (path.isEmpty ? "/" : path) + (query.isEmpty ? "" : "?" + query),
        headers: headers, body: body, keepsAlive: true)
      var configuration = EmulatorConfiguration()
      configuration.accessKeys = [
        id: .init(secret: secret, sessionToken: vector["credentials"]?["session_token"]?.string)
      ]
      verifier = SignatureVerifier(configuration: configuration)
    }
  }

  static let cases = Vectors.signatures.compactMap(Case.init)

  @Test func everyVectorIsThere() { #expect(Self.cases.count == 64) }

  @Test(arguments: cases.map(\.name)) func acceptsVector(name: String) throws {
    let item = try #require(Self.cases.first { $0.name == name })
    _ = try item.verifier.verify(item.request, unixSeconds: item.seconds)
  }

  /// Of each vector: another body, another path, another signature, each by
  /// one bit.
  @Test(arguments: cases.map(\.name)) func refusesOneBit(name: String) throws {
    let item = try #require(Self.cases.first { $0.name == name })
    var otherBody = item.request
    if otherBody.body.isEmpty { otherBody.body = [0] } else { otherBody.body[0] ^= 1 }
    var otherPath = item.request
    otherPath.target = "/x" + otherPath.target
    var otherSignature = item.request
    let last = otherSignature.headers.count - 1
    let value = otherSignature.headers[last].value
    otherSignature.headers[last].value = value.dropLast() + (value.last == "0" ? "1" : "0")
    for request in [otherBody, otherPath, otherSignature] {
      #expect(throws: ServiceFailure.self) {
        try item.verifier.verify(request, unixSeconds: item.seconds)
      }
    }
  }

  private func failure(
    seconds: Int = 0, _ change: (inout Case) -> Void
  ) throws -> ServiceFailure? {
    var item = try #require(Self.cases.first { $0.name == "converse-stream-token" })
    change(&item)
    do {
      _ = try item.verifier.verify(item.request, unixSeconds: item.seconds + seconds)
      return nil
    } catch { return error }
  }

  @Test func mismatchShowsTheCanonicalRequest() throws {
    let failure = try #require(try failure { $0.request.body = [] })
    #expect(failure.name == "InvalidSignatureException")
    #expect(failure.message.contains("does not match the signature you provided"))
    #expect(failure.message.contains("POST\n/model/us.anthropic"))
  }

  @Test func clock() throws {
    #expect(try failure(seconds: 300) { _ in } == nil)
    #expect(try failure(seconds: -300) { _ in } == nil)
    #expect(
      try failure(seconds: 301) { _ in }?.message
        == "Signature expired: 20261121T120000Z is now earlier than 20261121T120001Z "
        + "(20261121T120501Z - 5 min.)")
    #expect(
      try failure(seconds: -301) { _ in }?.message.hasPrefix("Signature not yet current") == true)
  }

  @Test func keys() throws {
    #expect(
      try failure { $0.verifier.configuration.accessKeys = [:] }?.name
        == "UnrecognizedClientException")
    #expect(
      try failure { $0.verifier.configuration.accessKeys?["AKIDEXAMPLE"]?.isExpired = true }?.name
        == "ExpiredTokenException")
    #expect(
      try failure { item in
        item.request.headers.removeAll { $0.name == "x-amz-security-token" }
      }?.name == "UnrecognizedClientException")
    #expect(
      try failure { $0.verifier.services = ["bedrock-mantle"] }?.message
        == "Credential should be scoped to correct service: 'bedrock-mantle'. ")
  }

  @Test(
    arguments: [
      (nil, "MissingAuthenticationTokenException"), ("Basic x", "IncompleteSignatureException"),
      ("AWS4-HMAC-SHA256 Credential=a/b", "IncompleteSignatureException"),
      (
        "AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=0",
        "IncompleteSignatureException"
      ),
      ("Bearer ", "AccessDeniedException"),
    ] as [(String?, String)])
  func malformed(authorization: String?, name: String) throws {
    let failure = try failure { item in
      item.request.headers.removeAll { $0.name == "authorization" }
      if let authorization {
        item.request.headers.append(EmulatorHeader("authorization", authorization))
      }
    }
    #expect(failure?.name == name)
  }

  @Test func bearer() throws {
    var configuration = EmulatorConfiguration()
    configuration.bearerTokens = ["right"]
    let verifier = SignatureVerifier(configuration: configuration)
    func identity(_ token: String) throws -> RequestIdentity {
      try verifier.verify(
        ReceivedRequest(
          method: "GET", target: "/",
          headers: [EmulatorHeader("authorization", "Bearer \(token)")], body: [],
          keepsAlive: true), unixSeconds: 0)
    }
    #expect(try identity("right") == .bearer)
    #expect(throws: ServiceFailure.self) { try identity("wrong") }
  }
}
