internal import Bedrock
internal import Engine
internal import Synchronization
internal import Transport
internal import Wire

/// Numbers the transfers, tells each trace how its own ended, and logs all.
final class TransferLog: Sendable {
  private struct State {
    var last = 0
    /// Transfers that go on, by number; each leaves with its end.
    var open: [Int: RequestTrace] = [:]
  }

  let log: any EventLog
  private let state = Mutex(State())

  init(log: any EventLog) { self.log = log }

  /// A number for a transfer that begins now, for the running attempt.
  func begin() -> Int {
    let trace = RequestTrace.current
    let number = state.withLock { state in
      state.last += 1
      if let trace { state.open[state.last] = trace }
      return state.last
    }
    trace?.began(number)
    return number
  }

  /// A transfer that failed before or after it began; idempotent.
  func forget(_ number: Int) { state.withLock { $0.open[number] = nil } }

  /// Hears of every transfer's end, on the network thread.
  func ended(_ record: TransferRecord) {
    state.withLock { $0.open.removeValue(forKey: record.logNumber) }?.ended(record)
    let event = Self.event(of: record)
    if log.isEnabled(event.level) { log.record(event) }
  }

  /// Transfers are details, unless one failed.
  static func event(of record: TransferRecord) -> LogEvent {
    let failed = record.failure != nil && record.failure != .cancelled
    return LogEvent(
      failed ? .warn : .debug, record.isPrewarm ? "prewarm" : "transfer",
      JSONObject([
        "transfer": record.logNumber == 0 ? nil : .of(record.logNumber),
        "method": .of(record.method), "authority": .of(record.authority),
        "status": record.status == 0 ? nil : .of(record.status),
        "failure": record.failure.map { .of($0.logWord) }, "reuse": .bool(record.reusedConnection),
        "bytes_out": .of(record.sentBytes), "bytes_in": .of(record.receivedBytes),
      ]).adding(Self.times(of: record)))
  }

  /// Milliseconds from the start to each step; those not reached are left out.
  static func times(of record: TransferRecord) -> JSONObject {
    func milliseconds(_ microseconds: Int) -> JSONValue? {
      microseconds > 0 ? .number(JSONNumber(Double(microseconds / 100) / 10)) : nil
    }
    return JSONObject([
      "dns_ms": milliseconds(record.nameLookupMicroseconds),
      "connect_ms": milliseconds(record.connectMicroseconds),
      "tls_ms": milliseconds(record.tlsMicroseconds),
      "headers_ms": milliseconds(record.firstByteMicroseconds),
      "total_ms": milliseconds(record.totalMicroseconds),
    ])
  }
}

extension HTTPFailure.Code {
  /// A stable word for the log.
  var logWord: String {
    switch self {
    case .cancelled: "cancelled"
    case .nameResolution: "name_resolution"
    case .refused: "refused"
    case .connectTimeout: "connect_timeout"
    case .untrustedCertificate: "untrusted_certificate"
    case .foreignCertificate: "foreign_certificate"
    case .unusableTrust: "unusable_trust"
    case .plainAnswer: "plain_answer"
    case .tls: "tls"
    case .proxy(let status): status == 0 ? "proxy" : "proxy_\(status)"
    case .firstByteTimeout: "first_byte_timeout"
    case .idleTimeout: "idle_timeout"
    case .reset: "reset"
    case .truncatedBody: "truncated_body"
    case .forbiddenURL: "forbidden_url"
    case .library: "library"
    }
  }
}

extension JSONObject {
  /// These members and those of `other` behind them.
  func adding(_ other: JSONObject) -> JSONObject {
    var sum = self
    for member in other.members { sum[member.name] = member.value }
    return sum
  }
}
