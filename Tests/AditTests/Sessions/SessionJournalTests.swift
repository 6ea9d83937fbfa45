import Engine
import Glibc
import Store
import Synchronization
import TestSupport
import Testing

@testable import adit

@Suite struct SessionJournalTests {
  /// A journal on a store in memory, and everything that it told.
  private final class World: Sendable {
    struct Told: Equatable {
      var item: MailboxItem
      /// How much was in the store by then.
      var stored: Int
    }

    static let patience = 10_000
    let store: FakeSessionStore
    let told: TestLog<Told>
    let journal: SessionJournal

    init(rescuePlaces: [String] = [], isKeeping: Bool = true) throws {
      let told = TestLog<Told>()
      let store = FakeSessionStore()
      self.told = told
      self.store = store
      let opening: StoreThread<any SessionWriting>.Opening = { () throws(StoreError) in store }
      let writer = try #require(
        StoreThread<any SessionWriting>(closesWhenIdle: false, open: opening))
      let ports = SessionJournal.Ports(
        deliver: { told.add(Told(item: $0, stored: store.count)) },
        clock: SystemClock.now, wall: { 1_000 },
        rescuePlaces: rescuePlaces)
      journal = try #require(
        SessionJournal(
          place: SessionPlace(beginning: JournalMachineTests.session), isKeeping: isKeeping,
          writer: writer, locks: SessionLocks(directory: nil, home: nil), ports: ports))
    }

    func record(_ event: SessionEvent) { journal.record(event, at: SystemClock.now()) }
    var stored: [SessionEvent] { store.events(of: JournalMachineTests.session.id).map(\.event) }
  }

  private let started = EngineEvent.turnStarted(TurnID(1), modelKey: "m")

  @Test func nothingIsToldBeforeItIsStored() throws {
    let world = try World()
    world.record(JournalMachineTests.began(1))
    world.journal.post(started)
    #expect(world.journal.settle(milliseconds: World.patience) == true)
    #expect(world.told.all == [World.Told(item: .engine(started), stored: 1)])
  }

  @Test func theEndWritesPiecesThatStillWait() throws {
    let world = try World()
    world.record(JournalMachineTests.began(1))
    world.record(JournalMachineTests.text("a"))
    #expect(world.journal.drain(milliseconds: World.patience))
    #expect(world.stored == [JournalMachineTests.began(1), JournalMachineTests.text("a")])
  }

  @Test func whatIsNotToBeKeptIsOnlyTold() throws {
    let world = try World(isKeeping: false)
    world.record(JournalMachineTests.began(1))
    world.journal.post(started)
    #expect(world.told.all == [World.Told(item: .engine(started), stored: 0)])
    #expect(world.journal.isTurnRunning)
    #expect(world.journal.drain(milliseconds: World.patience))
    #expect(world.stored.isEmpty)
  }

  @Test func whatIsNotKeptIsBookedAllTheSame() throws {
    let world = try World(isKeeping: false)
    world.record(.request(LedgerSamples.entry(.running, attempt: 1)))
    world.record(.request(LedgerSamples.entry(attempt: 1, cost: 5)))
    world.record(.request(LedgerSamples.entry(.estimated, attempt: 2, cost: 7)))
    #expect(world.journal.drain(milliseconds: World.patience))
    #expect(world.stored.isEmpty)
    #expect(world.store.booked.map(\.entry.cost) == [NanoDollars(5), NanoDollars(7)])
    #expect(world.store.booked.allSatisfy { $0.session == nil })
  }

  @Test func aFullDiskIsToldOnceRescuedAndMended() throws {
    let folder = TemporaryFolder()
    let world = try World(rescuePlaces: ["/nowhere", folder.path])
    world.store.fail(with: JournalMachineTests.full)
    world.record(JournalMachineTests.began(1))
    world.journal.post(started)
    world.record(.notice(nil, "a"))
    #expect(world.journal.settle(milliseconds: World.patience) == false)
    let path =
      "\(folder.path)/adit-rescue-\(JournalMachineTests.session.id.text).jsonl"
    let unsaved = SavingState.unsaved(reason: "disk full", rescue: path)
    #expect(world.told.all.filter { $0.item == .library(.saving(unsaved)) }.count == 1)
    #expect(world.told.all.contains(World.Told(item: .engine(started), stored: 0)))
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    // It is still being written: nobody is told of it yet.
    #expect(RescueFile.left(in: [folder.path]).isEmpty)
    let bytes = try #require(FileAccess.read(path))
    let reading = try SessionLines.read(bytes, name: path)
    #expect(reading.events.map(\.event) == [JournalMachineTests.began(1), .notice(nil, "a")])
    #expect(reading.summary.id == JournalMachineTests.session.id)

    world.store.fail(with: nil)
    world.record(.notice(nil, "b"))
    #expect(world.journal.settle(milliseconds: World.patience) == true)
    #expect(!FileAccess.exists(path))
    #expect(world.journal.saving == .saved)
    #expect(
      world.stored == [JournalMachineTests.began(1), .notice(nil, "a"), .notice(nil, "b")])
  }

  @Test func anotherSessionIsTakenUpInTheOrderOfTheEngine() throws {
    let world = try World()
    world.record(JournalMachineTests.began(1))
    var other = JournalMachineTests.session
    other.id = SessionID("22222222-2222-4222-8222-222222222222")
    let opened = OpenedSession(
      summary: SessionSummary(id: other.id, title: "t"), turns: [], tree: [], head: nil,
      lastTurnNumber: 4)
    let next = SessionJournal.Switch(
      place: SessionPlace(session: other, lastSequence: 9), opened: opened, refusal: "no")
    world.journal.prepare(next) {}
    world.journal.loaded(isTaken: false, at: SystemClock.now())
    world.record(.notice(nil, "still here"))
    world.journal.prepare(next) {}
    world.journal.loaded(isTaken: true, at: SystemClock.now())
    world.record(JournalMachineTests.began(5))
    #expect(world.journal.settle(milliseconds: World.patience) == true)
    #expect(world.stored == [JournalMachineTests.began(1), .notice(nil, "still here")])
    #expect(
      world.store.events(of: other.id).map(\.sequence) == [10]
        && world.store.events(of: other.id).map(\.event) == [JournalMachineTests.began(5)])
    #expect(world.told.all.map(\.item) == [.library(.failed("no")), .library(.opened(opened))])
    #expect(world.journal.place.id == other.id)
  }
}

/// What was told, from any thread.
final class TestLog<Element: Sendable>: Sendable {
  private let items = Mutex<[Element]>([])

  func add(_ item: Element) { items.withLock { $0.append(item) } }
  var all: [Element] { items.withLock { $0 } }
}
