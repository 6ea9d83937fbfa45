import Bedrock
import CTransport

/// The options of a request (aws-auth-and-http.md 4.2), applied to a handle.
struct EasySettings {
  /// NATs drop idle flows after minutes; probes at half a minute keep them.
  static let keepAliveIdleSeconds = 30
  static let keepAliveIntervalSeconds = 15
  /// Four times libcurl's default: fewer poll(2) and recv(2) under a flood.
  static let receiveBufferBytes = 64 * 1024

  var userAgent: String
  var proxy: ProxySettings.Proxy?
  /// `nil` for plain http.
  var trust: TrustSettings.Location?
  var freshConnection: Bool

  /// The header list: ours, and what keeps libcurl from adding its own.
  func headerLines(of request: HTTPRequest) throws(HTTPFailure) -> OpaquePointer? {
    // `Expect:` because libcurl would otherwise wait a second for a 100
    // before a body of more than 1 MiB (measured).
    var texts = ["Expect:"]
    if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
      texts.append("Content-Type:")
    }
    for header in request.headers {
      guard Self.isSafe(header) else {
        throw HTTPFailure(.library, "A request header holds a control character.")
      }
      // "Name;" is libcurl's spelling of a header without a value.
      texts.append(
        header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    var lines: OpaquePointer?
    for text in texts {
      guard let longer = ct_lines_append(lines, text) else {
        ct_lines_free(lines)
        throw .refusedOption(Int32(CT_OUT_OF_MEMORY))
      }
      lines = longer
    }
    return lines
  }

  private static func isSafe(_ header: HTTPHeader) -> Bool {
    !header.name.isEmpty && header.name.utf8.allSatisfy { (0x21...0x7e).contains($0) && $0 != 0x3a }
      && header.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
  }

  /// Sets every option but the callbacks.
  func apply(
    to easy: OpaquePointer, request: HTTPRequest, origin: Origin, headerLines: OpaquePointer?
  ) throws(HTTPFailure) {
    var codes = [
      ct_set_url(easy, request.url),
      ct_set_path_as_is(easy),
      ct_set_protocols(easy, origin.scheme.rawValue),
      ct_set_http_1_1(easy),
      ct_set_headers(easy, headerLines),
      ct_set_user_agent(easy, userAgent),
      ct_set_no_signal(easy),
      ct_set_quick_exit(easy),
      ct_set_buffer_size(easy, Self.receiveBufferBytes),
      ct_set_connect_timeout(easy, max(1, request.connectTimeoutMilliseconds)),
      ct_set_keep_alive(easy, Self.keepAliveIdleSeconds, Self.keepAliveIntervalSeconds),
      ct_set_tls_1_2_or_newer(easy),
      ct_set_no_redirects(easy),
      ct_set_proxy(easy, proxy?.url ?? ""),
      ct_set_hide_proxy_headers(easy),
      ct_set_max_idle_age(easy, ConnectionLedger.maximumIdleSeconds),
    ]
    if let trust { codes.append(ct_set_trust(easy, trust.file, trust.directory)) }
    if freshConnection { codes.append(ct_set_fresh_connection(easy)) }
    codes += Self.applyMethod(of: request, to: easy)
    if let code = codes.first(where: { $0 != CT_OK }) { throw .refusedOption(code) }
  }

  private static func applyMethod(of request: HTTPRequest, to easy: OpaquePointer) -> [Int32] {
    if request.method == "HEAD" { return [ct_set_head(easy)] }
    if request.method == "GET", request.body.isEmpty { return [ct_set_get(easy)] }
    let post = request.body.withUnsafeBytes { bytes in
      ct_set_post(easy, bytes.baseAddress, Int64(bytes.count))
    }
    return request.method == "POST" ? [post] : [post, ct_set_custom_method(easy, request.method)]
  }
}

extension HTTPFailure {
  /// libcurl does not know an option (48) or lacks memory.
  static func refusedOption(_ code: Int32) -> HTTPFailure {
    HTTPFailure(
      .library, "libcurl refused the request (error \(code)); version 7.85 or newer is needed.")
  }
}
