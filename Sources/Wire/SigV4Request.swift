/// The keys that sign requests.
public struct SigV4Credentials: Hashable, Sendable {
  /// Public part of the key.
  public var accessKeyID: String
  /// Secret part of the key.
  public var secretAccessKey: String
  /// Token of temporary keys.
  public var sessionToken: String?

  /// Keys.
  public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
  }
}

/// A request as the signer sees it.
public struct SigV4Request: Hashable, Sendable {
  /// `GET`, `POST` …
  public var method: String
  /// Path as it goes on the request line, percent-encoded, without the query.
  public var path: String
  /// Query as it goes on the request line, canonical already, without `?`.
  public var query: String
  /// Every header to be signed, `host` among them, in request order.
  public var headers: [(name: String, value: String)]
  /// The whole body, hashed as it is.
  public var body: [UInt8]

  /// A request.
  public init(
    method: String, path: String, query: String = "", headers: [(name: String, value: String)],
    body: [UInt8]
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// Equal in every member.
  public static func == (left: SigV4Request, right: SigV4Request) -> Bool {
    left.method == right.method && left.path == right.path && left.query == right.query
      && left.body == right.body && left.headers.elementsEqual(right.headers, by: ==)
  }

  /// Hashes the request line.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(method)
    hasher.combine(path)
    hasher.combine(query)
  }
}
