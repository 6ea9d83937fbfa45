/// A request, ready for the wire. Signing has happened; `url` and `body` are
/// sent byte for byte.
public struct HTTPRequest: Hashable, Sendable {
  /// `GET`, `POST`, `HEAD`, `PUT`.
  public var method: String
  /// Absolute URL, percent-encoded.
  public var url: String
  /// In order; repeated names allowed.
  public var headers: [HTTPHeader]
  /// Sent as it is; `content-length` follows from it.
  public var body: [UInt8]
  /// Longest silence before the response headers, in milliseconds.
  public var firstByteTimeoutMilliseconds: Int
  /// Longest gap between bytes of the body, in milliseconds.
  public var idleTimeoutMilliseconds: Int
  /// Open a new connection even where an idle one is at hand (retries).
  public var freshConnection: Bool
  /// Longest for DNS, TCP and TLS together, in milliseconds.
  public var connectTimeoutMilliseconds: Int
  /// Go straight to the host whatever proxy is set: metadata services must
  /// never be asked through one.
  public var bypassesProxy: Bool
  /// By which the log knows the transfer again; 0: it does not.
  public var logNumber = 0

  /// A request.
  public init(
    method: String, url: String, headers: [HTTPHeader] = [], body: [UInt8] = [],
    firstByteTimeoutMilliseconds: Int = 300_000, idleTimeoutMilliseconds: Int = 300_000,
    connectTimeoutMilliseconds: Int = 10_000, freshConnection: Bool = false,
    bypassesProxy: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.firstByteTimeoutMilliseconds = firstByteTimeoutMilliseconds
    self.idleTimeoutMilliseconds = idleTimeoutMilliseconds
    self.connectTimeoutMilliseconds = connectTimeoutMilliseconds
    self.freshConnection = freshConnection
    self.bypassesProxy = bypassesProxy
  }
}

/// One header line.
public struct HTTPHeader: Hashable, Sendable {
  public var name: String, value: String

  /// A header.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// The port to HTTP.
public protocol HTTPTransport: Sendable {
  /// Sends `request`; returns when the final response's headers are in.
  /// Cancelling the task closes the connection at once and throws
  /// `.cancelled`.
  func open(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse
  /// Opens a connection to the origin of `url` with an unsigned `HEAD /`, so
  /// that the next request finds it. Never fails visibly.
  func prewarm(url: String)
}

/// A response whose body is being read.
public struct HTTPResponse: Sendable {
  /// The final status; interim ones are skipped.
  public var status: Int
  /// Names in lower case, in order of arrival.
  public var headers: [HTTPHeader]
  /// The body, not read yet.
  public var body: any HTTPBody

  /// A response.
  public init(status: Int, headers: [HTTPHeader], body: any HTTPBody) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of that name (lower case), if any.
  public func header(_ name: String) -> String? {
    headers.first { $0.name == name }?.value
  }
}

/// A body, pulled. What is not pulled waits: beyond a bound the transport
/// stops reading the socket.
public protocol HTTPBody: Sendable {
  /// The next bytes; `nil` at the end of the body. Cancelling the task closes
  /// the connection at once and throws `.cancelled`; dropping the body closes
  /// it too.
  func next() async throws(HTTPFailure) -> [UInt8]?
  /// Closes the connection now; idempotent.
  func cancel()
}

/// Why HTTP failed.
public struct HTTPFailure: Error, Hashable, Sendable {
  /// The kinds that are told apart.
  public enum Code: Hashable, Sendable {
    case cancelled
    /// The name could not be resolved.
    case nameResolution
    /// Nobody answers at the address.
    case refused
    /// TCP or TLS took too long.
    case connectTimeout
    /// TLS failed: an untrusted issuer, or another reason.
    case untrustedCertificate, tls
    /// The certificate belongs to another host.
    case foreignCertificate
    /// The file of trusted certificates cannot be used.
    case unusableTrust
    /// The other side does not speak TLS.
    case plainAnswer
    /// The proxy refused, or cannot be found. `status` of its answer or 0.
    case proxy(status: Int)
    case firstByteTimeout, idleTimeout
    /// The connection broke; `receivedBytes` counts bytes of the body.
    case reset
    /// Fewer bytes than `content-length` or the chunk framing promised.
    case truncatedBody
    /// Plain http to a host that is neither loopback nor a metadata address,
    /// or an unusable URL.
    case forbiddenURL
    /// libcurl is missing or answered with an error of its own.
    case library
  }

  /// What kind of failure it is.
  public var code: Code
  /// One sentence with host and port, for people.
  public var message: String
  /// Bytes of the body that had been received.
  public var receivedBytes: Int

  /// A failure.
  public init(_ code: Code, _ message: String, receivedBytes: Int = 0) {
    self.code = code
    self.message = message
    self.receivedBytes = receivedBytes
  }
}
