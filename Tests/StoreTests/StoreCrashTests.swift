import CSystem
import Engine
import Glibc
import TestSupport
import Testing

@testable import Store

/// A crash leaves the files as they are at that moment: the copies are opened
/// as the next start would open the originals.
@Suite struct StoreCrashTests {
  @Test func everyCommittedEventIsThere() throws {
    let seed = SeededGenerator.testSeed
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<12 {
      let fixture = try StoreFixture()
      var expected: [SessionID: [SessionEvent]] = [:]
      for number in 1...3 { expected[try fixture.begin(number)] = [] }
      for step in 0..<Int.random(in: 1...120, using: &generator) {
        let id = StoreFixture.id(Int.random(in: 1...3, using: &generator))
        let events = (0..<Int.random(in: 1...4, using: &generator)).map {
          Self.event(step * 10 + $0, &generator)
        }
        try fixture.append(events, to: id)
        expected[id, default: []] += events
        switch Int.random(in: 0...20, using: &generator) {
        case 0: try fixture.reopen()
        case 1: try fixture.store.flush()
        case 2: _ = try fixture.store.database.first("PRAGMA wal_checkpoint") { $0.integer(0) }
        default: break
        }
      }
      let folder = TemporaryFolder()
      for suffix in ["", "-wal", "-shm"] {
        try Self.copy(fixture.path + suffix, to: folder.path + "/sessions.db" + suffix)
      }
      // A power cut loses the shared memory.
      if Bool.random(using: &generator) { unlink(folder.path + "/sessions.db-shm") }
      let store = try SessionStore(
        path: folder.path + "/sessions.db", access: .readWrite, busyMilliseconds: 0)
      for (id, events) in expected {
        #expect(try store.events(of: id, after: 0).map(\.event) == events, "seed \(seed)")
        #expect(
          try store.summary(of: id)?.spent == fixture.store.summary(of: id)?.spent, "seed \(seed)")
      }
      let check = try store.database.first("PRAGMA integrity_check") { $0.text(0) }
      #expect(check == "ok", "seed \(seed)")
    }
  }

  private static func event(_ number: Int, _ generator: inout SeededGenerator) -> SessionEvent {
    let turn = Int.random(in: 1...5, using: &generator)
    switch Int.random(in: 0...6, using: &generator) {
    case 0: return StoreFixture.opening(number, "prompt \(number)")
    case 1: return StoreFixture.ending(turn)
    case 2: return .request(StoreFixture.entry(turn, cost: Int64(number)))
    case 3: return .headMoved(TurnID(turn))
    case 4: return .notice(nil, String(repeating: "long \(number % 3) ", count: 5_000))
    default:
      return .answer(
        TurnID(turn),
        [AnswerPiece(milliseconds: number, event: .textDelta(index: 0, "word\(number) "))])
    }
  }

  /// A log that was cut within its last transaction: those before it count.
  @Test func aLogThatIsCutLosesItsLastTransaction() throws {
    let fixture = try StoreFixture()
    let id = try fixture.begin(1)
    for number in 1...5 { try fixture.append([.notice(nil, String(number))], to: id) }
    let folder = TemporaryFolder()
    let path = folder.path + "/sessions.db"
    try Self.copy(fixture.path, to: path)
    try Self.copy(fixture.path + "-wal", to: path + "-wal", dropping: 100)
    let store = try SessionStore(path: path, access: .readWrite, busyMilliseconds: 0)
    #expect(
      try store.events(of: id, after: 0).map(\.event) == (1...4).map { .notice(nil, String($0)) })
  }

  @Test func manySessions() throws {
    let fixture = try StoreFixture()
    for number in 1...10_000 {
      try fixture.begin(number, project: "/p\(number % 7)", at: number)
      try fixture.append(
        [StoreFixture.opening(1, "prompt \(number)"), StoreFixture.ending(1)],
        to: StoreFixture.id(number), at: number)
    }
    let store = fixture.store
    #expect(
      try store.sessions(SessionQuery(words: "prompt 777 ")).rows.map(\.title) == ["prompt 777"])
    let all = try store.sessions(SessionQuery(words: "prompt", project: "/p3"))
    #expect(all.rows.count == 200 && !all.isWhole)
    #expect(all.rows.first?.title == "prompt 9999")
    // An old session that goes on is the latest one again, in every search.
    try fixture.append([.notice(nil, "more")], to: StoreFixture.id(5), at: 20_000)
    let latest = try store.sessions(SessionQuery(words: "prompt", limit: 2))
    #expect(latest.rows.map(\.title) == ["prompt 5", "prompt 10000"])
  }

  private static func copy(_ source: String, to target: String, dropping: Int = 0) throws {
    let bytes = try #require(TestData.read(source)).dropLast(dropping)
    let descriptor = adit_open(target, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    defer { close(descriptor) }
    #expect(bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count)
  }
}
