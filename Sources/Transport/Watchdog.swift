import Bedrock

/// Decides when a transfer has been silent for too long. libcurl's own
/// LOW_SPEED timer fires 2–6 s late and cannot tell waiting for the first byte
/// from a stall (measured, aws-auth-and-http.md 4.8).
///
/// It counts from the last byte seen; while the reader is the one who pauses,
/// it does not run.
struct Watchdog {
  private enum Phase {
    case head, body
  }

  let firstByteLimit: Duration
  let idleLimit: Duration
  private var phase = Phase.head
  private var isPaused = false
  /// Whether the machine slept since the last byte.
  private(set) var isAfterSleep = false

  /// How long a connection may be silent after the machine has slept: long
  /// enough for a keep-alive probe or a repeated packet; most are dead.
  static let limitAfterSleep = Duration.seconds(30)

  private var lastActivity: SuspendingClock.Instant
  /// Of the request's body, as far as is known.
  private(set) var uploadedBytes: Int64 = 0

  init(request: HTTPRequest, now: SuspendingClock.Instant) {
    firstByteLimit = .milliseconds(max(1, request.firstByteTimeoutMilliseconds))
    idleLimit = .milliseconds(max(1, request.idleTimeoutMilliseconds))
    lastActivity = now
  }

  /// Bytes arrived.
  mutating func sawActivity(at now: SuspendingClock.Instant) {
    lastActivity = now
    isAfterSleep = false
  }

  /// The machine slept: silence counts from here, and not for long.
  mutating func slept(at now: SuspendingClock.Instant) {
    lastActivity = now
    isAfterSleep = true
  }

  /// The final response's headers are in.
  mutating func sawHead(at now: SuspendingClock.Instant) {
    phase = .body
    sawActivity(at: now)
  }

  /// `total` bytes of the request's body are out; a long upload is not silence.
  mutating func sawUpload(total: Int64, at now: SuspendingClock.Instant) {
    guard total > uploadedBytes else { return }
    uploadedBytes = total
    lastActivity = now
  }

  /// The reader has enough for now.
  mutating func pause() { isPaused = true }

  /// The reader wants more; the silence counts from here.
  mutating func resume(at now: SuspendingClock.Instant) {
    isPaused = false
    lastActivity = now
  }

  /// When the transfer has been silent for too long, if nothing happens.
  var deadline: SuspendingClock.Instant? {
    guard !isPaused else { return nil }
    return lastActivity.advanced(by: isAfterSleep ? min(limit, Self.limitAfterSleep) : limit)
  }

  private var limit: Duration {
    switch phase {
    case .head: firstByteLimit
    case .body: idleLimit
    }
  }

  /// The failure at `now`, if the deadline has passed.
  func failure(at now: SuspendingClock.Instant, authority: String) -> HTTPFailure? {
    guard let deadline, now >= deadline else { return nil }
    if isAfterSleep {
      return HTTPFailure(
        .reset, "The machine slept, and the connection to \(authority) did not come back.")
    }
    switch phase {
    case .head:
      return HTTPFailure(
        .firstByteTimeout, "\(authority) did not answer within \(firstByteLimit.spoken).")
    case .body:
      return HTTPFailure(.idleTimeout, "\(authority) sent nothing for \(idleLimit.spoken).")
    }
  }
}

extension Duration {
  /// Whole seconds, otherwise milliseconds; above ten seconds they are noise.
  fileprivate var spoken: String {
    let (seconds, attoseconds) = components
    return seconds < 2 || attoseconds > 0 && seconds < 10
      ? "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000) ms" : "\(seconds) s"
  }

  /// Whole milliseconds for poll(2), rounded up so as not to wake too early,
  /// within 0…Int32.max.
  var pollMilliseconds: Int32 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    guard seconds < 2_000_000 else { return .max }
    return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
