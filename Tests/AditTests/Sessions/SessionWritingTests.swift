import Engine
import Glibc
import Store
import TestSupport
import Testing

@testable import adit

/// The store's file goes away beneath the program.
@Suite struct SessionWritingTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/sessions.db" }

  private func open(_ path: String) throws(StoreError) -> SessionStore {
    try SessionStore(path: path, access: .readWrite, busyMilliseconds: 1_000)
  }

  private func job(_ events: ArraySlice<StoredEvent>, isNew: Bool) -> JournalMachine.Job {
    JournalMachine.Job(session: SessionSamples.session, isNew: isNew, events: Array(events))
  }

  @Test(arguments: [false, true])
  func aSessionMovesOnIntoTheFileThatHasTheName(isReplaced: Bool) throws {
    let path = path
    var access = StoreThread<any SessionWriting>.Access { () throws(StoreError) in
      try SessionStore(path: path, access: .readWrite, busyMilliseconds: 1_000)
    }
    let events = SessionSamples.events
    try access.use { store throws(StoreError) in
      try store.write(job(events.prefix(3), isNew: true))
    }
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    if isReplaced { _ = try open(path) }
    try access.moveOn(with: SessionSamples.session)
    try access.use { store throws(StoreError) in
      try store.write(job(events.dropFirst(3), isNew: false))
    }
    #expect(try open(path).events(of: SessionSamples.id, after: 0) == events)
  }

  @Test func nothingMovesWhileTheFileIsThere() throws {
    let path = path
    var access = StoreThread<any SessionWriting>.Access { () throws(StoreError) in
      try SessionStore(path: path, access: .readWrite, busyMilliseconds: 1_000)
    }
    try access.moveOn(with: SessionSamples.session)
    try access.use { store throws(StoreError) in
      try store.write(job(SessionSamples.events[...], isNew: true))
    }
    try access.moveOn(with: SessionSamples.session)
    #expect(try open(path).events(of: SessionSamples.id, after: 0) == SessionSamples.events)
  }
}
