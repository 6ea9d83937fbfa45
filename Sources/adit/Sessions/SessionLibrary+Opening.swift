internal import Engine
internal import Store

/// Taking up another session.
extension SessionLibrary {
  typealias Reader = StoreThread<any SessionReading>.Access

  /// Begins a new session; returns at once.
  func begin() {
    let session = facts.newSession()
    let summary = SessionSummary(
      id: session.id, title: "", project: session.project, directory: session.directory,
      createdAt: session.createdAt, updatedAt: session.createdAt)
    takeUp(
      SessionPlace(beginning: session), SessionSnapshot(),
      OpenedSession(summary: summary, turns: [], tree: [], head: nil, lastTurnNumber: 0))
  }

  /// Goes on with what `start` names.
  func start(_ start: SessionStart, _ access: inout Reader) {
    do throws(UsageError) {
      switch try find(start, &access) {
      case .one(let id, let asCopy): open(id, asCopy: asCopy, &access)
      case .nothing: break
      case .several(let words, _): tell(.ambiguous(words))
      case .none(let sentence): tell(.failed("\(sentence) This one is new."))
      }
    } catch {
      tell(.failed(error.message))
    }
  }

  /// Goes on with session `id`; in a copy if that is wanted, or if another
  /// program has it open.
  func open(_ id: SessionID, asCopy: Bool, _ access: inout Reader) {
    guard !journal.isTurnRunning else { return tell(.failed(Self.refusal("opened"))) }
    guard asCopy || id != journal.place.id else {
      return tell(.failed("That session is open here already."))
    }
    do throws(UsageError) {
      let loaded = try load(id, asCopy: asCopy, &access)
      takeUp(loaded.place, loaded.snapshot, loaded.opened)
    } catch {
      tell(.failed(error.message))
    }
  }

  /// Goes on with what `start` names, before anything is sent. Waits.
  func openNow(_ start: SessionStart) throws(UsageError) -> Loaded {
    let result = reader.wait(milliseconds: Self.openingPatienceMilliseconds) { [self] access in
      Result { () throws(UsageError) in
        switch try find(start, &access) {
        case .one(let id, let asCopy): return try load(id, asCopy: asCopy, &access)
        case .several(_, let sentence), .none(let sentence): throw UsageError(message: sentence)
        case .nothing: throw UsageError(message: "No session was named.")
        }
      }
    }
    guard let loaded = try result?.get() else {
      throw UsageError(message: "The session was not opened: \(StoreError.hangReason).")
    }
    takeUp(loaded.place, loaded.snapshot, loaded.opened)
    return loaded
  }

  /// How long a run without a screen waits for its session; the largest take
  /// a hundredth of that.
  private static let openingPatienceMilliseconds = 30_000

  /// Goes on in a copy of the session that is open here.
  func forkOpenOne(_ access: inout Reader) {
    let place = journal.place
    guard place.isStored else {
      return tell(
        .failed("There is nothing to copy yet: a session begins with its first prompt or !command.")
      )
    }
    guard journal.settle(milliseconds: Self.writerPatienceMilliseconds) == true else {
      return tell(.failed("The session was not copied: it is not saved."))
    }
    open(place.id, asCopy: true, &access)
  }

  /// A session as the engine and the screen need it.
  struct Loaded: Sendable {
    var place: SessionPlace
    var snapshot: SessionSnapshot
    var opened: OpenedSession
  }

  /// Reads session `id` and locks it; a copy of it where `asCopy`, or where
  /// another program has it.
  func load(
    _ id: SessionID, asCopy: Bool, _ access: inout Reader
  ) throws(UsageError) -> Loaded {
    let isBusy = !asCopy && journal.locks.take(id) == .busy
    var id = id
    if asCopy || isBusy { id = try copy(id) }
    do throws(StoreError) {
      return try access.use { store throws(StoreError) in
        guard let summary = try store.summary(of: id) else {
          throw StoreError(.other, "There is no session \(id.short); adit sessions lists them.")
        }
        var replay = SessionReplay()
        let damagedBefore = store.unreadableEvents
        let events = try store.events(of: id, after: 0)
        let damaged = store.unreadableEvents - damagedBefore
        for event in events { replay.take(event) }
        var opened = replay.opened(summary: summary)
        opened.isForkOfOpenOne = isBusy
        if damaged > 0 { opened.remarks.append(Self.damage(damaged)) }
        var snapshot = replay.snapshot
        // The ledger's: what a copy's earlier turns cost is its source's.
        snapshot.spent = summary.spent
        return Loaded(
          place: SessionPlace(
            session: facts.session(summary),
            lastSequence: max(try store.lastSequence(of: id), events.last?.sequence ?? 0)),
          snapshot: snapshot, opened: opened)
      }
    } catch {
      journal.writer.run { [journal, id] _ in journal.locks.release(id) }
      throw UsageError(message: "The session was not opened. \(error.message)")
    }
  }

  /// What is said of events that were passed over.
  private static func damage(_ events: Int) -> String {
    "\(events) of the session's events cannot be read (damaged, or written by a newer adit): what"
      + " is shown may not be all of it."
  }

  /// Copies session `source`; the id of the copy, which is locked.
  private func copy(_ source: SessionID) throws(UsageError) -> SessionID {
    let session = facts.newSession(forkedFrom: source)
    let result = journal.writer.wait(milliseconds: Self.writerPatienceMilliseconds) {
      [locks = journal.locks] access in
      do throws(StoreError) {
        _ = locks.take(session.id)
        try access.use { store throws(StoreError) in try store.fork(source, into: session) }
        return StoreError?.none
      } catch {
        locks.release(session.id)
        return error
      }
    }
    switch result {
    case .some(.none): return session.id
    case .some(.some(let error)):
      throw UsageError(message: "The session was not copied. \(error.message)")
    case .none: throw UsageError(message: "The session was not copied: \(StoreError.hangReason).")
    }
  }

  /// Hands the session to the engine, and to the journal behind it.
  private func takeUp(_ place: SessionPlace, _ snapshot: SessionSnapshot, _ opened: OpenedSession) {
    journal.prepare(
      SessionJournal.Switch(place: place, opened: opened, refusal: Self.refusal("opened"))
    ) { command(.load(snapshot)) }
  }
}
