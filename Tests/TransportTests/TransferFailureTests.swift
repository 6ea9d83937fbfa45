import Bedrock
import Testing

@testable import Transport

struct TransferFailureTests {
  private let origin: Origin

  init() throws { origin = try Origin(url: "https://b.example/x") }

  @Test(
    arguments: [
      (6, .nameResolution, "The name of b.example:443 could not be resolved."),
      (7, .refused, "Nobody answers at b.example:443 (why)."),
      (18, .truncatedBody, "b.example:443 closed the connection before the end of its answer."),
      (35, .tls, "TLS with b.example:443 failed (why)."),
      (77, .unusableTrust, "The trusted certificates cannot be used (why)."),
      (52, .reset, "The connection to b.example:443 broke (why)."),
      (55, .reset, "The connection to b.example:443 broke (why)."),
      (56, .reset, "The connection to b.example:443 broke (why)."),
      (1, .library, "libcurl gave up on b.example:443: why."),
      (5, .proxy(status: 0), "The proxy proxy for b.example:443 cannot be reached (why)."),
      (
        60, .untrustedCertificate,
        "The certificate of b.example:443 is not trusted (why)."
      ),
    ] as [(Int32, HTTPFailure.Code, String)])
  func directConnections(result: Int32, code: HTTPFailure.Code, message: String) {
    let failure = TransferFailure(result: result, origin: origin, detail: "why", receivedBytes: 3)
    #expect(failure.httpFailure == HTTPFailure(code, message, receivedBytes: 3))
  }

  @Test(
    arguments: [
      (
        60, "SSL: no alternative certificate subject name matches target host name 'b'",
        .foreignCertificate, "The certificate of b.example:443 is that of another host"
      ),
      (
        60, "error setting certificate file: /x", .unusableTrust,
        "The trusted certificates cannot be used"
      ),
      (
        35, "error:0A00010B:SSL routines::wrong version number", .plainAnswer,
        "b.example:443 answers without TLS"
      ),
    ] as [(Int32, String, HTTPFailure.Code, String)])
  func wordsTellWhatTheResultDoesNot(
    result: Int32, detail: String, code: HTTPFailure.Code, message: String
  ) {
    let failure = TransferFailure(result: result, origin: origin, detail: detail)
    #expect(failure.httpFailure == HTTPFailure(code, "\(message) (\(detail))."))
  }

  @Test(arguments: [
    (false, false, false, "Resolving the name of b.example:443 took too long."),
    (true, false, false, "Connecting to b.example:443 took too long."),
    (true, true, false, "The TLS handshake with b.example:443 took too long."),
    (true, true, true, "Setting up the connection to b.example:443 took too long."),
  ])
  func timeoutsNameTheirPhase(resolved: Bool, connected: Bool, secured: Bool, message: String) {
    let failure = TransferFailure(
      result: 28, origin: origin, wasResolved: resolved, wasConnected: connected,
      wasSecured: secured)
    #expect(failure.httpFailure == HTTPFailure(.connectTimeout, message))
  }

  @Test(
    arguments: [
      (
        56, 407, "The proxy http://p:1 refused b.example:443: it wants a user and a password (407)."
      ),
      (56, 403, "The proxy http://p:1 refused b.example:443 with status 403."),
      (7, 0, "The proxy http://p:1 for b.example:443 cannot be reached."),
      (5, 0, "The proxy http://p:1 for b.example:443 cannot be reached."),
    ] as [(Int32, Int, String)])
  func proxies(result: Int32, status: Int, message: String) {
    let failure = TransferFailure(
      result: result, origin: origin, proxyName: "http://p:1", proxyStatus: status)
    #expect(failure.httpFailure == HTTPFailure(.proxy(status: status), message))
  }

  @Test func aResetBehindAProxyIsAReset() {
    let failure = TransferFailure(
      result: 56, origin: origin, proxyName: "http://p:1", proxyStatus: 200)
    #expect(failure.httpFailure.code == .reset)
  }
}
