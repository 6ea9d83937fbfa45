internal import Engine

/// Keeps what is under way to the terminal small. Between the program and the
/// glass stand buffers that nobody can look into (a pseudo-terminal's, SSH's,
/// the network's); what fills them is seen late. So every few kilobytes the
/// terminal is asked whether it has caught up, and when as much again was sent
/// without an answer nothing further is painted until it comes: on a fast line
/// nobody ever waits. Pure: the time comes in.
struct OutputPace: Equatable, Sendable {
  /// Bytes after which is asked: some frames of changes, or one whole screen.
  static let mostBytes: UInt64 = 4_096
  /// The same on the slowest line: a row or two.
  static let leastBytes: UInt64 = 512
  /// How far the screen may lag behind, as long as bytes take: what feels like
  /// a slow answer and not like none.
  static let lagMilliseconds = 250
  /// How long an answer is waited for. After that a frame in as long is shown.
  static let patienceMilliseconds = 2_000
  /// Waits in vain after which nothing is asked until an answer comes after
  /// all.
  static let patienceLimit = 3

  private struct Question: Equatable, Sendable {
    var askedAt: MonotonicTime
    /// Sent since the question before.
    var bytes: UInt64
  }

  /// Whether the terminal answers at all.
  private(set) var canAsk = false
  private var question: Question?
  private var sentAtQuestion: UInt64?
  private var bytesBetweenQuestions = mostBytes
  /// The shortest time that an answer took, milliseconds: the line's length,
  /// which no smaller frame makes shorter.
  private var quickest: Int?
  private var lateAnswers = 0

  /// When waiting ends without an answer.
  private(set) var deadline: MonotonicTime?

  /// Whether nothing is to be painted.
  var isWaiting: Bool { deadline != nil }
  /// Whether an answer is still out.
  var isAsking: Bool { question != nil }

  /// The first question was sent among those of the start; whether it is
  /// answered tells whether others are asked.
  mutating func asked(at now: MonotonicTime) { question = Question(askedAt: now, bytes: 0) }

  /// What was asked after the first question is answered: so is that one, or
  /// it never will be.
  mutating func answersEnd() { if !canAsk { question = nil } }

  /// A frame was painted, and `sent` bytes have been sent since the start;
  /// whether to ask now.
  mutating func painted(sent: UInt64, at now: MonotonicTime) -> Bool {
    guard canAsk else { return false }
    guard let last = sentAtQuestion else {
      sentAtQuestion = sent
      return false
    }
    guard sent &- last >= bytesBetweenQuestions else { return false }
    if let question {
      let start = lateAnswers == 0 ? question.askedAt : now
      deadline = start.adding(milliseconds: Self.patienceMilliseconds)
      return false
    }
    question = Question(askedAt: now, bytes: sent &- last)
    sentAtQuestion = sent
    return true
  }

  /// What was under way is gone; questions may be asked again.
  mutating func restart() {
    sentAtQuestion = nil
    question = nil
    deadline = nil
    lateAnswers = 0
  }

  /// An answer came.
  mutating func caughtUp(at now: MonotonicTime) {
    canAsk = true
    deadline = nil
    lateAnswers = 0
    guard let answered = question else { return }
    question = nil
    let elapsed = now.milliseconds(since: answered.askedAt)
    let least = min(quickest ?? elapsed, elapsed)
    quickest = least
    guard answered.bytes > 0 else { return }
    guard elapsed > least else {
      bytesBetweenQuestions = Self.mostBytes
      return
    }
    let affordable = answered.bytes * UInt64(Self.lagMilliseconds) / UInt64(elapsed - least)
    bytesBetweenQuestions = min(max(affordable, Self.leastBytes), Self.mostBytes)
  }

  /// Stops to wait for an answer that is overdue.
  mutating func expire(at now: MonotonicTime) {
    guard let end = deadline, end <= now else { return }
    deadline = nil
    lateAnswers += 1
    if lateAnswers >= Self.patienceLimit { canAsk = false }
  }
}
