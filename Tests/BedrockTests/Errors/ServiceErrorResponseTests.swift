import Engine
import Testing

@testable import Bedrock

@Suite struct ServiceErrorResponseTests {
  private static func read(
    _ body: String, status: Int = 400, _ headers: [(String, String)] = []
  ) -> ServiceError {
    ServiceError(
      status: status, headers: headers.map { HTTPHeader($0.0, $0.1) }, body: Array(body.utf8),
      context: ServiceErrorContext(), unixSeconds: 784_111_777)
  }

  @Test(
    arguments: [
      (
        #"{"message":"m"}"#,
        [
          ("x-amzn-errortype", "ValidationException:http://internal.amazon.com/coral/"),
          ("x-amzn-requestid", "id-1"),
        ], "ValidationException", "m", "id-1"
      ),
      (
        #"{"__type":"com.amazon.coral#ThrottlingException","Message":"M"}"#, [],
        "ThrottlingException", "M", nil
      ),
      (#"{"code":"AccessDenied"}"#, [], "AccessDenied", "", nil),
      (
        #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}"#,
        [], "overloaded_error", "Overloaded", "req_1"
      ),
      (
        #"{"type":"error","error":{"type":"rate_limit_error","message":"no","details":{"code":"enforced_spend_limit_reached"}}}"#,
        [("request-id", "req_2")], "rate_limit_error", "no (enforced_spend_limit_reached)", "req_2"
      ),
      ("", [], "", "", nil),
      (
        "<html>\n <body>Blocked   by policy</body></html>", [("content-type", "text/html")], "",
        "A proxy answered instead of Bedrock: <html> <body>Blocked by policy</body></html>", nil
      ),
      (
        "upstream connect error", [("content-type", "text/plain")], "", "upstream connect error",
        nil
      ),
    ] as [(String, [(String, String)], String, String, String?)])
  func bodies(
    body: String, headers: [(String, String)], code: String, message: String, requestID: String?
  ) {
    #expect(
      Self.read(body, headers)
        == ServiceError(status: 400, code: code, message: message, requestID: requestID))
  }

  @Test func aPageIsShownInItsFirst200Characters() {
    let error = Self.read("<p>" + String(repeating: "x", count: 5_000), status: 502)
    #expect(
      error.message == "A proxy answered instead of Bedrock: <p>"
        + String(repeating: "x", count: 197))
    #expect(error.failure().retry == .transient)
    #expect(
      error.failure().message.hasPrefix("HTTP 502. A proxy answered instead of Bedrock: <p>xxx"))
    #expect(error.failure().remedy == "Check HTTPS_PROXY, NO_PROXY and the endpoint.")
  }

  @Test(
    arguments: [
      ([("x-amz-retry-after", "1500"), ("retry-after", "9")], 1_500),
      ([("retry-after-ms", "250.5")], 250), ([("retry-after", "2")], 2_000),
      ([("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT")], 10_000),
      ([("retry-after", "Sun, 06 Nov 1994 08:49:07 GMT")], 0),
      ([("retry-after", "soon")], nil), ([("retry-after", "-3")], nil), ([], nil),
      ([("retry-after", "999999999")], 86_400_000),
    ] as [([(String, String)], Int?)])
  func waits(headers: [(String, String)], milliseconds: Int?) {
    #expect(Self.read("{}", headers).retryAfterMilliseconds == milliseconds)
  }

  @Test(
    arguments: [
      ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
      ("Tue, 29 Feb 2028 23:59:59 GMT", 1_835_481_599), ("yesterday", nil),
      ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sun, 99 Nov 1994 08:49:37 GMT", nil),
    ] as [(String, Int?)])
  func dates(text: String, seconds: Int?) { #expect(HTTPDate.unixSeconds(text) == seconds) }

  @Test(
    arguments: [
      (HTTPFailure.Code.cancelled, ModelFailure.Kind.cancelled, ModelFailure.RetryClass.never, nil),
      (.nameResolution, .connection, .few(tries: 2), "DNS"),
      (.refused, .connection, .transient, "listens"),
      (.connectTimeout, .connection, .transient, "HTTPS_PROXY"),
      (.untrustedCertificate, .connection, .never, "AWS_CA_BUNDLE"),
      (.foreignCertificate, .connection, .never, "host"),
      (.unusableTrust, .connection, .never, "AWS_CA_BUNDLE"),
      (.plainAnswer, .connection, .never, "port"), (.tls, .connection, .transient, "clock"),
      (.proxy(status: 407), .connection, .never, "password"),
      (.proxy(status: 403), .connection, .never, "NO_PROXY"),
      (.proxy(status: 502), .connection, .transient, "NO_PROXY"),
      (.proxy(status: 0), .connection, .transient, "NO_PROXY"),
      (.firstByteTimeout, .timedOut, .transient, "BEDROCK_TIMEOUT_MS"),
      (.idleTimeout, .timedOut, .transient, "BEDROCK_TIMEOUT_MS"),
      (.reset, .brokenConnection, .transient, nil),
      (.truncatedBody, .brokenConnection, .transient, nil),
      (.forbiddenURL, .invalidRequest, .never, "https"), (.library, .connection, .never, nil),
    ] as [(HTTPFailure.Code, ModelFailure.Kind, ModelFailure.RetryClass, String?)])
  func transportFailures(
    code: HTTPFailure.Code, kind: ModelFailure.Kind, retry: ModelFailure.RetryClass, remedy: String?
  ) {
    let failure = HTTPFailure(code, "127.0.0.1:9 refused.").failure()
    #expect(failure.kind == kind)
    #expect(failure.retry == retry)
    #expect(remedy.map { failure.remedy?.contains($0) == true } ?? (failure.remedy == nil))
    if code != .cancelled { #expect(failure.message == "127.0.0.1:9 refused.") }
  }
}
