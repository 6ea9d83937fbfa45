import Wire

/// What proves that the sender of one request holds a key (DPoP, RFC 9449).
struct ProofOfPossession: Hashable, Sendable {
  var method: String
  /// Of the request, without query.
  var url: String
  var unixSeconds: Int
  /// Different for each request.
  var id: String

  /// The proof as a JSON Web Token (RFC 7519), signed with ES256.
  func token(signedWith key: ES256PrivateKey) throws(ES256PrivateKey.KeyError) -> String {
    let header: JSONValue = [
      "typ": "dpop+jwt", "alg": "ES256",
      "jwk": [
        "kty": "EC", "x": .string(Base64URL.encode(key.x)), "y": .string(Base64URL.encode(key.y)),
        "crv": "P-256",
      ],
    ]
    let payload: JSONValue = [
      "htm": .string(method), "htu": .string(url), "iat": .number(JSONNumber(unixSeconds)),
      "jti": .string(id),
    ]
    let signed =
      Base64URL.encode(header.serialized()) + "." + Base64URL.encode(payload.serialized())
    return signed + "." + Base64URL.encode(try key.signature(of: Array(signed.utf8)))
  }
}
