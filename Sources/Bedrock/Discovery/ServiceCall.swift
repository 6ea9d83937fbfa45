import Engine
import Wire

/// One call of an AWS service, without its proof of identity. Pure.
struct ServiceCall: Hashable, Sendable {
  var method = "GET"
  var service: AWSService
  var endpoint: Endpoint
  /// Scope of the signature.
  var region: String
  /// Percent-encoded, with the endpoint's own path, without the query.
  var path: String
  /// Canonical, without `?`; see `query(_:)`.
  var query = ""
  /// Lower-case names, without `host`.
  var headers: [HTTPHeader] = []
  var body: [UInt8] = []

  /// The query that `items` make: sorted and encoded as signatures want it.
  static func query(_ items: [(name: String, value: String)]) -> String {
    items.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
      .sorted().joined(separator: "&")
  }

  /// The headers with a signature, made for this moment.
  func signed(with keys: SigV4Credentials, unixSeconds: Int) -> [HTTPHeader] {
    let signer = SigV4Signer(
      credentials: keys, region: region, service: service.signingName ?? "bedrock")
    let request = SigV4Request(
      method: method, path: path, query: query,
      headers: [(name: "host", value: endpoint.hostHeader)]
        + headers.map { (name: $0.name, value: $0.value) },
      body: body)
    return headers
      + signer.headers(for: request, unixSeconds: unixSeconds).map {
        HTTPHeader($0.name, $0.value)
      }
  }

  /// The call as it is sent. `timeoutMilliseconds`: longest silence.
  func request(
    by credentials: Credentials, unixSeconds: Int, timeoutMilliseconds: Int
  ) -> HTTPRequest {
    let headers =
      switch credentials {
      case .keys(let id, let secret, let token):
        signed(
          with: SigV4Credentials(
            accessKeyID: id, secretAccessKey: secret.reveal(), sessionToken: token?.reveal()),
          unixSeconds: unixSeconds)
      case .bearer(let token):
        self.headers + [HTTPHeader("authorization", "Bearer \(token.reveal())")]
      case .apiKey(let key): self.headers + [HTTPHeader("x-api-key", key.reveal())]
      }
    return HTTPRequest(
      method: method,
      url: endpoint.origin + path + (query.isEmpty ? "" : "?" + query),
      headers: headers, body: body,
      firstByteTimeoutMilliseconds: timeoutMilliseconds,
      idleTimeoutMilliseconds: timeoutMilliseconds)
  }
}
