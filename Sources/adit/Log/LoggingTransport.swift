internal import Bedrock
internal import Engine
internal import Synchronization
internal import Transport

/// HTTP with everything that goes over it told to the log: each transfer, and
/// with `BEDROCK_DEBUG` what was said in it.
struct LoggingTransport: HTTPTransport {
  private let inner: any HTTPTransport
  private let transfers: TransferLog
  private let dumpsWire: Bool

  /// `inner` must tell `transfers` how each transfer ended.
  init(_ inner: any HTTPTransport, transfers: TransferLog, dumpsWire: Bool) {
    self.inner = inner
    self.transfers = transfers
    self.dumpsWire = dumpsWire
  }

  /// libcurl, as `configuration` has it, under a log.
  static func overCurl(
    _ configuration: TransportConfiguration, log: any EventLog, dumpsWire: Bool
  ) -> LoggingTransport {
    let transfers = TransferLog(log: log)
    var configuration = configuration
    configuration.log = transfers.ended
    return LoggingTransport(
      CurlTransport(configuration: configuration), transfers: transfers, dumpsWire: dumpsWire)
  }

  func open(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let trace = RequestTrace.current
    var request = request
    request.logNumber = transfers.begin()
    if dumpsWire { transfers.log.record(WireDump.request(request)) }
    do throws(HTTPFailure) {
      let response = try await inner.open(request)
      trace?.answered(request.logNumber, status: response.status, headers: response.headers)
      return dumpsWire ? dumped(response, number: request.logNumber) : response
    } catch {
      transfers.forget(request.logNumber)
      if dumpsWire { transfers.log.record(WireDump.failure(error, number: request.logNumber)) }
      throw error
    }
  }

  func prewarm(url: String) { inner.prewarm(url: url) }

  private func dumped(_ response: HTTPResponse, number: Int) -> HTTPResponse {
    transfers.log.record(WireDump.head(response, number: number))
    var response = response
    response.body = DumpedBody(
      response.body, contentType: response.header("content-type") ?? "", number: number,
      log: transfers.log)
    return response
  }
}

/// A body that keeps its beginning for the log.
private final class DumpedBody: HTTPBody {
  private struct State {
    var kept: [UInt8] = []
    var total = 0
    var isTold = false
  }

  private let inner: any HTTPBody
  private let contentType: String
  private let number: Int
  private let log: any EventLog
  private let state = Mutex(State())

  init(_ inner: any HTTPBody, contentType: String, number: Int, log: any EventLog) {
    self.inner = inner
    self.contentType = contentType
    self.number = number
    self.log = log
  }

  deinit { tell(ending: "dropped") }

  func next() async throws(HTTPFailure) -> [UInt8]? {
    do throws(HTTPFailure) {
      guard let bytes = try await inner.next() else {
        tell(ending: "complete")
        return nil
      }
      state.withLock { state in
        state.total += bytes.count
        state.kept += bytes.prefix(max(0, WireDump.maximumBodyBytes - state.kept.count))
      }
      return bytes
    } catch {
      tell(ending: error.code.logWord)
      throw error
    }
  }

  func cancel() {
    inner.cancel()
    tell(ending: "cancelled")
  }

  private func tell(ending: String) {
    let body = state.withLock { state -> WireDump.Body? in
      guard !state.isTold else { return nil }
      state.isTold = true
      defer { state.kept = [] }
      return WireDump.Body(
        bytes: state.kept, total: state.total, contentType: contentType, ending: ending)
    }
    if let body { log.record(WireDump.body(body, number: number)) }
  }
}
