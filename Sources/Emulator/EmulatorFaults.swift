/// What goes wrong with an answer, on request. Tokens, frames and bytes count
/// from 0; a fault "at token k" comes after k tokens were sent.
public struct EmulatorFaults: Hashable, Sendable {
  /// An exception frame (an `error` event where the framing is SSE).
  public struct Exception: Hashable, Sendable {
    /// Tokens that are sent before it.
    public var token: Int
    /// AWS name as frames carry it, e.g. `throttlingException`.
    public var name: String
    /// Text for people.
    public var message: String
    /// `true`: an unmodelled `:message-type: error` frame instead, with the
    /// name as its code.
    public var isUnmodelled: Bool

    /// An exception frame.
    public init(token: Int, name: String, message: String, isUnmodelled: Bool = false) {
      self.token = token
      self.name = name
      self.message = message
      self.isUnmodelled = isUnmodelled
    }
  }

  /// Which checksum of a frame is made wrong.
  public enum Checksum: String, Hashable, Sendable {
    case prelude, message
  }

  /// How the body is cut into writes.
  public enum WriteSizes: Hashable, Sendable {
    /// As it comes.
    case natural
    /// These sizes in turn, over and over.
    case cycle([Int])
    /// 1…`maximum`, drawn from a generator with that seed.
    case random(seed: UInt64, maximum: Int)
  }

  /// A failure inside the stream.
  public var exception: Exception?
  /// Frame whose checksum is damaged.
  public var damagedFrame: Int?
  /// Which checksum of `damagedFrame`.
  public var damagedChecksum = Checksum.message
  /// The connection closes after that many bytes of the body, in the middle of
  /// the chunked coding.
  public var truncateAtByte: Int?
  /// The body ends after that many bytes, but its chunked coding is complete.
  public var endAtByte: Int?
  /// The body ends properly, without the event that completes the message.
  public var omitsTerminator = false
  /// Nothing is sent for a while after that many tokens.
  public var stallAfterTokens: Int?
  /// How long; `nil`: until the client leaves.
  public var stallMilliseconds: Int?
  /// The connection is reset after that many tokens.
  public var resetAfterTokens: Int?
  /// How the body is cut.
  public var writeSizes = WriteSizes.natural
  /// Pause between writes, in microseconds.
  public var writePauseMicroseconds = 0
  /// Wait before the first byte of the answer.
  public var headerDelayMilliseconds = 0
  /// `Content-Type` instead of the right one; empty: none at all.
  public var contentType: String?

  /// Nothing goes wrong.
  public init() {}
}
