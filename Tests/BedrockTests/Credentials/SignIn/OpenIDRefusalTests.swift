import Engine
import Testing

@testable import Bedrock

struct OpenIDRefusalTests {
  @Test(arguments: [
    ("AuthorizationPendingException", "", 400, OpenIDRefusal.Kind.pending),
    ("AuthorizationPendingException:http://internal.amazon.com/", "", 400, .pending),
    ("", "authorization_pending", 400, .pending),
    ("SlowDownException", "slow_down", 400, .slowDown),
    ("ExpiredTokenException", "", 400, .expired),
    ("AccessDeniedException", "", 400, .denied),
    ("InvalidGrantException", "", 400, .invalidGrant),
    ("", "invalid_grant", 400, .invalidGrant),
    ("InvalidClientException", "", 401, .invalidClient),
    ("", "", 401, .invalidClient),
    ("", "", 429, .unavailable),
    ("InternalServerException", "server_error", 500, .unavailable),
    ("UnauthorizedClientException", "unauthorized_client", 400, .other),
    ("", "", 400, .other),
  ])
  func kinds(type: String, error: String, status: Int, kind: OpenIDRefusal.Kind) {
    let refusal = OpenIDRefusal(
      HTTPDocument(
        status, error.isEmpty ? "" : #"{"error":"\#(error)"}"#,
        headers: type.isEmpty ? [] : [HTTPHeader("x-amzn-errortype", type)]))
    #expect(refusal.kind == kind)
  }

  @Test func tellsWhatHappened() {
    let refusal = OpenIDRefusal(
      HTTPDocument(
        400, #"{"error":"invalid_grant","error_description":"Invalid refresh token"}"#,
        headers: [HTTPHeader("x-amzn-requestid", "r-1")]))
    let failure = refusal.failure(to: "renew it", region: "eu-west-1", remedy: "Run: x.")
    #expect(
      failure.message
        == "IAM Identity Center (eu-west-1) refused to renew it (invalid_grant): Invalid refresh"
        + " token.")
    #expect(failure.requestID == "r-1")
    #expect(failure.remedy == "Run: x.")
  }
}
