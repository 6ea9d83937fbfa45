internal import Engine
internal import Store
internal import Synchronization

/// Answers what the interface asks about sessions: lists and searches them,
/// opens, copies, names and deletes them. Everything happens on the library
/// thread, in the order in which it was asked, so that a slow disk holds up
/// nobody; what is written goes through the journal's writer.
final class SessionLibrary: Sendable {
  /// How long an answer of the writer is waited for; a transaction takes a
  /// thousandth of that.
  static let writerPatienceMilliseconds = 10_000
  /// Rows of a list. More are found by searching.
  static let listLimit = 200

  /// A search that runs, so that a later one can end it.
  struct Search: Sendable {
    var latest = 0
    var running: StoreInterrupter?
  }

  let facts: SessionFacts
  let journal: SessionJournal
  let reader: StoreThread<any SessionReading>
  /// Commands to the engine.
  let command: @Sendable (EngineCommand) -> Void
  let tell: @Sendable (LibraryEvent) -> Void
  /// What the user wants to spend, for reports.
  let limits: BudgetLimits
  private let search = Mutex(Search())

  init(
    facts: SessionFacts, journal: SessionJournal, reader: StoreThread<any SessionReading>,
    limits: BudgetLimits, command: @escaping @Sendable (EngineCommand) -> Void,
    tell: @escaping @Sendable (LibraryEvent) -> Void
  ) {
    self.facts = facts
    self.journal = journal
    self.reader = reader
    self.limits = limits
    self.command = command
    self.tell = tell
  }

  /// Takes `request`; returns at once.
  func send(_ request: LibraryRequest) {
    switch request {
    case .list(let number, let query, let projectOnly):
      search.withLock { search in
        search.latest = number
        search.running?.interrupt()
      }
      reader.run { [self] in list(number, query, projectOnly: projectOnly, &$0) }
    case .begin: begin()
    case .open(let id) where id.isWhole: reader.run { [self] in open(id, asCopy: false, &$0) }
    case .open(let id):
      reader.run { [self] in start(.matching(id.text, asCopy: false), &$0) }
    case .openLatest: reader.run { [self] in start(.latest(asCopy: false), &$0) }
    case .fork: reader.run { [self] in forkOpenOne(&$0) }
    case .rename(let id, let title): reader.run { [self] _ in rename(id, title) }
    case .delete(let id): reader.run { [self] in delete(id, &$0) }
    case .restore(let id): reader.run { [self] _ in restore(id) }
    case .export(let format, let path): reader.run { [self] in export(format, path: path, &$0) }
    // Before the prompt that may follow: it goes to the engine behind this.
    case .keep(let command): journal.record(.commandRan(command), at: SystemClock.now())
    case .dropOutputs: journal.record(.outputsDropped, at: SystemClock.now())
    case .costReport(let argument): reader.run { [self] in reportCosts(argument, &$0) }
    }
  }

  /// Runs `body` on the library thread; `nil`: the store has no answer.
  func ask<Value: Sendable>(
    _ body: @escaping @Sendable (any SessionReading) throws(StoreError) -> Value
  ) async -> Value? {
    await withCheckedContinuation { continuation in
      let isRunning = reader.run { access in
        continuation.resume(returning: try? access.use(body))
      }
      if !isRunning { continuation.resume(returning: nil) }
    }
  }

  // MARK: Lists

  private func list(
    _ number: Int, _ query: String, projectOnly: Bool,
    _ access: inout StoreThread<any SessionReading>.Access
  ) {
    guard search.withLock({ $0.latest == number }) else { return }
    do throws(StoreError) {
      let (rows, isWhole) = try access.use { store throws(StoreError) in
        let isWanted = search.withLock { search in
          search.running = store.searchInterrupter
          return search.latest == number
        }
        defer { search.withLock { $0.running = nil } }
        guard isWanted else { throw StoreError(.interrupted, "") }
        return try store.sessions(
          SessionQuery(
            words: query, project: projectOnly ? facts.project : nil, limit: Self.listLimit))
      }
      tell(.listed(number: number, rows, isWhole: isWhole))
    } catch {
      if error.kind == .interrupted { return }
      tell(.listed(number: number, [], isWhole: true))
      tell(.failed(error.message))
    }
  }

  // MARK: Names and deletion

  private func rename(_ id: SessionID?, _ title: String) {
    let place = journal.place
    if id == nil || id == place.id {
      guard journal.isKeeping else {
        return tell(.failed("The session is not named: nothing of this run is kept (--no-save)."))
      }
      guard place.isStored else {
        return tell(
          .failed(
            "There is nothing to name yet: a session begins with its first prompt or !command."))
      }
      journal.record(.titled(title), at: SystemClock.now())
      journal.post(library: .titled(title))
      return
    }
    guard let id else { return }
    write("named") { store throws(StoreError) in
      try store.rename(id, title, at: SystemClock.unixMilliseconds())
    }
  }

  private func delete(
    _ id: SessionID, _ access: inout StoreThread<any SessionReading>.Access
  ) {
    let title = (try? access.use { store throws(StoreError) in try store.summary(of: id)?.title })
    if id == journal.place.id {
      guard !journal.isTurnRunning else { return tell(.failed(Self.refusal("deleted"))) }
      begin()
    } else if journal.locks.isOpen(id) {
      return tell(.failed("The session was not deleted: another program has it open."))
    }
    _ = journal.settle(milliseconds: Self.writerPatienceMilliseconds)
    let isDone = write("deleted") { store throws(StoreError) in try store.setDeleted(id, true) }
    if isDone { tell(.deleted(id, title: (title ?? nil) ?? id.short)) }
  }

  private func restore(_ id: SessionID) {
    write("restored") { store throws(StoreError) in try store.setDeleted(id, false) }
  }

  /// Has the writer do `body` and waits for it; whether it was done. `deed`:
  /// what the user wanted of the session, for the sentence.
  @discardableResult
  func write(
    _ deed: String, _ body: @escaping @Sendable (any SessionWriting) throws(StoreError) -> Void
  ) -> Bool {
    let result = journal.writer.wait(milliseconds: Self.writerPatienceMilliseconds) { access in
      do throws(StoreError) {
        try access.use(body)
        return StoreError?.none
      } catch {
        return error
      }
    }
    switch result {
    case .some(.none): return true
    case .some(.some(let error)):
      tell(.failed("The session was not \(deed). \(error.message)"))
    case .none: tell(.failed("The session was not \(deed): \(StoreError.hangReason)."))
    }
    return false
  }

  /// Why another session cannot be taken up now.
  static func refusal(_ deed: String) -> String {
    "The session was not \(deed): a turn is running. Stop it with Esc first."
  }
}
