import Testing
import Wire

@testable import Bedrock

/// The worked signatures of bedrock-wire 1.3, made with botocore.
@Suite struct ServiceCallTests {
  private static let keys = SigV4Credentials(
    accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    sessionToken: "SESSIONTOKEN")
  /// 2026-11-21T04:32:05Z
  private static let unixSeconds = 1_795_235_525

  private static func signature(_ call: ServiceCall) -> String? {
    call.signed(with: keys, unixSeconds: unixSeconds).first {
      $0.name.lowercased() == "authorization"
    }?.value
  }

  @Test func aListingIsSignedWithItsQuery() {
    let call = ServiceCall(
      service: .control, endpoint: Endpoint(secureHost: "bedrock.us-east-1.amazonaws.com"),
      region: "us-east-1", path: "/inference-profiles",
      query: ServiceCall.query([(name: "type", value: "SYSTEM_DEFINED"), ("maxResults", "1000")]))
    #expect(call.query == "maxResults=1000&type=SYSTEM_DEFINED")
    #expect(
      Self.signature(call)
        == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/us-east-1/bedrock/aws4_request, "
        + "SignedHeaders=host;x-amz-date;x-amz-security-token, "
        + "Signature=e3c30e2ede4fbc0f0c481978a2fe31bfc7f3b6baee89ab9ce3c13e19780fe9c6")
  }

  @Test func mantleHasAScopeOfItsOwn() {
    let body =
      #"{"model":"anthropic.claude-sonnet-5","max_tokens":16,"stream":true,"#
      + #""messages":[{"role":"user","content":"hi"}]}"#
    let call = ServiceCall(
      method: "POST", service: .mantle,
      endpoint: Endpoint(secureHost: "bedrock-mantle.us-east-1.api.aws"), region: "us-east-1",
      path: "/anthropic/v1/messages", headers: PreparedRequest.messagesHeaders(betas: []),
      body: Array(body.utf8))
    #expect(
      Self.signature(call)
        == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/us-east-1/bedrock-mantle/aws4_request, "
        + "SignedHeaders=anthropic-version;content-type;host;x-amz-date;x-amz-security-token, "
        + "Signature=a9dadafc7845d5b8263fd566d156d7c567c1616079c0e26f5abb0777663b4649")
  }

  @Test func otherProofsAreHeaders() {
    let call = ServiceCall(
      service: .control, endpoint: Endpoint(secureHost: "h"), region: "r", path: "/p",
      query: "a=b")
    let bearer = call.request(
      by: .bearer(Secret("t")), unixSeconds: 0, timeoutMilliseconds: 1)
    #expect(bearer.url == "https://h/p?a=b")
    #expect(bearer.headers.contains(HTTPHeader("authorization", "Bearer t")))
    let key = call.request(by: .apiKey(Secret("k")), unixSeconds: 0, timeoutMilliseconds: 1)
    #expect(key.headers.contains(HTTPHeader("x-api-key", "k")))
  }
}
