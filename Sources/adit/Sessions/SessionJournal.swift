internal import CSystem
internal import Engine
internal import Glibc
internal import Store
internal import Synchronization

/// Keeps what happens in a session: takes the engine's events before anybody
/// is told of them, has them written, and lets what follows them pass.
///
/// The engine only appends to a locked queue. The session thread decides, by
/// `JournalMachine`; what blocks is done by the `StoreThread`. Both start with
/// the first event, and sleep without a timeout while nothing is buffered.
final class SessionJournal: SessionRecorder, Sendable {
  /// How long the end of the program waits for what is not written yet.
  static let patienceMilliseconds = 2_000
  /// The same where other programs are writing, of a run that nobody watches.
  static let crowdPatienceMilliseconds = 10_000

  /// Between two flushes while an answer streams: a power cut costs that much.
  static let flushMilliseconds = 1_000

  /// Where things go.
  struct Ports: Sendable {
    /// Takes what is told, in order; must not block.
    var deliver: @Sendable (MailboxItem) -> Void
    var clock: @Sendable () -> MonotonicTime
    /// Milliseconds since 1970.
    var wall: @Sendable () -> Int
    /// Directories for a rescue file, the best first.
    var rescuePlaces: [String]
    /// The store's file; a disk that hangs has the first of those places too.
    var storePath: String?
  }

  /// A session that waits until the engine takes it up.
  struct Switch: Sendable {
    var place: SessionPlace
    /// What is told then; `nil`: nothing.
    var opened: OpenedSession?
    /// What is told if a turn runs instead.
    var refusal: String
  }

  private struct State {
    var queue = JournalQueue()
    var place: SessionPlace
    /// Where the first event went, once there was one.
    var start: SessionPlace
    var results: [StoreError?] = []
    var switches: [Switch] = []
    var barriers: [Int: ThreadAnswer<Bool>] = [:]
    var lastBarrier = 0
    var hasStarted = false
    var flushedAt: MonotonicTime?
    /// Whether a turn's end was written since memory was last given back.
    var turnIsWritten = false
    /// Whether a write of this run had to wait for another program's.
    var isCrowded = false
    /// Of the largest prompt of this run, with its files.
    var largestBytes = 0
    /// The last thing that was told of saving.
    var saving: SavingState?
    /// What is to be done about it, a sentence.
    var remedy: String?
    /// Where nothing is kept: the requests that are not booked yet.
    var unkept: UnkeptLedger

    init(place: SessionPlace) {
      self.place = place
      start = place
      unkept = UnkeptLedger(project: place.session.project, region: place.session.region)
    }
  }

  /// Whether what happens is kept.
  let isKeeping: Bool
  let locks: SessionLocks
  let writer: StoreThread<any SessionWriting>
  private let ports: Ports
  private let state: Mutex<State>
  private let signal: Int32

  /// A journal that begins with `place`; `nil` if the system has no
  /// descriptor left.
  /// `isKeeping`: otherwise nothing of this run is kept.
  init?(
    place: SessionPlace, isKeeping: Bool, writer: StoreThread<any SessionWriting>,
    locks: SessionLocks, ports: Ports
  ) {
    let descriptor = adit_eventfd()
    guard descriptor >= 0 else { return nil }
    signal = descriptor
    self.isKeeping = isKeeping
    self.writer = writer
    self.locks = locks
    self.ports = ports
    state = Mutex(State(place: place))
  }

  // MARK: Engine's side

  func record(_ event: SessionEvent, at now: MonotonicTime) {
    guard isKeeping else { return note(event) }
    let (starts, wakes) = state.withLock { state in
      if !state.hasStarted { state.start = state.place }
      if event.beginsSession { state.place.isStored = true }
      state.largestBytes = max(state.largestBytes, event.promptBytes)
      let wakes = state.queue.record(event, at: now)
      defer { state.hasStarted = true }
      return (!state.hasStarted, wakes)
    }
    if starts { start() }
    if wakes { _ = adit_eventfd_signal(signal) }
  }

  /// Nothing is kept of `event` but what a request cost.
  private func note(_ event: SessionEvent) {
    let rows = state.withLock { state in
      state.queue.note(event)
      state.unkept.take(event, at: ports.wall())
      return state.unkept.settled()
    }
    book(rows)
  }

  func loaded(isTaken: Bool, at now: MonotonicTime) {
    let refused = state.withLock { state -> Switch? in
      guard !state.switches.isEmpty else { return nil }
      let next = state.switches.removeFirst()
      guard isTaken else { return next }
      state.place = next.place
      if state.hasStarted {
        if state.queue.switchSession(to: next.place, at: now) { _ = adit_eventfd_signal(signal) }
      }
      if let opened = next.opened { deliver(.library(.opened(opened)), &state) }
      return nil
    }
    guard let refused else { return }
    if refused.place.isStored { writer.run { [locks] _ in locks.release(refused.place.id) } }
    ports.deliver(.library(.failed(refused.refusal)))
  }

  /// Tells `event` once what was recorded before it is kept.
  func post(_ event: EngineEvent) { state.withLock { deliver(.engine(event), &$0) } }

  /// The same for the answer as the service sent it.
  func post(answer event: AnswerEvent) { state.withLock { deliver(.answer(event), &$0) } }

  /// The same for news of the library.
  func post(library event: LibraryEvent) { state.withLock { deliver(.library(event), &$0) } }

  /// Under the lock, so that nothing overtakes: the mailbox takes events at
  /// once.
  private func deliver(_ news: MailboxItem, _ state: inout State) {
    if let free = state.queue.post(news) { ports.deliver(free) }
  }

  // MARK: Library's side

  /// The session that is open here, as far as the engine has come.
  var place: SessionPlace { state.withLock { $0.place } }

  /// Whether a turn runs.
  var isTurnRunning: Bool { state.withLock { $0.queue.isTurnRunning } }

  /// Announces the session of the `EngineCommand.load` that `send` sends. What
  /// is recorded behind that belongs to the session.
  func prepare(_ next: Switch, send: () -> Void) {
    state.withLock { state in
      state.switches.append(next)
      send()
    }
  }

  /// Waits until everything recorded so far is in the store, or cannot be;
  /// whether it is. `nil`: that took longer than `milliseconds`.
  func settle(milliseconds: Int) -> Bool? {
    barrier().map { $0.wait(milliseconds: milliseconds) } ?? true
  }

  /// What is given once everything recorded so far is written or has failed;
  /// `nil`: nothing was recorded.
  private func barrier() -> ThreadAnswer<Bool>? {
    state.withLock { state in
      guard state.hasStarted else { return nil }
      let answer = ThreadAnswer<Bool>()
      state.lastBarrier += 1
      state.barriers[state.lastBarrier] = answer
      if state.queue.addBarrier(state.lastBarrier, at: ports.clock()) {
        _ = adit_eventfd_signal(signal)
      }
      return answer
    }
  }

  /// What was told last of saving.
  var saving: SavingState? { state.withLock { $0.saving } }

  /// What the user can do about that; `nil`: nothing is known.
  var remedy: String? { state.withLock { $0.remedy } }

  /// The end of the program: writes what is left and closes the session.
  /// Waits at most `milliseconds`, and `crowded` more while other programs
  /// are writing; whether everything is kept.
  func drain(milliseconds: Int = patienceMilliseconds, crowded: Int = 0) -> Bool {
    let (rest, hasBooked) = state.withLock { ($0.unkept.rest(), $0.unkept.hasSettled) }
    if !rest.isEmpty || hasBooked { _ = bookRest(rest, milliseconds: milliseconds) }
    guard let barrier = barrier() else { return true }
    let more = state.withLock { $0.largestBytes } / JournalMachine.bytesPerMillisecond
    var isSaved = barrier.wait(milliseconds: milliseconds + more)
    if isSaved == nil, crowded > 0, state.withLock({ $0.isCrowded }) {
      isSaved = barrier.wait(milliseconds: crowded)
    }
    let isDone = isSaved ?? false
    // What does not answer is not asked to unlock either; the system does it.
    if isDone { locks.releaseAll() }
    return isDone
  }

  // MARK: Session thread

  private func start() {
    // Without a thread nothing is kept, and nothing waits for it.
    guard DetachedThread.start({ [self] in loop() }) != 0 else { return }
    state.withLock { state in
      for news in state.queue.setHolding(false) { ports.deliver(news) }
      state.saving = .unsaved(reason: "the system has no threads left", rescue: nil)
    }
    ports.deliver(
      .library(.saving(.unsaved(reason: "the system has no threads left", rescue: nil))))
  }

  private func loop() {
    var machine = JournalMachine(place: state.withLock { $0.start })
    var rescue = RescueFile(places: ports.rescuePlaces, store: ports.storePath)
    while true {
      let (entries, results) = state.withLock { state in
        defer { state.results = [] }
        return (state.queue.takeEntries(), state.results)
      }
      for error in results {
        perform(machine.written(error, at: ports.clock()), machine, &rescue)
      }
      giveMemoryBack()
      let now = ports.clock()
      perform(machine.take(entries, at: now, wall: ports.wall()), machine, &rescue)
      sleep(until: machine.deadline)
    }
  }

  /// What a turn's writing needed goes back to the system once the turn is
  /// written: it is as much as its text again, and on the writer's own heap.
  private func giveMemoryBack() {
    let isDue = state.withLock { state in
      defer { state.turnIsWritten = false }
      return state.turnIsWritten
    }
    if isDue { writer.run { _ in adit_trim_heap() } }
  }

  private func sleep(until deadline: MonotonicTime?) {
    let maySleep = state.withLock {
      $0.results.isEmpty && $0.queue.mayWait(hasDeadline: deadline != nil)
    }
    guard maySleep else { return }
    let timeout = deadline.map { moment in
      let now = ports.clock()
      return moment <= now ? 0 : Int32(clamping: moment.milliseconds(since: now) + 1)
    }
    var waiting = pollfd(fd: signal, events: Int16(POLLIN), revents: 0)
    if poll(&waiting, 1, timeout ?? -1) > 0 { _ = adit_eventfd_drain(signal) }
    state.withLock { $0.queue.awoke() }
  }

  private func perform(
    _ effects: [JournalMachine.Effect], _ machine: JournalMachine, _ rescue: inout RescueFile
  ) {
    for effect in effects {
      switch effect {
      case .write(let job): write(job)
      case .release(let number):
        state.withLock { for news in $0.queue.release(through: number) { ports.deliver(news) } }
      case .hold(let isHolding):
        state.withLock { for news in $0.queue.setHolding(isHolding) { ports.deliver(news) } }
      case .rescue(let job):
        rescue.append(job, all: machine.unsaved, skips: machine.isStoreHanging ? 1 : 0)
        tellPlace(of: rescue)
      case .dropRescue: rescue.drop()
      case .saved: say(.saved)
      case .unsaved(let reason, let sentence):
        say(.unsaved(reason: reason, rescue: rescue.path), remedy: sentence)
      case .passed(let number, let isSaved):
        state.withLock { $0.barriers.removeValue(forKey: number) }?.give(isSaved)
      case .leave(let id): writer.run { [locks] _ in locks.release(id) }
      }
    }
  }

  /// The file may have moved since it was told of.
  private func tellPlace(of rescue: RescueFile) {
    let (saving, remedy) = state.withLock { ($0.saving, $0.remedy) }
    guard case .unsaved(let reason, _)? = saving else { return }
    say(.unsaved(reason: reason, rescue: rescue.path), remedy: remedy)
  }

  private func say(_ saving: SavingState, remedy: String? = nil) {
    let (isNew, isNewRemedy) = state.withLock { state in
      defer { (state.saving, state.remedy) = (saving, remedy) }
      return (state.saving != saving, state.remedy != remedy)
    }
    if isNew { ports.deliver(.library(.saving(saving))) }
    if isNewRemedy, let remedy { ports.deliver(.library(.notice(SavingText.sentence(remedy)))) }
  }

  private func write(_ job: JournalMachine.Job) {
    let hasThread = writer.run { [self] access in
      var failure: StoreError?
      locks.whileWriting(waiting: { state.withLock { $0.isCrowded = true } }) {
        do throws(StoreError) {
          try access.moveOn(with: job.session)
          try access.use { store throws(StoreError) in
            if job.isNew { _ = locks.take(job.session.id) }
            try store.write(job)
          }
        } catch {
          failure = error
        }
      }
      finish(failure, endsTurn: job.endsTurn)
      if failure == nil { flush(&access, after: job) }
    }
    if !hasThread {
      finish(StoreError(.other, "The system has no threads left."), endsTurn: false)
    }
  }

  /// Nobody waits for the disk itself, but the next write may have to: it is
  /// asked at the ends of turns, and now and then in between. What it cannot
  /// do is told by that write.
  private func flush(
    _ access: inout StoreThread<any SessionWriting>.Access, after job: JournalMachine.Job
  ) {
    let now = ports.clock()
    let isDue = state.withLock { state in
      let last = state.flushedAt ?? MonotonicTime(nanoseconds: 0)
      guard job.endsTurn || now.milliseconds(since: last) >= Self.flushMilliseconds else {
        return false
      }
      state.flushedAt = now
      return true
    }
    guard isDue else { return }
    try? access.moveOn(with: job.session)
    try? access.use { store throws(StoreError) in try store.flush() }
  }

  private func finish(_ error: StoreError?, endsTurn: Bool) {
    let wakes = state.withLock { state in
      state.results.append(error)
      if endsTurn { state.turnIsWritten = true }
      if error?.kind == .locked { state.isCrowded = true }
      return state.queue.needsSignal()
    }
    if wakes { _ = adit_eventfd_signal(signal) }
  }
}
