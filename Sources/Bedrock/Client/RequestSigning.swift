import Engine
import Wire

extension PreparedRequest {
  /// The request with its proof of identity, made for this moment: every
  /// attempt is signed anew, because signatures are good for five minutes.
  func authorized(
    by credentials: Credentials, unixSeconds: Int
  ) throws(ModelFailure) -> [HTTPHeader] {
    switch (credentials, context.service) {
    case (.keys(let id, let secret, let token), .bedrock),
      (.keys(let id, let secret, let token), .mantle):
      let keys = SigV4Credentials(
        accessKeyID: id, secretAccessKey: secret.reveal(), sessionToken: token?.reveal())
      return headers + signature(with: keys, unixSeconds: unixSeconds)
    case (.bearer(let token), _):
      return headers + [HTTPHeader("authorization", "Bearer \(token.reveal())")]
    case (.apiKey(let key), _): return headers + [HTTPHeader("x-api-key", key.reveal())]
    case (.keys, .direct):
      throw ModelFailure(
        kind: .credentials, message: "The Anthropic API does not take AWS keys.",
        remedy: "Set ANTHROPIC_API_KEY, or use Bedrock with --api invoke.")
    }
  }

  private func signature(with keys: SigV4Credentials, unixSeconds: Int) -> [HTTPHeader] {
    let service = context.service == .mantle ? AWSService.mantle : .runtime
    let signer = SigV4Signer(
      credentials: keys, region: region, service: service.signingName ?? "bedrock")
    let request = SigV4Request(
      method: "POST", path: path,
      headers: [(name: "host", value: endpoint.hostHeader)]
        + headers.map { (name: $0.name, value: $0.value) },
      body: body)
    return signer.headers(for: request, unixSeconds: unixSeconds).map {
      HTTPHeader($0.name, $0.value)
    }
  }
}
