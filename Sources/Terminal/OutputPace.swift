internal import Engine

/// Keeps what is under way to the terminal small. Between the program and the
/// glass stand buffers that nobody can look into (a pseudo-terminal's, SSH's,
/// the network's); what fills them is seen late. So after some kilobytes the
/// terminal is asked whether it has caught up, and until it answers nothing
/// further is painted. Pure: the time comes in.
struct OutputPace: Equatable, Sendable {
  /// Bytes after which is asked: some frames of changes, or one whole screen.
  static let bytesBetweenQuestions: UInt64 = 4_096
  /// An answer that stays out longer is lost, and nothing is asked again.
  static let patienceMilliseconds = 2_000

  /// Whether the terminal answers questions at all.
  var canAsk = false
  private var sentAtLastAnswer: UInt64?
  private var askedAt: MonotonicTime?

  /// Whether the answer is still out.
  var isWaiting: Bool { askedAt != nil }

  /// When waiting ends without an answer.
  var deadline: MonotonicTime? { askedAt?.adding(milliseconds: Self.patienceMilliseconds) }

  /// `sent` bytes have been sent since the start; whether to ask now.
  mutating func mustAsk(sent: UInt64, at now: MonotonicTime) -> Bool {
    guard canAsk, askedAt == nil else { return false }
    guard let last = sentAtLastAnswer else {
      sentAtLastAnswer = sent
      return false
    }
    guard sent &- last >= Self.bytesBetweenQuestions else { return false }
    sentAtLastAnswer = sent
    askedAt = now
    return true
  }

  /// What was under way is gone; questions may be asked again.
  mutating func restart() {
    sentAtLastAnswer = nil
    askedAt = nil
  }

  /// The answer came.
  mutating func caughtUp() { askedAt = nil }

  /// Gives up on an answer that is overdue.
  mutating func expire(at now: MonotonicTime) {
    guard let deadline, deadline <= now else { return }
    self = OutputPace()
  }
}
