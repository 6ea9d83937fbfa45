/// A request that the emulator has seen, for tests and for people who look on.
public struct LoggedRequest: Hashable, Sendable {
  /// How an exchange ended.
  public enum Outcome: Hashable, Sendable {
    case running
    /// The whole answer was written.
    case answered
    /// A fault cut it off.
    case cutOff
    /// The client closed the connection before the end; the monotonic clock
    /// when we saw it, in nanoseconds.
    case closedByClient(atNanoseconds: UInt64)
  }

  /// Position among all requests, from 0.
  public var serial: Int
  /// Position of the connection it came over, from 0.
  public var connection: Int
  /// `POST`, `GET`, ….
  public var method: String
  /// Path and query as on the request line.
  public var target: String
  /// Every header line, in order.
  public var headers: [EmulatorHeader]
  /// The body; cut after 1 MiB.
  public var body: [UInt8]
  /// What it asks for; `nil`: there is no such operation.
  public var operation: EmulatorOperation?
  /// Who sent it; `nil` where that was refused or is not asked.
  public var identity: RequestIdentity?
  /// Name and text of a refusal.
  public var refusal: String?
  /// Status of the answer; 0: none yet.
  public var status = 0
  /// Tokens that were sent of a streamed answer.
  public var tokensSent = 0
  /// How it ended.
  public var outcome = Outcome.running
}

/// The last requests, bounded.
struct RequestLog: Sendable {
  /// Far more than a test sends; bodies are cut below.
  static let maximumEntries = 256
  /// Longest body that is kept.
  static let maximumBodyBytes = 1024 * 1024

  private(set) var entries: [LoggedRequest] = []
  private(set) var count = 0

  /// Adds an entry and gives its serial number.
  mutating func add(_ request: ReceivedRequest, connection: Int) -> Int {
    let serial = count
    count += 1
    if entries.count == Self.maximumEntries { entries.removeFirst() }
    entries.append(
      LoggedRequest(
        serial: serial, connection: connection, method: request.method, target: request.target,
        headers: request.headers, body: Array(request.body.prefix(Self.maximumBodyBytes))))
    return serial
  }

  mutating func update(_ serial: Int, _ change: (inout LoggedRequest) -> Void) {
    guard let first = entries.first?.serial, serial >= first else { return }
    change(&entries[serial - first])
  }
}
