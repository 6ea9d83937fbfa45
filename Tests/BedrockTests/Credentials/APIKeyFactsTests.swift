import Engine
import TestSupport
import Testing
import Wire

@testable import Bedrock

@Suite struct APIKeyFactsTests {
  /// Keys that AWS's own generator made.
  @Test func publishedKeys() throws {
    let path = "\(TestData.packageRoot)/Tests/WireTests/Vectors/sigv4/"
    let bytes = try #require(TestData.read(path + "bedrock-short-term-key-vectors.json"))
    let vectors = try #require(JSONValue(parsing: bytes).array)
    #expect(vectors.count == 3)
    for vector in vectors {
      let token = try #require(vector["token"]?.string)
      let facts = APIKeyFacts(Secret(token))
      #expect(facts.kind == .shortTerm)
      #expect(facts.region == vector["parsed_region"]?.string)
      #expect(facts.expiresAt == vector["expires_at"]?.string.flatMap(ISO8601Time.unixSeconds))
      #expect(APIKeyFacts(Secret(token.filter { $0 != "=" })) == facts)
    }
  }

  private static func key(_ call: String) -> String {
    "bedrock-api-key-" + Base64.encode(Array(call.utf8))
  }

  @Test(
    arguments: [
      ("ABSKQmVkcm9ja0FQSUtleQ==", .longTerm, nil, nil), ("sk-1", .unknown, nil, nil),
      ("", .unknown, nil, nil), ("bedrock-api-key-", .shortTerm, nil, nil),
      ("bedrock-api-key-%%%", .shortTerm, nil, nil), (key("no query"), .shortTerm, nil, nil),
      (key("h/?X-Amz-Credential=a/b/c"), .shortTerm, nil, nil),
      (key("h/?X-Amz-Credential=a/b/EU/d/e"), .shortTerm, nil, nil),
      (key("h/?X-Amz-Credential=a/b/eu-west-1/d/e&"), .shortTerm, "eu-west-1", nil),
      (key("h/?X-Amz-Date=20261121T120000Z&X-Amz-Expires=-1"), .shortTerm, nil, nil),
      (
        key("h/?X-Amz-Date=20261121T120000Z&X-Amz-Expires=9999999999999999999"), .shortTerm, nil,
        nil
      ),
      (key("h/?X-Amz-Date=20261321T120000Z&X-Amz-Expires=60"), .shortTerm, nil, nil),
      (key("h/?X-Amz-Date=20261121T120000Z&X-Amz-Expires=60"), .shortTerm, nil, 1_795_262_460),
    ] as [(String, APIKeyFacts.Kind, String?, Int?)])
  func keys(text: String, kind: APIKeyFacts.Kind, region: String?, expiresAt: Int?) {
    let facts = APIKeyFacts(Secret(text))
    #expect(facts.kind == kind)
    #expect(facts.region == region)
    #expect(facts.expiresAt == expiresAt)
  }

  @Test func whatCopyingAddsIsRemoved() {
    #expect(APIKeyFacts.normalized(" \"ABSK1\n23\r\n4=\"\n") == Secret("ABSK1234="))
  }

  @Test func keysForAnotherRegionAreRefused() throws {
    let key = ResolvedCredentials(
      .bearer(Secret("k")), facts: CredentialFacts(source: "s"), region: "eu-west-1")
    try key.check(region: "eu-west-1", of: .bedrock)
    try key.check(region: "us-east-1", of: .direct)
    let failure = ModelFailure(
      kind: .credentials,
      message: "The API key is for eu-west-1, the region of the request is us-east-1: short-term"
        + " keys hold for one region.",
      remedy: "Set AWS_REGION=eu-west-1, or make a key for us-east-1.")
    #expect(throws: failure) { try key.check(region: "us-east-1", of: .bedrock) }
    #expect(throws: failure) { try key.check(region: "us-east-1", of: .mantle) }
    try ResolvedCredentials(.bearer(Secret("k")), source: "s").check(
      region: "us-east-1", of: .bedrock)
  }
}
