internal import CSystem
internal import Engine
internal import Glibc
internal import Store

/// What is done for sessions once the first frame is on the screen.
extension SessionLibrary {
  /// Opens the session that the command line asks for. Without one a session
  /// that was cut off is offered, and a rescue file that an earlier run left
  /// is told of.
  func started(_ start: SessionStart) {
    if !journal.isKeeping { tell(.saving(.off)) }
    reader.run { [self] access in
      if start.opensSession { self.start(start, &access) }
      if start == .new { offerCutOffOne(&access) }
      tellOfRescues()
      tellOfLedger(&access)
      // The last that a start does: most of the program's pages are needed for
      // it alone.
      adit_release_program()
    }
  }

  /// How fast the models were, and what was spent elsewhere.
  private func tellOfLedger(_ access: inout Reader) {
    let place = LedgerPlace(project: facts.project, now: SystemClock.unixMilliseconds())
    // A store that cannot be read is told of when something is to be kept.
    let known = try? access.use { store throws(StoreError) in
      (try store.speeds(), try LedgerReader.spending(in: store, place))
    }
    guard let known else { return }
    if !known.0.isEmpty { tell(.speeds(known.0)) }
    tell(.spending(known.1))
  }

  private func offerCutOffOne(_ access: inout Reader) {
    // A store that cannot be read is told of when something is to be kept.
    let latest = try? access.use { store throws(StoreError) in
      try store.sessions(SessionQuery(project: facts.project, limit: 1)).rows.first
    }
    guard let summary = latest, summary.isCutOff,
      !journal.locks.isOpen(summary.id)
    else { return }
    tell(.offered(summary))
  }

  private func tellOfRescues() {
    let found = RescueFile.left(in: facts.rescuePlaces, store: facts.storePath)
    if !found.isEmpty { tell(.notice(SavingText.found(found))) }
  }
}
