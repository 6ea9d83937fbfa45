/// Why a request failed, with everything that a person needs to mend it.
public struct ModelFailure: Error, Hashable, Sendable {
  /// What kind of failure it is.
  public enum Kind: Hashable, Sendable {
    /// The task was cancelled.
    case cancelled
    /// No connection: DNS, refused, TLS, proxy.
    case connection
    /// The connection broke after the request had gone out: the service may
    /// have it, and bill it.
    case brokenConnection
    /// A watchdog fired.
    case timedOut
    /// HTTP error or exception frame; `status` as in HTTP, `code` the
    /// service's name for it (`ThrottlingException`).
    case service(status: Int, code: String)
    /// The stream ended without its terminator.
    case incompleteStream
    /// The stream broke the protocol: CRC, lengths, JSON, content type.
    case protocolViolation
    /// No usable credentials.
    case credentials
    /// The request could not be built: unknown model, bad id, plain http …
    case invalidRequest
  }

  /// Whether and how to try again (bedrock-wire 7.4).
  public enum RetryClass: Hashable, Sendable {
    /// Class A with the delays of throttling (base 1 s).
    case throttled
    /// Class A with the short delays (base 0.5 s).
    case transient
    /// At most `tries` retries whatever the setting (424: 2, unknown: 1).
    case few(tries: Int)
    /// Class B: the client will ask differently; try again at once, without
    /// counting it as a retry, unless this turn was mended so before.
    case repaired(Repair)
    /// Class C, and what could not be mended: stop and explain.
    case never
  }

  /// What kind of failure it is.
  public var kind: Kind
  /// Whether trying again can help.
  public var retry: RetryClass
  /// What happened, one sentence, for people. Not sanitized: may hold text of
  /// the service.
  public var message: String
  /// What to do about it; a sentence or a command.
  public var remedy: String?
  /// The service's own words, where they differ from `message`.
  public var serviceMessage: String?
  /// The service's id of the request, for its support.
  public var requestID: String?
  /// Milliseconds that the service asked to wait before the next try.
  public var retryAfterMilliseconds: Int?
  /// How far that wish may lengthen the client's own delay; `nil`: as far as
  /// it asks. AWS's `x-amz-retry-after` is bounded so (bedrock-wire 7.3).
  public var retryAfterLeewayMilliseconds: Int?
  /// Whether the prompt is taken back: with it every later request would fail
  /// for the same reason.
  public var leavesOutPrompt: Bool

  /// A failure.
  public init(
    kind: Kind, retry: RetryClass = .never, message: String, remedy: String? = nil,
    serviceMessage: String? = nil, requestID: String? = nil, retryAfterMilliseconds: Int? = nil,
    retryAfterLeewayMilliseconds: Int? = nil, leavesOutPrompt: Bool = false
  ) {
    self.kind = kind
    self.retry = retry
    self.message = message
    self.remedy = remedy
    self.serviceMessage = serviceMessage
    self.requestID = requestID
    self.retryAfterMilliseconds = retryAfterMilliseconds
    self.retryAfterLeewayMilliseconds = retryAfterLeewayMilliseconds
    self.leavesOutPrompt = leavesOutPrompt
  }
}
