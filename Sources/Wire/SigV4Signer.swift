/// AWS Signature Version 4 (aws-auth-and-http 1.2), for every service but S3:
/// the path is encoded once more, the hash of the whole body is signed.
public struct SigV4Signer: Sendable {
  /// The keys to sign with.
  public var credentials: SigV4Credentials
  /// `us-east-1`.
  public var region: String
  /// `bedrock`.
  public var service: String

  /// A signer for one scope.
  public init(credentials: SigV4Credentials, region: String, service: String) {
    self.credentials = credentials
    self.region = region
    self.service = service
  }

  /// The headers to add to `request`: `X-Amz-Date`, `X-Amz-Security-Token`
  /// where there is a token, `Authorization`. `unixSeconds` is the time of
  /// signing, UTC.
  public func headers(
    for request: SigV4Request, unixSeconds: Int
  ) -> [(name: String, value: String)] {
    let time = SigV4Time(unixSeconds: unixSeconds)
    let signed = signedHeaders(of: request, time: time)
    let text = stringToSign(
      canonicalRequest: canonicalRequest(request, signed: signed), unixSeconds: unixSeconds)
    let signature = Hex.encode(
      HMACSHA256.authenticate(Array(text.utf8), key: signingKey(date: time.date)))
    let authorization =
      "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope(date: time.date)), "
      + "SignedHeaders=\(names(signed)), Signature=\(signature)"
    return addedHeaders(time: time) + [(name: "Authorization", value: authorization)]
  }

  /// The canonical form of `request` as it is signed at `unixSeconds`; holds no
  /// secret but the session token.
  public func canonicalRequest(_ request: SigV4Request, unixSeconds: Int) -> String {
    let signed = signedHeaders(of: request, time: SigV4Time(unixSeconds: unixSeconds))
    return canonicalRequest(request, signed: signed)
  }

  /// What the signature is computed from.
  public func stringToSign(canonicalRequest: String, unixSeconds: Int) -> String {
    let time = SigV4Time(unixSeconds: unixSeconds)
    let hash = SHA256.hexDigest(Array(canonicalRequest.utf8))
    return "AWS4-HMAC-SHA256\n\(time.dateTime)\n\(scope(date: time.date))\n\(hash)"
  }

  /// The key of a day (`20261121`), 32 bytes.
  func signingKey(date: String) -> [UInt8] {
    [date, region, service, "aws4_request"].reduce(
      Array("AWS4\(credentials.secretAccessKey)".utf8)
    ) { key, part in HMACSHA256.authenticate(Array(part.utf8), key: key) }
  }

  private func scope(date: String) -> String { "\(date)/\(region)/\(service)/aws4_request" }

  private func addedHeaders(time: SigV4Time) -> [(name: String, value: String)] {
    var headers = [(name: "X-Amz-Date", value: time.dateTime)]
    if let token = credentials.sessionToken {
      headers.append((name: "X-Amz-Security-Token", value: token))
    }
    return headers
  }

  private func canonicalRequest(
    _ request: SigV4Request, signed: [(name: String, value: String)]
  ) -> String {
    let lines = signed.map { "\($0.name):\($0.value)\n" }.joined()
    return [
      request.method, SigV4Canonical.path(request.path), SigV4Canonical.query(request.query),
      lines, names(signed), SHA256.hexDigest(request.body),
    ].joined(separator: "\n")
  }

  private func names(_ headers: [(name: String, value: String)]) -> String {
    headers.map(\.name).joined(separator: ";")
  }

  /// Headers in canonical form: names in lower case and sorted, values with
  /// blanks collapsed, repeated names joined in request order.
  private func signedHeaders(
    of request: SigV4Request, time: SigV4Time
  ) -> [(name: String, value: String)] {
    let added = addedHeaders(time: time).map { (name: $0.name.lowercased(), value: $0.value) }
    let replaced = ["x-amz-date", "x-amz-security-token"]
    let given = request.headers.map { (name: $0.name.lowercased(), value: $0.value) }
      .filter { !replaced.contains($0.name) && !SigV4Canonical.unsignedNames.contains($0.name) }
    var values: [String: [String]] = [:]
    for header in given + added {
      values[header.name, default: []].append(SigV4Canonical.headerValue(header.value))
    }
    return values.map { (name: $0.key, value: $0.value.joined(separator: ",")) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
