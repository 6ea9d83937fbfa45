public import Bedrock

// Transport: HTTP/1.1 by libcurl on one thread of its own.
//
//   CurlTransport     the port's implementation; what other targets use
//   CurlDriver        queue of commands and wake-up of the network thread
//   CurlLoop          that thread: multi handle, transfers, time
//   CurlTransfer      one easy handle, its callbacks; EasySettings its options
//   Exchange          what the reading task and the network thread share
//   Origin, IPAddress which URLs may be used; ProxySettings, TrustSettings
//   Watchdog, ConnectionLedger, SuspendDetector, ResponseHead,
//   TransferFailure   the decisions, as pure values
//
// It knows neither JSON nor AWS.

/// How the transport behaves; fixed for its life.
public struct TransportConfiguration: Sendable {
  /// `adit/<version>`.
  public var userAgent: String
  /// Which proxy leads where.
  public var proxies: ProxySettings
  /// Whose certificates are believed.
  public var trust: TrustSettings
  /// Told about every transfer that ended; called on the network thread, so
  /// it must not block.
  public var log: (@Sendable (TransferRecord) -> Void)?

  /// libcurl's name for the dynamic linker.
  var libraryName = "libcurl.so.4"
  /// The machine's clocks.
  var readClocks: @Sendable () -> SuspendDetector.Reading = { .now() }

  /// A configuration; proxies and certificates are read from `environment`,
  /// certificates from the AWS profile too.
  public init(
    userAgent: String, environment: [String: String], profileBundle: CertificateBundle? = nil,
    log: (@Sendable (TransferRecord) -> Void)? = nil
  ) {
    self.userAgent = userAgent
    proxies = ProxySettings(environment: environment)
    trust = TrustSettings(environment: environment, profileBundle: profileBundle)
    self.log = log
  }
}

/// HTTP through libcurl. The library is loaded, and the network thread
/// started, by the first request or prewarm. Both end with the last reference
/// to the transport; a body is one.
public final class CurlTransport: HTTPTransport {
  private let driver: CurlDriver

  /// A transport; does nothing yet.
  public init(configuration: TransportConfiguration) {
    driver = CurlDriver(configuration: configuration)
  }

  deinit { driver.stop() }

  /// Sends `request`; returns when the final response's headers are in.
  /// - Throws: `HTTPFailure`; `.cancelled` when the task is cancelled, with
  ///   the connection closed at once.
  public func open(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let origin = try Origin(url: request.url)
    let exchange = Exchange(driver: driver)
    driver.send(.start(exchange, request, origin))
    let head = try await exchange.head()
    return HTTPResponse(
      status: head.status, headers: head.headers,
      body: CurlBody(exchange: exchange, transport: self))
  }

  /// Opens a connection to the origin of `url` with an unsigned `HEAD /`,
  /// unless one is being opened or was used within 50 s. Never fails visibly.
  public func prewarm(url: String) {
    guard let origin = try? Origin(url: url) else { return }
    driver.send(.prewarm(origin))
  }
}

/// The body of a response; dropping it closes the connection.
private final class CurlBody: HTTPBody {
  private let exchange: Exchange
  private let transport: CurlTransport

  init(exchange: Exchange, transport: CurlTransport) {
    self.exchange = exchange
    self.transport = transport
  }

  deinit { exchange.cancel() }

  func next() async throws(HTTPFailure) -> [UInt8]? { try await exchange.next() }

  func cancel() { exchange.cancel() }
}
