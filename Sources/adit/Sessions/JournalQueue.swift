internal import Engine

/// What stands between the engine and the session thread: what is to be
/// written, in order, and what may be told only once that is done.
///
/// A value; `SessionJournal` keeps it under a lock. Whoever records only
/// appends here.
struct JournalQueue {
  /// What the session thread has to do.
  enum Entry: Equatable {
    case event(SessionEvent)
    /// What follows belongs to this session.
    case switched(SessionPlace)
    /// Somebody waits until everything before it is written or has failed.
    case barrier(Int)
  }

  /// An entry with its number and the moment at which it happened.
  struct Numbered: Equatable {
    var number: Int
    var at: MonotonicTime
    var entry: Entry
  }

  private struct Held {
    var behind: Int
    var news: MailboxItem
  }

  /// What the session thread does meanwhile.
  private enum Sleep: Equatable {
    case awake
    /// It wakes by itself in time for pieces of answers.
    case untilDeadline
    case untilWoken
  }

  private var entries: [Numbered] = []
  private var held: [Held] = []
  private var lastNumber = 0
  private var lastDurable = 0
  /// Through which number everything is written or given up.
  private var released = 0
  private var isHolding = true
  private var sleep = Sleep.awake
  private var hasUrgent = false
  /// Turns that run, of every engine that records here.
  private var runningTurns: Set<TurnID> = []

  /// Whether a turn runs.
  var isTurnRunning: Bool { !runningTurns.isEmpty }

  // MARK: Engine's side

  /// Takes `event`; whether the session thread has to be woken.
  mutating func record(_ event: SessionEvent, at now: MonotonicTime) -> Bool {
    note(event)
    return append(
      .event(event), at: now, isDurable: event.isDurable, isUrgent: event.isUrgent)
  }

  /// Sees whether a turn runs behind `event`.
  mutating func note(_ event: SessionEvent) {
    switch event {
    case .turnBegan(let opening): runningTurns.insert(opening.id)
    case .turnEnded(let id, _): runningTurns.remove(id)
    case .answer, .answerReset, .request, .notice, .headMoved, .titled, .commandRan,
      .outputsDropped:
      break
    }
  }

  /// What follows belongs to `place`; whether the thread has to be woken.
  mutating func switchSession(to place: SessionPlace, at now: MonotonicTime) -> Bool {
    runningTurns = []
    return append(.switched(place), at: now, isDurable: true, isUrgent: true)
  }

  /// Puts a barrier behind everything; whether the thread has to be woken.
  mutating func addBarrier(_ number: Int, at now: MonotonicTime) -> Bool {
    append(.barrier(number), at: now, isDurable: false, isUrgent: true)
  }

  /// Takes news; gives them back if nothing that came before them waits.
  mutating func post(_ news: MailboxItem) -> MailboxItem? {
    if held.isEmpty, !isHolding || lastDurable <= released { return news }
    held.append(Held(behind: lastDurable, news: news))
    return nil
  }

  private mutating func append(
    _ entry: Entry, at now: MonotonicTime, isDurable: Bool, isUrgent: Bool
  ) -> Bool {
    lastNumber += 1
    if isDurable { lastDurable = lastNumber }
    entries.append(Numbered(number: lastNumber, at: now, entry: entry))
    if isUrgent { hasUrgent = true }
    return wake(isUrgent: isUrgent)
  }

  private mutating func wake(isUrgent: Bool) -> Bool {
    switch sleep {
    case .awake: return false
    case .untilDeadline where !isUrgent: return false
    case .untilDeadline, .untilWoken:
      sleep = .awake
      return true
    }
  }

  // MARK: Session thread's side

  /// Everything that came since the last time.
  mutating func takeEntries() -> [Numbered] {
    defer {
      entries = []
      hasUrgent = false
    }
    return entries
  }

  /// Whether the session thread may sleep now; `hasDeadline`: it will wake by
  /// itself for pieces of answers.
  mutating func mayWait(hasDeadline: Bool) -> Bool {
    guard !hasUrgent, hasDeadline || entries.isEmpty else { return false }
    sleep = hasDeadline ? .untilDeadline : .untilWoken
    return true
  }

  /// The session thread runs again.
  mutating func awoke() { sleep = .awake }

  /// Whether somebody who has news for the session thread has to wake it.
  mutating func needsSignal() -> Bool { wake(isUrgent: true) }

  /// Everything through `number` is written or given up: what waited for it.
  mutating func release(through number: Int) -> [MailboxItem] {
    released = max(released, number)
    let count = held.prefix { $0.behind <= released || !isHolding }.count
    defer { held.removeFirst(count) }
    return held.prefix(count).map(\.news)
  }

  /// From now on news wait for what was recorded before them, or do not.
  mutating func setHolding(_ isHolding: Bool) -> [MailboxItem] {
    self.isHolding = isHolding
    return isHolding ? [] : release(through: released)
  }
}
