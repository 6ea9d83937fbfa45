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
      return call.signed(with: keys, unixSeconds: unixSeconds)
    case (.bearer(let token), _):
      return headers + [HTTPHeader("authorization", "Bearer \(token.reveal())")]
    case (.apiKey(let key), _): return headers + [HTTPHeader("x-api-key", key.reveal())]
    case (.keys, .direct):
      throw ModelFailure(
        kind: .credentials, message: "The Anthropic API does not take AWS keys.",
        remedy: "Set ANTHROPIC_API_KEY, or use Bedrock with --api invoke.")
    }
  }

  private var call: ServiceCall {
    ServiceCall(
      method: "POST", service: context.service == .mantle ? .mantle : .runtime, endpoint: endpoint,
      region: region, path: path, headers: headers, body: body)
  }
}
