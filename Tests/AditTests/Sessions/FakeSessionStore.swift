import Engine
import Store
import Synchronization

@testable import adit

/// A store in memory that fails when it is told to.
final class FakeSessionStore: SessionWriting, Sendable {
  private struct State {
    var sessions: [NewSession] = []
    var events: [SessionID: [StoredEvent]] = [:]
    var booked: [LedgerRow] = []
    var failure: StoreError?
  }

  private let state = Mutex(State())

  /// What every call fails with from now on; `nil`: with nothing.
  func fail(with error: StoreError?) { state.withLock { $0.failure = error } }

  func events(of id: SessionID) -> [StoredEvent] { state.withLock { $0.events[id] ?? [] } }

  var count: Int { state.withLock { $0.events.values.reduce(0) { $0 + $1.count } } }

  func create(
    _ session: NewSession, with events: [StoredEvent], isBooked: (LedgerEntry) -> Bool
  ) throws(StoreError) {
    try check()
    state.withLock {
      $0.sessions.append(session)
      $0.events[session.id, default: []] += events
    }
  }

  func append(_ events: [StoredEvent], to id: SessionID) throws(StoreError) {
    try check()
    state.withLock { $0.events[id, default: []] += events }
  }

  func summary(of id: SessionID) throws(StoreError) -> SessionSummary? {
    try check()
    return state.withLock { state in
      state.sessions.contains { $0.id == id } ? SessionSummary(id: id, title: "") : nil
    }
  }

  func fork(_ source: SessionID, into session: NewSession) throws(StoreError) { try check() }
  func rename(_ id: SessionID, _ title: String, at: Int) throws(StoreError) { try check() }
  func setDeleted(_ id: SessionID, _ isDeleted: Bool) throws(StoreError) { try check() }
  func flush() throws(StoreError) { try check() }
  func book(_ row: LedgerRow) throws(StoreError) {
    try check()
    state.withLock { $0.booked.append(row) }
  }

  func events(of id: SessionID, after sequence: Int) throws(StoreError) -> [StoredEvent] {
    try check()
    return events(of: id).filter { $0.sequence > sequence }
  }

  func lastSequence(of id: SessionID) throws(StoreError) -> Int {
    try check()
    return events(of: id).last?.sequence ?? 0
  }

  var isGone: Bool { false }

  /// What was booked of no session.
  var booked: [LedgerRow] { state.withLock { $0.booked } }

  private func check() throws(StoreError) {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}
