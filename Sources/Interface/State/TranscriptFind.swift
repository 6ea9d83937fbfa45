import Engine
import Pattern

/// The search in the transcript, begun with `/` or `?` as in a pager.
struct TranscriptFind: Sendable {
  /// Characters of a search; more is a paste gone wrong.
  static let maximumQueryLength = 200
  /// Searches remembered; nobody goes back further.
  static let maximumHistory = 100

  /// Where one was when a search was begun.
  struct Origin: Sendable {
    var viewport: Viewport
    var folds: FoldState
  }

  /// What a search came to.
  enum Remark: Hashable, Sendable {
    case fromTheTop, fromTheEnd, nothing, cancelled
    case problem(PatternProblem)

    /// Whether there is nothing more to be done.
    var ends: Bool {
      switch self {
      case .nothing, .cancelled, .problem: true
      case .fromTheTop, .fromTheEnd: false
      }
    }
  }

  /// What is being typed; `nil`: nothing is.
  private(set) var typed: String?
  /// What is wrong with it.
  private(set) var problem: PatternProblem?
  private(set) var origin: Origin?
  /// What was looked for last, or, while it is typed, is looked for.
  private(set) var pattern: FindPattern?
  /// What is looked for again when the typing is given up.
  private var earlierPattern: FindPattern?
  private(set) var isBackward = false
  /// The match that the search is at.
  private(set) var current: FindMatch?
  /// A search under way.
  var seek: FindSeek?
  var count: FindCount?
  var remark: Remark?
  /// What was searched for, the latest last.
  private(set) var history: [String] = []
  /// The one of them that is shown in the line.
  private var historyIndex: Int?
  /// When what came in since is counted.
  var countAgainAt: MonotonicTime?

  var isTyping: Bool { typed != nil }

  mutating func open(backward: Bool, from origin: Origin) {
    typed = ""
    problem = nil
    historyIndex = nil
    isBackward = backward
    self.origin = origin
    earlierPattern = pattern
  }

  mutating func append(_ text: String) {
    guard let typed else { return }
    set(typed + text.prefix(max(0, Self.maximumQueryLength - typed.count)))
  }

  /// Shortens it; the last one ends it.
  mutating func deleteBackward() -> Bool {
    guard let typed, !typed.isEmpty else { return false }
    set(String(typed.dropLast()))
    return true
  }

  /// The search before or behind the one in the line.
  mutating func recall(by step: Int) {
    guard !history.isEmpty, typed != nil else { return }
    let index = (historyIndex ?? history.count) + step
    guard index < history.count else {
      historyIndex = nil
      return set("")
    }
    historyIndex = max(0, index)
    set(history[max(0, index)])
  }

  private mutating func set(_ text: String) {
    typed = text
    let typedPattern = FindPattern(text)
    problem = typedPattern?.problem
    use(problem == nil ? typedPattern : nil)
  }

  private mutating func use(_ pattern: FindPattern?) {
    self.pattern = pattern
    current = nil
    seek = nil
    count = nil
    remark = nil
  }

  /// Ends the typing; an empty text means the pattern of before. `false`: it
  /// is no pattern, and is still being typed.
  mutating func accept() -> Bool {
    guard let text = typed, problem == nil else { return false }
    typed = nil
    origin = nil
    guard !text.isEmpty else {
      pattern = earlierPattern
      return true
    }
    history.removeAll { $0 == text }
    history.append(text)
    if history.count > Self.maximumHistory { history.removeFirst() }
    return true
  }

  /// Gives the typing up; where one was.
  mutating func cancel() -> Origin? {
    typed = nil
    problem = nil
    use(earlierPattern)
    defer { origin = nil }
    return origin
  }

  /// The search led to `match`.
  mutating func arrive(at match: FindMatch, neighbour old: FindMatch?, _ seek: FindSeek) {
    remark = seek.hasWrapped ? (seek.isBackward ? .fromTheEnd : .fromTheTop) : nil
    if match == old {
      remark = seek.hasWrapped ? remark : nil
    } else if let old {
      count?.move(
        from: old, to: match, backward: seek.isBackward, wrapped: seek.hasWrapped)
    } else {
      count?.begin()
    }
    current = match
  }

  /// Who has gone on by other keys need not be told any more that the search
  /// began anew.
  mutating func forgetWrapping() {
    if remark?.ends == false { remark = nil }
  }

  /// Stops whatever is under way; `false`: nothing was.
  mutating func stop() -> Bool {
    guard seek != nil || count.map({ !$0.isComplete }) == true else { return false }
    seek = nil
    count = nil
    remark = .cancelled
    return true
  }

  /// Forgets everything but what was searched for: the text is another one.
  mutating func reset() {
    let history = history
    self = TranscriptFind()
    self.history = history
  }
}
