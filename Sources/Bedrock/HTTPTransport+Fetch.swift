/// A response that has been read whole; for the small calls that credentials
/// and listings make.
public struct HTTPDocument: Hashable, Sendable {
  /// The final status.
  public var status: Int
  /// Names in lower case, in order of arrival.
  public var headers: [HTTPHeader]
  /// At most the bound of the call.
  public var body: [UInt8]

  /// A document.
  public init(status: Int, headers: [HTTPHeader], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of that name (lower case), if any.
  public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

extension HTTPTransport {
  /// Sends `request` and reads the answer, of which no more than
  /// `maximumBytes` are kept. The request's own watchdogs are its deadline.
  public func fetch(
    _ request: HTTPRequest, maximumBytes: Int = 1 << 20
  ) async throws(HTTPFailure) -> HTTPDocument {
    let response = try await open(request)
    var body: [UInt8] = []
    while body.count < maximumBytes, let bytes = try await response.body.next() {
      body += bytes.prefix(maximumBytes - body.count)
    }
    if body.count >= maximumBytes { response.body.cancel() }
    return HTTPDocument(status: response.status, headers: response.headers, body: body)
  }
}
