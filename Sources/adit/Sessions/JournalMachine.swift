internal import Engine
internal import Store

/// Every decision about keeping a session: what is written together, when,
/// what is tried again, when the screen no longer waits for the disk and what
/// the user hears. Pure: time comes in with each input, effects go out as
/// values, and `SessionJournal` carries them out.
///
/// Invariants: at most one write is under way; events reach the store in the
/// order in which they happened, each once, numbered without gaps; nothing is
/// forgotten before the store has it.
struct JournalMachine {
  /// How long pieces of an answer wait for company: below the quarter of a
  /// second that a crash may cost, with room for a slow disk.
  static let answerMilliseconds = 150
  /// How long the screen waits for the store: a person does not see it, and
  /// nothing is held for a quarter of a second.
  static let holdMilliseconds = 200
  /// A write that takes longer is told as a failure: shorter ones happen to
  /// healthy disks.
  static let hangMilliseconds = 1_000
  /// What a write of pictures may take beside that: 1 MB a second, which a very
  /// busy machine still encodes and puts down.
  static let bytesPerMillisecond = 1_024
  /// How long a lock of another program is waited for before it is told. Two
  /// hundred programs at once keep each other waiting as long.
  static let lockPatienceMilliseconds = 1_500
  /// How long it is asked for again without anything new to write.
  static let lockLimitMilliseconds = 10_000
  /// Between two tries for a lock; a transaction is shorter.
  static let lockPauseMilliseconds = 30

  /// Events of one session for one transaction.
  struct Job: Hashable, Sendable {
    var session: NewSession
    /// Whether the session's row has to be made first.
    var isNew: Bool
    var events: [StoredEvent]

    /// Whether a turn is over with it.
    var endsTurn: Bool {
      events.contains { if case .turnEnded = $0.event { true } else { false } }
    }
  }

  /// What is to be done, in order.
  enum Effect: Hashable, Sendable {
    case write(Job)
    /// Everything through this number is written or given up.
    case release(through: Int)
    /// Whether the screen waits for the store from now on.
    case hold(Bool)
    case saved
    /// Nothing can be kept because of this; `sentence`: where, and what to do.
    case unsaved(reason: String, sentence: String?)
    /// What has to be found in the rescue file, beside what was put there.
    case rescue(Job)
    case dropRescue
    /// Whoever waits for this barrier may go on. `isSaved`: everything before
    /// it is in the store.
    case passed(Int, isSaved: Bool)
    /// The session is no longer open here.
    case leave(SessionID)
  }

  /// A job that is not in the store yet.
  private struct Waiting {
    var job: Job
    /// Number of its last entry.
    var through: Int
    var since: MonotonicTime
    /// Of prompts and their files.
    var bytes: Int
    var isRescued = false
  }

  private var place: SessionPlace
  private var hasBegun: Bool
  private var buffer = PieceBuffer()
  private var lastAt = 0
  private var lastNumber = 0
  private var backlog: [Waiting] = []
  private var inFlightSince: MonotonicTime?
  private var barriers: [Int] = []
  private var leaving: [SessionID] = []
  private var isHolding = true
  /// Why nothing can be written; `nil` while all is well or not known.
  private var failure: StoreError?
  private var isToldUnsaved = false
  /// Whether nobody knows what became of a write: its disk may hang whoever
  /// writes to it.
  private(set) var isStoreHanging = false
  private var lockedSince: MonotonicTime?
  private var retryAt: MonotonicTime?
  private var effects: [Effect] = []

  /// A journal that begins with `place`.
  init(place: SessionPlace) {
    self.place = place
    hasBegun = place.isStored
  }

  /// When `take` has to be called without anything to take; `nil`: never.
  var deadline: MonotonicTime? {
    var moments: [MonotonicTime] = []
    if let oldest = buffer.oldest {
      moments.append(oldest.adding(milliseconds: Self.answerMilliseconds))
    }
    if isHolding, let since = backlog.first?.since {
      moments.append(since.adding(milliseconds: Self.holdMilliseconds))
    }
    if let hangsAt { moments.append(hangsAt) }
    if let retryAt { moments.append(retryAt) }
    return moments.min()
  }

  /// Takes what came, and does what has become due. `wall`: milliseconds
  /// since 1970 at `now`.
  mutating func take(
    _ entries: [JournalQueue.Numbered], at now: MonotonicTime, wall: Int
  ) -> [Effect] {
    effects = []
    var isUrgent = false
    for entry in entries {
      switch entry.entry {
      case .event(let event):
        lastNumber = entry.number
        guard begins(with: event) else { continue }
        buffer.append(event, at: entry.at)
        isUrgent = isUrgent || event.isUrgent
      case .switched(let next):
        closeJob(at: now, wall: wall)
        lastNumber = entry.number
        if next.id != place.id { leaving.append(place.id) }
        place = next
        hasBegun = next.isStored
        isUrgent = true
      case .barrier(let number):
        closeJob(at: now, wall: wall)
        lastNumber = entry.number
        barriers.append(number)
        isUrgent = true
      }
    }
    let isDue = buffer.oldest.map {
      now >= $0.adding(milliseconds: Self.answerMilliseconds)
    }
    if isUrgent || isDue == true {
      closeJob(at: now, wall: wall)
      // Something happened: the store may be well again.
      if let failure, !failure.isFinal { self.failure = nil }
    }
    advance(at: now)
    return effects
  }

  /// A write is over; `error`: `nil` when everything of it is in the store.
  mutating func written(_ error: StoreError?, at now: MonotonicTime) -> [Effect] {
    effects = []
    inFlightSince = nil
    isStoreHanging = false
    guard let error else {
      let done = backlog.removeFirst()
      lockedSince = nil
      retryAt = nil
      if backlog.isEmpty {
        recovered()
      } else {
        effects.append(.release(through: done.through))
      }
      advance(at: now)
      return effects
    }
    if error.kind == .locked {
      let since = lockedSince ?? now
      lockedSince = since
      let waited = now.milliseconds(since: since)
      if waited < Self.lockLimitMilliseconds {
        if waited >= Self.lockPatienceMilliseconds, !isToldUnsaved {
          tellUnsaved(error.reason, error.message)
        }
        retryAt = now.adding(milliseconds: Self.lockPauseMilliseconds)
        return effects
      }
    }
    lockedSince = nil
    retryAt = nil
    failure = error
    tellUnsaved(error.reason, error.message)
    advance(at: now)
    return effects
  }

  /// When the write that is under way is told as a failure.
  private var hangsAt: MonotonicTime? {
    guard let inFlightSince, !isToldUnsaved else { return nil }
    let bytes = backlog.first?.bytes ?? 0
    return inFlightSince.adding(
      milliseconds: Self.hangMilliseconds + bytes / Self.bytesPerMillisecond)
  }

  /// Everything that is not in the store, for a rescue file that has to be
  /// begun anew.
  var unsaved: [Job] { backlog.map(\.job) }
}

extension JournalMachine {
  /// Whether `event` belongs to something that is kept.
  private mutating func begins(with event: SessionEvent) -> Bool {
    if event.beginsSession { hasBegun = true }
    return hasBegun
  }

  /// Numbers and dates what is in the buffer.
  private mutating func closeJob(at now: MonotonicTime, wall: Int) {
    guard !buffer.isEmpty else { return }
    let items = buffer.takeAll()
    var job = Job(session: place.session, isNew: !place.isStored, events: [])
    for item in items {
      // A clock that is set back does not turn the order around.
      lastAt = max(lastAt, wall - now.milliseconds(since: item.at))
      place.lastSequence += 1
      job.events.append(
        StoredEvent(sequence: place.lastSequence, at: lastAt, event: item.event))
    }
    if job.isNew { job.session.createdAt = job.events.first?.at ?? lastAt }
    place.session.createdAt = job.session.createdAt
    place.isStored = true
    // Nobody waits for pieces of an answer.
    append(job, since: items.first(where: \.event.isDurable)?.at ?? now)
  }

  /// Neighbours of one session that are not under way share a transaction.
  private mutating func append(_ job: Job, since: MonotonicTime) {
    let isFree = backlog.count > (inFlightSince == nil ? 0 : 1)
    let bytes = job.events.reduce(0) { $0 + $1.event.promptBytes }
    if isFree, let last = backlog.indices.last, backlog[last].job.session.id == job.session.id,
      !backlog[last].isRescued
    {
      backlog[last].job.events += job.events
      backlog[last].through = lastNumber
      backlog[last].bytes += bytes
    } else {
      backlog.append(Waiting(job: job, through: lastNumber, since: since, bytes: bytes))
    }
  }

  /// Does what can be done now.
  private mutating func advance(at now: MonotonicTime) {
    if let retryAt, retryAt <= now { self.retryAt = nil }
    if inFlightSince == nil, failure == nil, retryAt == nil, let next = backlog.first {
      inFlightSince = now
      effects.append(.write(next.job))
    }
    giveWay(at: now)
    if isToldUnsaved { rescue() }
    passBarriers()
  }

  /// Lets the screen go on without a store that takes too long.
  private mutating func giveWay(at now: MonotonicTime) {
    if isHolding, let since = backlog.first?.since,
      now >= since.adding(milliseconds: Self.holdMilliseconds)
    {
      isHolding = false
      effects.append(.hold(false))
    }
    if let hangsAt, now >= hangsAt {
      isStoreHanging = true
      tellUnsaved(StoreError.hangReason, nil)
    }
  }

  private mutating func tellUnsaved(_ reason: String, _ sentence: String?) {
    if isHolding {
      isHolding = false
      effects.append(.hold(false))
    }
    isToldUnsaved = true
    rescue()
    effects.append(.unsaved(reason: reason, sentence: sentence))
  }

  private mutating func rescue() {
    for index in backlog.indices where !backlog[index].isRescued {
      backlog[index].isRescued = true
      effects.append(.rescue(backlog[index].job))
    }
  }

  /// The store has everything.
  private mutating func recovered() {
    if isToldUnsaved {
      isToldUnsaved = false
      effects += [.dropRescue, .saved]
    }
    if !isHolding {
      isHolding = true
      effects.append(.hold(true))
    }
  }

  private mutating func passBarriers() {
    guard backlog.isEmpty || failure != nil else { return }
    if backlog.isEmpty {
      // What the buffer may still hold are pieces of an answer.
      effects.append(.release(through: lastNumber))
      effects += leaving.map(Effect.leave)
      leaving = []
    }
    effects += barriers.map { .passed($0, isSaved: backlog.isEmpty) }
    barriers = []
  }
}
