import Bedrock
import CTransport

/// Everything about a transfer that ended badly which tells one failure from
/// another. Pure: the mapping to `HTTPFailure` needs no handle.
struct TransferFailure {
  /// libcurl's result (CT_…), not CT_OK.
  var result: Int32
  var origin: Origin
  /// Without credentials; `nil` for a direct connection.
  var proxyName: String?
  /// Status of the proxy's answer to CONNECT, or 0.
  var proxyStatus = 0
  /// Whether the name was resolved, TCP and TLS were up.
  var wasResolved = false
  var wasConnected = false
  var wasSecured = false
  /// libcurl's error buffer.
  var detail = ""
  var receivedBytes = 0

  /// The failure for people.
  var httpFailure: HTTPFailure {
    HTTPFailure(code, message, receivedBytes: receivedBytes)
  }

  private var code: HTTPFailure.Code {
    if proxyName != nil, isRefusedByProxy { return .proxy(status: proxyStatus) }
    switch result {
    case Int32(CT_COULDNT_RESOLVE_HOST): return .nameResolution
    case Int32(CT_COULDNT_RESOLVE_PROXY), Int32(CT_PROXY): return .proxy(status: proxyStatus)
    case Int32(CT_COULDNT_CONNECT): return .refused
    case Int32(CT_OPERATION_TIMEDOUT): return .connectTimeout
    case Int32(CT_PEER_FAILED_VERIFICATION):
      return says("subject name") ? .foreignCertificate : detailOfTrust
    case Int32(CT_SSL_CACERT_BADFILE): return .unusableTrust
    case Int32(CT_SSL_CONNECT_ERROR) where says("wrong version number"): return .plainAnswer
    case Int32(CT_SSL_CONNECT_ERROR), Int32(CT_SSL_ENGINE_NOTFOUND),
      Int32(CT_SSL_ENGINE_SETFAILED), Int32(CT_SSL_CERTPROBLEM), Int32(CT_SSL_CIPHER),
      Int32(CT_SSL_SHUTDOWN_FAILED), Int32(CT_SSL_ISSUER_ERROR):
      return .tls
    case Int32(CT_GOT_NOTHING), Int32(CT_SEND_ERROR), Int32(CT_RECV_ERROR): return .reset
    case Int32(CT_PARTIAL_FILE): return .truncatedBody
    case Int32(CT_URL_MALFORMAT): return .forbiddenURL
    default: return .library
    }
  }

  /// OpenSSL reports a file that it cannot read like a certificate that it
  /// does not trust.
  private var detailOfTrust: HTTPFailure.Code {
    says("error setting certificate") ? .unusableTrust : .untrustedCertificate
  }

  /// Whether libcurl's words hold `phrase`.
  private func says(_ phrase: String) -> Bool {
    let words = Array(detail.utf8)
    let phrase = Array(phrase.utf8)
    return words.indices.contains { words[$0...].starts(with: phrase) }
  }

  /// The proxy could not be reached, or answered CONNECT with a refusal.
  private var isRefusedByProxy: Bool {
    proxyStatus >= 300 || result == Int32(CT_COULDNT_CONNECT)
  }

  private var message: String {
    switch code {
    case .proxy(let status): proxyMessage(status: status)
    case .nameResolution: "The name of \(origin.authority) could not be resolved."
    case .refused: "Nobody answers at \(origin.authority)\(inParentheses)."
    case .connectTimeout: "\(timedOutPhase) \(origin.authority) took too long\(inParentheses)."
    case .untrustedCertificate:
      "The certificate of \(origin.authority) is not trusted\(inParentheses)."
    case .foreignCertificate:
      "The certificate of \(origin.authority) is that of another host\(inParentheses)."
    case .unusableTrust: "The trusted certificates cannot be used\(inParentheses)."
    case .plainAnswer:
      "\(proxyName.map { "The proxy \($0)" } ?? origin.authority) answers without TLS"
        + "\(inParentheses)."
    case .tls: "TLS with \(origin.authority) failed\(inParentheses)."
    case .reset: "The connection to \(origin.authority) broke\(inParentheses)."
    case .truncatedBody: "\(origin.authority) closed the connection before the end of its answer."
    case .forbiddenURL: "The URL for \(origin.authority) cannot be used\(inParentheses)."
    case .cancelled, .firstByteTimeout, .idleTimeout, .library:
      "libcurl gave up on \(origin.authority): \(detail.isEmpty ? "error \(result)" : detail)."
    }
  }

  private func proxyMessage(status: Int) -> String {
    let name = proxyName ?? "proxy"
    switch status {
    case 0: return "The proxy \(name) for \(origin.authority) cannot be reached\(inParentheses)."
    case 407:
      return "The proxy \(name) refused \(origin.authority): it wants a user and a password (407)."
    default: return "The proxy \(name) refused \(origin.authority) with status \(status)."
    }
  }

  private var inParentheses: String { detail.isEmpty ? "" : " (\(detail))" }

  private var timedOutPhase: String {
    if !wasResolved { return "Resolving the name of" }
    if !wasConnected { return "Connecting to" }
    return wasSecured ? "Setting up the connection to" : "The TLS handshake with"
  }
}

extension HTTPFailure {
  /// Ended by the caller.
  static let cancelled = HTTPFailure(.cancelled, "The request was cancelled.")

  static func missingLibrary(_ reason: String) -> HTTPFailure {
    HTTPFailure(
      .library, "libcurl cannot be loaded (\(reason)): install the package libcurl4.")
  }
}
