import TestSupport
import Testing

@testable import Wire

/// A vector of `Vectors/sigv4/sigv4-vectors.json`.
struct SigningVector: CustomTestStringConvertible, Sendable {
  let value: JSONValue
  var testDescription: String { value["name"]?.string ?? "?" }

  static let folder = TestData.packageRoot + "/Tests/WireTests/Vectors"

  static let all: [SigningVector] = {
    guard let bytes = TestData.read(folder + "/sigv4/sigv4-vectors.json"),
      let file = try? JSONValue(parsing: bytes)
    else { return [] }
    return (file["vectors"]?.array ?? []).map(SigningVector.init)
  }()

  func expected(_ name: String) -> String { value["expected"]?[name]?.string ?? "" }

  var signer: SigV4Signer {
    let keys = value["credentials"]
    return SigV4Signer(
      credentials: SigV4Credentials(
        accessKeyID: keys?["access_key_id"]?.string ?? "",
        secretAccessKey: keys?["secret_access_key"]?.string ?? "",
        sessionToken: keys?["session_token"]?.string),
      region: value["region"]?.string ?? "", service: value["service"]?.string ?? "")
  }

  var request: SigV4Request {
    let request = value["request"]
    var headers = (request?["headers"]?.array ?? []).map {
      (name: $0[0]?.string ?? "", value: $0[1]?.string ?? "")
    }
    let host = value["expected"]?["headers_added_before_signing"]?["host"]?.string ?? ""
    headers.append((name: "host", value: host))
    var body = Base64.decode(Array((request?["body_base64"]?.string ?? "").utf8)) ?? []
    if let parts = request?["body_repeat"] {
      body = [UInt8](
        repeating: UInt8(truncatingIfNeeded: parts["byte"]?.int ?? 0),
        count: parts["count"]?.int ?? 0)
    }
    return SigV4Request(
      method: request?["method"]?.string ?? "", path: request?["path"]?.string ?? "",
      query: request?["query"]?.string ?? "", headers: headers, body: body)
  }

  /// `20261121T120000Z` as seconds, by counting days year by year.
  var unixSeconds: Int {
    let stamp = Array(value["timestamp"]?.string ?? "")
    func number(_ range: Range<Int>) -> Int { Int(String(stamp[range])) ?? 0 }
    func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    let year = number(0..<4)
    let months = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let days =
      (1970..<year).reduce(0) { $0 + (isLeap($1) ? 366 : 365) }
      + months.prefix(number(4..<6) - 1).reduce(0, +) + number(6..<8) - 1
    return days * 86_400 + number(9..<11) * 3_600 + number(11..<13) * 60 + number(13..<15)
  }
}

@Suite struct SigV4SignerTests {
  @Test func thereAre64Vectors() { #expect(SigningVector.all.count == 64) }

  @Test(arguments: SigningVector.all)
  func vector(_ vector: SigningVector) throws {
    let canonical = vector.signer.canonicalRequest(
      vector.request, unixSeconds: vector.unixSeconds)
    #expect(canonical == vector.expected("canonical_request"))
    #expect(
      vector.signer.stringToSign(canonicalRequest: canonical, unixSeconds: vector.unixSeconds)
        == vector.expected("string_to_sign"))
    let date = String(vector.expected("credential_scope").prefix(8))
    #expect(
      Hex.encode(vector.signer.signingKey(date: date)) == vector.expected("signing_key_hex"))
    let headers = vector.signer.headers(for: vector.request, unixSeconds: vector.unixSeconds)
    let token = vector.signer.credentials.sessionToken
    #expect(
      headers.map(\.name)
        == ["X-Amz-Date"] + (token == nil ? [] : ["X-Amz-Security-Token"]) + ["Authorization"])
    #expect(headers.last?.value == vector.expected("authorization"))
  }

  /// bedrock-wire 1.3: produced with botocore at 20261121T043205Z.
  static let worked: [(path: String, signature: String)] = [
    (
      "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse-stream",
      "426da41f1ab36fd5c44966c812716a860f87a6fffd2e049fabd1b07d6864936c"
    ),
    (
      "/model/us.anthropic.claude-sonnet-4-5-20250929-v1:0/converse-stream",
      "1145318eb636f364f9052cfa703b5b674514fa01396d9db72e43607583eca707"
    ),
    (
      "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile"
        + "%2Fabc123def456/converse-stream",
      "dcd3492feef676379eb1ae1f11853814c6dec13cac4c6cfeb2b072332244868e"
    ),
  ]

  @Test(arguments: worked)
  func workedExample(path: String, signature: String) {
    let headers = signer(service: "bedrock").headers(
      for: request(
        path: path, host: "bedrock-runtime.us-east-1.amazonaws.com",
        body: #"{"messages":[{"role":"user","content":[{"text":"hi"}]}]}"#),
      unixSeconds: 1_795_235_525)
    #expect(headers.last?.value.hasSuffix("Signature=\(signature)") == true)
  }

  @Test func workedExampleOfMantle() {
    var mantle = request(
      path: "/anthropic/v1/messages", host: "bedrock-mantle.us-east-1.api.aws",
      body: #"{"model":"anthropic.claude-sonnet-5","max_tokens":16,"stream":true,"#
        + #""messages":[{"role":"user","content":"hi"}]}"#)
    mantle.headers.append((name: "anthropic-version", value: "2023-06-01"))
    let headers = signer(service: "bedrock-mantle").headers(
      for: mantle, unixSeconds: 1_795_235_525)
    #expect(
      headers.last?.value
        == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/us-east-1/bedrock-mantle/aws4_request"
        + ", SignedHeaders=anthropic-version;content-type;host;x-amz-date;x-amz-security-token"
        + ", Signature=a9dadafc7845d5b8263fd566d156d7c567c1616079c0e26f5abb0777663b4649")
  }

  /// A signature made earlier must not be part of the next one.
  @Test func signingAgainReplacesWhatWasAdded() {
    var again = request(path: "/", host: "h", body: "")
    let once = signer(service: "bedrock").headers(for: again, unixSeconds: 7)
    again.headers += signer(service: "bedrock").headers(for: again, unixSeconds: 3)
    let twice = signer(service: "bedrock").headers(for: again, unixSeconds: 7)
    #expect(once.map(\.value) == twice.map(\.value))
  }

  private func signer(service: String) -> SigV4Signer {
    SigV4Signer(
      credentials: SigV4Credentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        sessionToken: "SESSIONTOKEN"),
      region: "us-east-1", service: service)
  }

  private func request(path: String, host: String, body: String) -> SigV4Request {
    SigV4Request(
      method: "POST", path: path,
      headers: [(name: "content-type", value: "application/json"), (name: "host", value: host)],
      body: Array(body.utf8))
  }
}
