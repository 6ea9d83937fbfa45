import Bedrock
import CTransport
import Glibc

/// One easy handle and what belongs to it. Lives on the network thread alone
/// (deliberately not `Sendable`).
///
/// libcurl holds unretained pointers to this object; the loop keeps it alive
/// until `close()` has freed the handle, and calls `close()` exactly once.
final class CurlTransfer {
  /// Above this many unread bytes the socket is no longer read. The reader
  /// takes everything at once, so it is also the bound of memory: this plus
  /// one buffer of libcurl's.
  static let pauseBytes = 1024 * 1024

  let request: HTTPRequest
  let origin: Origin
  /// `nil` for a connection opened ahead of need.
  let exchange: Exchange?
  let easy: OpaquePointer
  let proxy: ProxySettings.Proxy?
  var watchdog: Watchdog

  private(set) var isPaused = false
  private(set) var head: ResponseHead?
  private var parser = ResponseHeadParser()
  private var isHeadNew = false
  private var hasActivity = false
  /// Bytes that arrived since the last delivery.
  private var arrived: [UInt8] = []
  /// Unread bytes as of the last delivery; the reader may have taken them.
  private var unreadBytes = 0
  private(set) var receivedBytes = 0
  private var ownProblem: HTTPFailure?
  private var headerLines: OpaquePointer?
  private let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CT_ERROR_SIZE))

  /// - Throws: `.library` if libcurl refuses the request.
  init(
    exchange: Exchange?, request: HTTPRequest, origin: Origin,
    settings: EasySettings, now: SuspendingClock.Instant
  ) throws(HTTPFailure) {
    guard let easy = ct_easy_new() else {
      errorBuffer.deallocate()
      throw HTTPFailure(.library, "libcurl is out of memory.")
    }
    self.easy = easy
    self.exchange = exchange
    self.request = request
    self.origin = origin
    proxy = settings.proxy
    watchdog = Watchdog(request: request, now: now)
    errorBuffer.initialize(repeating: 0, count: Int(CT_ERROR_SIZE))
    do throws(HTTPFailure) {
      headerLines = try settings.headerLines(of: request)
      try settings.apply(to: easy, request: request, origin: origin, headerLines: headerLines)
      try attachCallbacks()
    } catch {
      close()
      throw error
    }
  }

  private func attachCallbacks() throws(HTTPFailure) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    let codes = [
      ct_set_body_function(easy, receiveBody, context),
      ct_set_header_function(easy, receiveHeaderLine, context),
      ct_set_socket_function(easy, openSocket),
      ct_set_error_buffer(easy, errorBuffer),
    ]
    if let code = codes.first(where: { $0 != CT_OK }) { throw .refusedOption(code) }
  }

  /// Frees the handle; it must not be in a multi handle any more.
  func close() {
    ct_easy_free(easy)
    ct_lines_free(headerLines)
    errorBuffer.deallocate()
  }

  // MARK: called by libcurl

  /// Takes bytes of the body, or all of none when the reader has enough.
  fileprivate func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
    hasActivity = true
    guard exchange != nil else { return bytes.count }
    if arrived.count + unreadBytes >= Self.pauseBytes {
      isPaused = true
      watchdog.pause()
      return Int(CT_WRITE_PAUSE)
    }
    arrived.append(contentsOf: bytes)
    receivedBytes += bytes.count
    return bytes.count
  }

  /// Takes a header line; 0 makes libcurl give up.
  fileprivate func receiveHeader(_ line: UnsafeRawBufferPointer) -> Int {
    hasActivity = true
    switch parser.feed(line) {
    case .more:
      return line.count
    case .final(let head):
      self.head = head
      isHeadNew = true
      return line.count
    case .tooLarge:
      ownProblem = HTTPFailure(
        .library, "The headers of \(origin.authority) exceed any reasonable size.")
      return 0
    }
  }

  // MARK: called by the loop

  /// A long upload is not silence. Asked at every turn while there is
  /// something to send: asked only at the deadline, progress of long ago would
  /// count from then and double the limit.
  func observeUpload(now: SuspendingClock.Instant) {
    guard watchdog.uploadedBytes < request.body.count else { return }
    watchdog.sawUpload(total: ct_get_uploaded_bytes(easy), at: now)
  }

  /// Hands what has arrived to the reader. A reader that was faster than the
  /// pause gets the transfer going again at once.
  func deliver(end: Exchange.End? = nil, now: SuspendingClock.Instant) {
    while hasActivity || end != nil {
      hasActivity = false
      if isHeadNew { watchdog.sawHead(at: now) } else { watchdog.sawActivity(at: now) }
      let delivered = exchange?.deliver(
        head: isHeadNew ? head : nil, bytes: &arrived, end: end, isPaused: isPaused,
        pauseBytes: Self.pauseBytes)
      isHeadNew = false
      unreadBytes = delivered?.unreadBytes ?? 0
      guard end == nil else { return }
      if isPaused, delivered?.mayStayPaused == false { resume(now: now) }
    }
  }

  /// Reads on after a pause. libcurl delivers what it kept from within.
  func resume(now: SuspendingClock.Instant) {
    guard isPaused else { return }
    isPaused = false
    unreadBytes = 0
    watchdog.resume(at: now)
    _ = ct_easy_resume(easy)
  }

  /// The failure of a result that is not CT_OK.
  func failure(result: Int32) -> HTTPFailure {
    if var problem = ownProblem {
      problem.receivedBytes = receivedBytes
      return problem
    }
    let words = String(cString: errorBuffer)
    let failure = TransferFailure(
      result: result, origin: origin, proxyName: proxy?.displayName,
      proxyStatus: Int(ct_get_proxy_status(easy)),
      wasResolved: ct_get_name_lookup_time(easy) > 0,
      wasConnected: ct_get_connect_time(easy) > 0, wasSecured: ct_get_tls_time(easy) > 0,
      detail: proxy?.withoutCredentials(words) ?? words, receivedBytes: receivedBytes
    ).httpFailure
    guard watchdog.isAfterSleep, failure.code == .reset || failure.code == .truncatedBody else {
      return failure
    }
    return HTTPFailure(
      failure.code, "The machine slept, and the connection to \(origin.authority) broke.",
      receivedBytes: receivedBytes)
  }

  /// Whether TCP, and TLS if the scheme has it, are up.
  var isSecured: Bool {
    switch origin.scheme {
    case .http: ct_get_connect_time(easy) > 0
    case .https: ct_get_tls_time(easy) > 0
    }
  }

  /// The line for the log.
  func record(failure: HTTPFailure?) -> TransferRecord {
    TransferRecord(
      logNumber: request.logNumber, method: request.method, authority: origin.authority,
      isPrewarm: exchange == nil,
      status: head?.status ?? 0, failure: failure?.code,
      reusedConnection: head != nil && ct_get_connection_count(easy) == 0,
      receivedBytes: receivedBytes,
      sentBytes: Int(ct_get_uploaded_bytes(easy)),
      nameLookupMicroseconds: Int(ct_get_name_lookup_time(easy)),
      connectMicroseconds: Int(ct_get_connect_time(easy)),
      tlsMicroseconds: Int(ct_get_tls_time(easy)),
      firstByteMicroseconds: Int(ct_get_first_byte_time(easy)),
      totalMicroseconds: Int(ct_get_total_time(easy)))
  }
}

// The callbacks are free functions: a closure literal could carry an executor
// check that traps on this thread.

private func receiveBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let bytes, let context else { return 0 }
  return Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    .receive(UnsafeRawBufferPointer(start: bytes, count: size * count))
}

private func receiveHeaderLine(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let bytes, let context else { return 0 }
  return Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    .receiveHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
}

/// Opens close-on-exec: libcurl sets the flag itself only since 8.19, and a
/// socket inherited by a tool keeps a cancelled connection open (measured).
private func openSocket(
  _ context: UnsafeMutableRawPointer?, _ purpose: Int32,
  _ address: UnsafeMutablePointer<ct_socket_address>?
) -> Int32 {
  guard let address = address?.pointee else { return Int32(CT_SOCKET_BAD) }
  return socket(
    address.family, address.socktype | Int32(SOCK_CLOEXEC.rawValue), address.protocol)
}
