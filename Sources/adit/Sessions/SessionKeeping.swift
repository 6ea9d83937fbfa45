internal import Engine
internal import Store

/// What keeps the sessions of a run. Nothing is opened and no thread runs
/// before the first event or request.
struct SessionKeeping {
  /// Waiting for a lock beyond this is ours, not SQLite's (`JournalMachine`).
  private static let writerBusyMilliseconds = 100
  /// Nobody's typing waits for a reader.
  private static let readerBusyMilliseconds = 2_000

  let facts: SessionFacts
  let journal: SessionJournal
  private let reader: StoreThread<any SessionReading>
  private let limits: BudgetLimits

  /// `deliver` takes what is told, in order. `id`: of the session that
  /// begins with the first prompt; `saves`: otherwise nothing is kept.
  init(
    _ facts: SessionFacts, id: SessionID = .random(), saves: Bool = true,
    limits: BudgetLimits = BudgetLimits(), deliver: @escaping @Sendable (MailboxItem) -> Void
  ) throws(UsageError) {
    let writer = StoreThread<any SessionWriting>(closesWhenIdle: false) {
      () throws(StoreError) in
      try facts.openStore(.readWrite, busyMilliseconds: Self.writerBusyMilliseconds)
    }
    let reader = StoreThread<any SessionReading>(closesWhenIdle: true) {
      () throws(StoreError) in
      guard let path = facts.storePath, FileAccess.exists(path) else { return EmptyStore() }
      return try facts.openStore(.readOnly, busyMilliseconds: Self.readerBusyMilliseconds)
    }
    let ports = SessionJournal.Ports(
      deliver: deliver, clock: SystemClock.now, wall: SystemClock.unixMilliseconds,
      rescuePlaces: facts.rescuePlaces, storePath: facts.storePath)
    guard let writer, let reader,
      let journal = SessionJournal(
        place: SessionPlace(beginning: facts.newSession(id)), isKeeping: saves,
        writer: writer,
        locks: SessionLocks(directory: facts.lockDirectory, home: facts.home), ports: ports)
    else {
      throw UsageError(message: "the system has no descriptors left; close some programs")
    }
    self.facts = facts
    self.journal = journal
    self.reader = reader
    self.limits = limits
  }

  /// For a run of `composition`.
  init(
    _ composition: Composition, id: SessionID = .random(),
    deliver: @escaping @Sendable (MailboxItem) -> Void
  ) throws(UsageError) {
    try self.init(
      SessionFacts(composition), id: id, saves: composition.options.saves,
      limits: composition.budgetLimits, deliver: deliver)
  }

  /// What answers requests; `command` is the engine's.
  func library(
    command: @escaping @Sendable (EngineCommand) -> Void,
    tell: @escaping @Sendable (LibraryEvent) -> Void
  ) -> SessionLibrary {
    SessionLibrary(
      facts: facts, journal: journal, reader: reader, limits: limits, command: command, tell: tell)
  }

  /// What other sessions and programs have spent.
  func spending(thread: EngineThread) -> LedgerSpending {
    LedgerSpending(thread: thread) { [facts, reader] receiver in
      reader.run { access in
        let place = LedgerPlace(
          project: facts.project, now: SystemClock.unixMilliseconds())
        receiver(
          try? access.use { store throws(StoreError) in
            try LedgerReader.spending(in: store, place)
          })
      }
    }
  }
}

extension SessionFacts {
  /// The store; its directory is made for a writer.
  fileprivate func openStore(
    _ access: SessionStore.Access, busyMilliseconds: Int
  ) throws(StoreError) -> SessionStore {
    guard let path = storePath, let directory = stateDirectory else {
      throw StoreError(.cannotOpen, "there is no home directory to keep sessions in: set HOME")
    }
    if access == .readWrite { FileAccess.makeDirectories(directory, home: home) }
    return try SessionStore(path: path, access: access, busyMilliseconds: busyMilliseconds)
  }
}

extension SessionStore: SessionWriting {}

extension SessionStore: SessionReading {
  var searchInterrupter: StoreInterrupter? { interrupter }
}
