import Engine
import Glibc
import Store
import TestSupport
import Testing

@testable import adit

@Suite struct RescueFileTests {
  private let folder = TemporaryFolder()
  private let store = "/home/a/.local/state/adit/sessions.db"

  private var job: JournalMachine.Job {
    JournalMachine.Job(
      session: SessionSamples.session, isNew: true, events: SessionSamples.events)
  }

  private static func job(_ id: String, _ sequences: ClosedRange<Int>) -> JournalMachine.Job {
    JournalMachine.Job(
      session: NewSession(
        id: SessionID("01234567-89ab-4def-8000-00000000000\(id)"), project: "/p", directory: "/p",
        region: "r", createdAt: 1, version: "1"),
      isNew: false,
      events: sequences.map {
        StoredEvent(sequence: $0, at: 1_000, event: .notice(nil, "\($0)"))
      })
  }

  private func reading(_ path: String) throws -> SessionLines.Reading {
    try SessionLines.read(try #require(FileAccess.read(path, lastBytes: 1 << 20)), name: path)
  }

  @Test func theFirstPlaceThatTakesItHasEverything() throws {
    var rescue = RescueFile(places: ["/nowhere", folder.path], store: store)
    let first = Self.job("1", 3...4)
    let second = Self.job("1", 5...5)
    rescue.append(first, all: [first])
    rescue.append(second, all: [first, second])
    let path = try #require(rescue.path)
    let reading = try reading(path)
    #expect(reading.firstSequence == 3)
    #expect(reading.events.map(\.event) == (3...5).map { .notice(nil, "\($0)") })
    // It is still being written: nobody is told of it.
    #expect(RescueFile.left(in: [folder.path], store: store).isEmpty)
    rescue.drop()
    #expect(!FileAccess.exists(path))
  }

  /// Two sessions of one run that could not be saved: once the store has both,
  /// neither leaves a file that the next start would offer.
  @Test func everySessionsFileGoes() throws {
    var rescue = RescueFile(places: [folder.path], store: store)
    let one = Self.job("1", 1...2)
    let two = Self.job("2", 1...1)
    rescue.append(one, all: [one])
    let first = try #require(rescue.path)
    rescue.append(two, all: [one, two])
    let second = try #require(rescue.path)
    #expect(first != second && FileAccess.exists(first) && FileAccess.exists(second))
    rescue.drop()
    #expect(!FileAccess.exists(first) && !FileAccess.exists(second))
  }

  /// Writes a rescue file of `store`, whose program then ends.
  private func leave(_ store: String?, skips: Int = 0, places: [String]) -> String? {
    var file = RescueFile(places: places, store: store)
    file.append(job, all: [job], skips: skips)
    let path = file.path
    // The file of this process is locked; the same bytes in another one are not.
    if let path, let bytes = FileAccess.read(path) {
      unlink(path)
      _ = TestData.write(String(decoding: bytes, as: UTF8.self), to: path)
    }
    return path
  }

  @Test func onlyThoseWhoseStoreItIsAreTold() throws {
    let path = try #require(leave(store, places: [folder.path]))
    #expect(RescueFile.left(in: [folder.path], store: store) == [path])
    #expect(
      RescueFile.left(in: [folder.path], store: "/home/b/.local/state/adit/sessions.db").isEmpty)
    let reading = try SessionLines.read(try #require(FileAccess.read(path)), name: path)
    #expect(reading.events == SessionSamples.events)
  }

  @Test func aSecondFileOfASessionIsTheStoresToo() throws {
    let first = try #require(leave(store, places: [folder.path]))
    let second = try #require(leave(store, places: [folder.path]))
    #expect(Set(RescueFile.left(in: [folder.path], store: store)) == [first, second])
  }

  /// The disk that hangs is the first place.
  @Test func aPlaceThatIsSkippedIsNotTouched() {
    let path = leave(store, skips: 1, places: [folder.path + "/hangs", folder.path])
    #expect(path?.hasPrefix(folder.path + "/adit-rescue-") == true)
    #expect(leave(store, skips: 1, places: [folder.path]) == nil)
  }

  @Test func onlyARescueFileIsRemoved() throws {
    let path = try #require(leave(store, places: [folder.path]))
    let other = folder.path + "/export.jsonl"
    #expect(TestData.write("", to: other))
    #expect(!RescueFile.remove(other))
    #expect(RescueFile.remove(path))
    #expect(FileAccess.exists(other) && !FileAccess.exists(path))
  }
}
