import Wire

/// Checks who sends a request: SigV4, a Bedrock API key or a key of the direct
/// API. Refusals are the service's own (bedrock-wire 7.2).
struct SignatureVerifier: Sendable {
  var configuration: EmulatorConfiguration

  /// Service names that a scope may hold; empty: any.
  var services: Set<String> = []

  /// Who sent `request`, by `Authorization` and its relatives. `unixSeconds`
  /// is our clock.
  func verify(
    _ request: ReceivedRequest, unixSeconds: Int
  ) throws(ServiceFailure) -> RequestIdentity {
    guard let authorization = request.header("authorization") else {
      throw .authentication("MissingAuthenticationTokenException", "Missing Authentication Token")
    }
    if authorization.hasPrefix("Bearer ") || authorization == "Bearer" {
      return try verify(bearer: String(authorization.dropFirst("Bearer ".count)))
    }
    return try verify(request, signature: Authorization(authorization), unixSeconds: unixSeconds)
  }

  private func verify(bearer token: String) throws(ServiceFailure) -> RequestIdentity {
    let isKnown = configuration.bearerTokens?.contains(token) ?? !token.trimmingBlanks().isEmpty
    guard isKnown else {
      throw .authentication(
        "AccessDeniedException", "Authentication failed: Please make sure your API Key is valid.")
    }
    return .bearer
  }

  private func verify(
    _ request: ReceivedRequest, signature: Authorization, unixSeconds: Int
  ) throws(ServiceFailure) -> RequestIdentity {
    guard let stamp = request.header("x-amz-date"), let signed = ServiceTime.seconds(ofStamp: stamp)
    else {
      throw .authentication(
        "IncompleteSignatureException",
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
    }
    let key = try self.key(of: signature, request: request)
    try checkScope(signature, stamp: stamp)
    try checkClock(signed: signed, now: unixSeconds)
    try checkSignedHeaders(signature, request)

    let canonical = CanonicalRequest(
      request, signedHeaders: signature.signedHeaders,
      bodyHash: SHA256.hexDigest(request.body))
    let toSign = [
      "AWS4-HMAC-SHA256", stamp, signature.scope.joined(separator: "/"),
      SHA256.hexDigest(Array(canonical.text.utf8)),
    ].joined(separator: "\n")
    var chain = Array("AWS4\(key.secret)".utf8)
    for part in signature.scope { chain = HMACSHA256.authenticate(Array(part.utf8), key: chain) }
    let expected = Hex.encode(HMACSHA256.authenticate(Array(toSign.utf8), key: chain))
    guard expected == signature.signature else {
      throw .authentication(
        "InvalidSignatureException",
        """
        The request signature we calculated does not match the signature you provided. \
        Check your AWS Secret Access Key and signing method. \
        Consult the service documentation for details.

        The Canonical String for this request should have been
        '\(canonical.text)'

        The String-to-Sign should have been
        '\(toSign)'

        """)
    }
    return .signature(
      accessKeyID: signature.accessKeyID, region: signature.scope[1], service: signature.scope[2])
  }

  private func key(
    of signature: Authorization, request: ReceivedRequest
  ) throws(ServiceFailure) -> EmulatorConfiguration.AccessKey {
    let unknown = ServiceFailure.authentication(
      "UnrecognizedClientException", "The security token included in the request is invalid.")
    guard let keys = configuration.accessKeys else {
      return EmulatorConfiguration.AccessKey(secret: EmulatorConfiguration.demoSecret)
    }
    guard let key = keys[signature.accessKeyID] else { throw unknown }
    if key.isExpired {
      throw .authentication(
        "ExpiredTokenException", "The security token included in the request is expired")
    }
    if let token = key.sessionToken, request.header("x-amz-security-token") != token {
      throw unknown
    }
    return key
  }

  private func checkScope(_ signature: Authorization, stamp: String) throws(ServiceFailure) {
    let name = "InvalidSignatureException"
    guard signature.scope[0] == stamp.prefix(8) else {
      throw .authentication(
        name,
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
          + "'\(signature.scope[0])' != '\(stamp.prefix(8))', from '\(stamp)'.")
    }
    guard services.isEmpty || services.contains(signature.scope[2]) else {
      throw .authentication(
        name,
        "Credential should be scoped to correct service: '\(services.sorted().joined(separator: "' or '"))'. "
      )
    }
    guard signature.scope[3] == "aws4_request" else {
      throw .authentication(
        name, "Credential should be scoped with a valid terminator: 'aws4_request'. ")
    }
  }

  private func checkClock(signed: Int, now: Int) throws(ServiceFailure) {
    let skew = configuration.clockSkewSeconds
    let minutes = "\(skew / 60) min."
    if signed < now - skew {
      throw .authentication(
        "InvalidSignatureException",
        "Signature expired: \(ServiceTime.stamp(signed)) is now earlier than "
          + "\(ServiceTime.stamp(now - skew)) (\(ServiceTime.stamp(now)) - \(minutes))")
    }
    if signed > now + skew {
      throw .authentication(
        "InvalidSignatureException",
        "Signature not yet current: \(ServiceTime.stamp(signed)) is still later than "
          + "\(ServiceTime.stamp(now + skew)) (\(ServiceTime.stamp(now)) + \(minutes))")
    }
  }

  /// `host` and every `x-amz-` header that is sent must be signed.
  private func checkSignedHeaders(
    _ signature: Authorization, _ request: ReceivedRequest
  ) throws(ServiceFailure) {
    let signed = Set(signature.signedHeaders)
    let sent = request.headers.map(\.name)
    for name in ["host"] + sent.filter({ $0.hasPrefix("x-amz-") }) where !signed.contains(name) {
      throw .authentication(
        "InvalidSignatureException",
        "'\(name)' must be a 'SignedHeader' in the AWS Authorization.")
    }
    guard signature.signedHeaders == signature.signedHeaders.sorted() else {
      throw .authentication("InvalidSignatureException", "SignedHeaders is not in order.")
    }
  }
}

/// The parts of a SigV4 `Authorization` header.
private struct Authorization {
  var accessKeyID: String
  /// Date, region, service, terminator: always four.
  var scope: [String]
  var signedHeaders: [String]
  var signature: String

  init(_ header: String) throws(ServiceFailure) {
    let scheme = "AWS4-HMAC-SHA256"
    guard header.hasPrefix(scheme + " ") else {
      throw .authentication(
        "IncompleteSignatureException", "Unsupported AWS 'algorithm': '\(header.prefix(40))'.")
    }
    var fields: [String: String] = [:]
    for part in header.dropFirst(scheme.count).split(separator: ",") {
      let pair = part.trimmingBlanks().split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { fields[String(pair[0])] = String(pair[1]) }
    }
    var missing: [String] = []
    for name in ["Credential", "Signature", "SignedHeaders"] where fields[name]?.isEmpty ?? true {
      missing.append("Authorization header requires '\(name)' parameter.")
    }
    // The access key may hold slashes in theory only; the scope is the last four.
    let credential = (fields["Credential"] ?? "").split(
      separator: "/", omittingEmptySubsequences: false
    ).map(String.init)
    guard missing.isEmpty, credential.count == 5 else {
      if missing.isEmpty {
        missing = ["Credential must have exactly 5 slash-delimited elements."]
      }
      throw .authentication("IncompleteSignatureException", missing.joined(separator: " "))
    }
    accessKeyID = credential[0]
    scope = Array(credential[1...])
    signedHeaders = (fields["SignedHeaders"] ?? "").split(separator: ";").map(String.init)
    signature = fields["Signature"] ?? ""
  }
}

/// Who sent a request.
public enum RequestIdentity: Hashable, Sendable {
  /// A signature that was recomputed and agreed.
  case signature(accessKeyID: String, region: String, service: String)
  /// A Bedrock API key.
  case bearer
  /// A key of the direct API.
  case apiKey
}
