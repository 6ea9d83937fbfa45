import Engine
import Store
import TestSupport
import Testing

@testable import adit

@Suite struct JournalMachineTests {
  static let session = NewSession(
    id: SessionID("11111111-1111-4111-8111-111111111111"), project: "/p", directory: "/p",
    region: "us-east-1", createdAt: 1, version: "1")
  static let full = StoreError(.full, "no space")

  static func began(_ number: Int) -> SessionEvent {
    .turnBegan(
      TurnOpening(
        id: TurnID(number), parent: nil, prompt: "p", modelKey: "m", modelName: "M", api: .invoke))
  }

  static func text(_ text: String, _ milliseconds: Int = 0) -> SessionEvent {
    .answer(
      TurnID(1), [AnswerPiece(milliseconds: milliseconds, event: .textDelta(index: 0, text))])
  }

  private func machine() -> JournalMachine {
    JournalMachine(place: SessionPlace(beginning: Self.session))
  }

  private func entry(_ number: Int, _ at: Int, _ event: SessionEvent) -> JournalQueue.Numbered {
    JournalQueue.Numbered(number: number, at: .at(at), entry: .event(event))
  }

  private func job(
    isNew: Bool, createdAt: Int = 1_000, _ events: [(Int, Int, SessionEvent)]
  ) -> JournalMachine.Job {
    var session = Self.session
    session.createdAt = createdAt
    return JournalMachine.Job(
      session: session, isNew: isNew,
      events: events.map { StoredEvent(sequence: $0.0, at: $0.1, event: $0.2) })
  }

  @Test func anEmptySessionLeavesNothing() {
    var machine = machine()
    let effects = machine.take(
      [entry(1, 0, .headMoved(nil)), entry(2, 0, .titled("t"))], at: .at(0), wall: 1_000)
    #expect(effects == [.release(through: 2)])
    #expect(machine.deadline == nil)
  }

  @Test func aCommandBeginsASession() {
    let event = SessionEvent.commandRan(
      CommandRecord(
        command: "ls", ending: .exit(0), output: "a\n", lineCount: 1, milliseconds: 2, behind: nil))
    var machine = machine()
    let effects = machine.take(
      [entry(1, 0, .outputsDropped), entry(2, 5, event)], at: .at(5), wall: 1_000)
    #expect(effects == [.write(job(isNew: true, [(1, 1_000, event)]))])
  }

  @Test func aPromptIsWrittenAtOnceAndReleasedOnceItIs() {
    var machine = machine()
    let first = job(isNew: true, [(1, 1_000, Self.began(1))])
    let effects1 = machine.take([entry(1, 5, Self.began(1))], at: .at(5), wall: 1_000)
    #expect(effects1 == [.write(first)])
    let effects2 = machine.written(nil, at: .at(6))
    #expect(effects2 == [.release(through: 1)])
    #expect(machine.deadline == nil)
  }

  @Test func piecesWaitForCompanyButNotLong() {
    var machine = machine()
    _ = machine.take([entry(1, 0, Self.began(1))], at: .at(0), wall: 1_000)
    _ = machine.written(nil, at: .at(0))
    let effects3 = machine.take([entry(2, 10, Self.text("a", 10))], at: .at(10), wall: 1_010)
    #expect(
      effects3
        == [.release(through: 2)])
    let limit = 10 + JournalMachine.answerMilliseconds
    #expect(machine.deadline == .at(limit))
    let effects4 = machine.take(
      [entry(3, 20, Self.text("b", 20))], at: .at(limit), wall: 1_000 + limit)
    #expect(
      effects4
        == [.write(job(isNew: false, [(2, 1_010, Self.text("ab", 10))]))])
  }

  @Test func oneWriteAtATimeAndTheRestTogether() {
    var machine = machine()
    _ = machine.take([entry(1, 0, Self.began(1))], at: .at(0), wall: 1_000)
    let effects5 = machine.take([entry(2, 1, .notice(nil, "a"))], at: .at(1), wall: 1_001)
    #expect(effects5.isEmpty)
    let effects6 = machine.take([entry(3, 2, .notice(nil, "b"))], at: .at(2), wall: 1_002)
    #expect(effects6.isEmpty)
    let effects7 = machine.written(nil, at: .at(3))
    #expect(
      effects7 == [
        .release(through: 1),
        .write(job(isNew: false, [(2, 1_001, .notice(nil, "a")), (3, 1_002, .notice(nil, "b"))])),
      ])
  }

  @Test func aFullDiskIsToldRescuedAndTriedAgain() {
    var machine = machine()
    let first = job(isNew: true, [(1, 1_000, Self.began(1))])
    _ = machine.take([entry(1, 0, Self.began(1))], at: .at(0), wall: 1_000)
    let effects8 = machine.written(Self.full, at: .at(1))
    #expect(
      effects8 == [
        .hold(false), .rescue(first),
        .unsaved(reason: "disk full", sentence: JournalMachineTests.full.message),
      ])
    #expect(machine.deadline == nil)
    let second = job(isNew: false, [(2, 1_002, .notice(nil, "a"))])
    let effects9 = machine.take([entry(2, 2, .notice(nil, "a"))], at: .at(2), wall: 1_002)
    #expect(
      effects9
        == [.write(first), .rescue(second)])
    let effects10 = machine.written(nil, at: .at(3))
    #expect(effects10 == [.release(through: 1), .write(second)])
    let effects11 = machine.written(nil, at: .at(4))
    #expect(
      effects11
        == [.dropRescue, .saved, .hold(true), .release(through: 2)])
  }

  @Test func aNewerSchemaIsNotTriedAgain() {
    var machine = machine()
    _ = machine.take([entry(1, 0, Self.began(1))], at: .at(0), wall: 1_000)
    _ = machine.written(StoreError(.newerSchema(found: 9, known: 1), "newer"), at: .at(1))
    let barrier = JournalQueue.Numbered(number: 3, at: .at(2), entry: .barrier(1))
    let effects = machine.take(
      [entry(2, 2, .notice(nil, "a")), barrier], at: .at(2), wall: 1_002)
    #expect(
      effects == [
        .rescue(job(isNew: false, [(2, 1_002, .notice(nil, "a"))])), .passed(1, isSaved: false),
      ])
  }

  @Test func aLockIsWaitedForBeforeItIsTold() {
    var machine = machine()
    let locked = StoreError(.locked, "locked")
    let first = job(isNew: true, [(1, 1_000, Self.began(1))])
    _ = machine.take([entry(1, 0, Self.began(1))], at: .at(0), wall: 1_000)
    let effects12 = machine.written(locked, at: .at(100))
    #expect(effects12.isEmpty)
    #expect(machine.deadline == .at(100 + JournalMachine.lockPauseMilliseconds))
    let effects13 = machine.take([], at: .at(130), wall: 1_130)
    #expect(effects13 == [.write(first)])
    let late = 100 + JournalMachine.lockPatienceMilliseconds
    let effects = machine.written(locked, at: .at(late))
    #expect(effects.contains(.unsaved(reason: locked.reason, sentence: "locked")))
  }

  /// Pictures take longer to write than words; that is no failure of the disk.
  @Test func manyBytesMayTakeLonger() {
    var machine = machine()
    let bytes = 5 << 20
    var opening = TurnOpening(
      id: TurnID(1), parent: nil, prompt: "", modelKey: "m", modelName: "M", api: .invoke)
    opening.prompt = String(repeating: "a", count: bytes)
    _ = machine.take([entry(1, 0, .turnBegan(opening))], at: .at(0), wall: 1_000)
    let usual = JournalMachine.hangMilliseconds
    let late = machine.take([], at: .at(usual + 1), wall: 2_000)
    #expect(late == [.hold(false)])
    let limit = usual + bytes / JournalMachine.bytesPerMillisecond
    #expect(machine.deadline == .at(limit))
    let hanging = machine.take([], at: .at(limit), wall: 5_000)
    #expect(hanging.last == .unsaved(reason: StoreError.hangReason, sentence: nil))
  }

  @Test func theScreenDoesNotWaitForAStoreThatHangs() {
    var machine = machine()
    let first = job(isNew: true, [(1, 1_000, Self.began(1))])
    _ = machine.take([entry(1, 0, Self.began(1))], at: .at(0), wall: 1_000)
    #expect(machine.deadline == .at(JournalMachine.holdMilliseconds))
    let effects14 = machine.take([], at: .at(JournalMachine.holdMilliseconds), wall: 1_200)
    #expect(effects14 == [.hold(false)])
    #expect(machine.deadline == .at(JournalMachine.hangMilliseconds))
    let effects15 = machine.take([], at: .at(JournalMachine.hangMilliseconds), wall: 2_000)
    #expect(
      effects15
        == [.rescue(first), .unsaved(reason: StoreError.hangReason, sentence: nil)])
    #expect(machine.deadline == nil)
    let effects16 = machine.written(nil, at: .at(5_000))
    #expect(effects16.prefix(3) == [.dropRescue, .saved, .hold(true)])
  }

  @Test func anotherSessionBeginsBehindWhatWasRecorded() {
    var machine = machine()
    var other = Self.session
    other.id = SessionID("22222222-2222-4222-8222-222222222222")
    let place = SessionPlace(session: other, lastSequence: 40)
    _ = machine.take([entry(1, 0, Self.began(1))], at: .at(0), wall: 1_000)
    let switched = JournalQueue.Numbered(number: 2, at: .at(1), entry: .switched(place))
    let effects17 = machine.take([switched, entry(3, 1, Self.began(7))], at: .at(1), wall: 1_001)
    #expect(effects17.isEmpty)
    let next = JournalMachine.Job(
      session: other, isNew: false,
      events: [StoredEvent(sequence: 41, at: 1_001, event: Self.began(7))])
    let effects18 = machine.written(nil, at: .at(2))
    #expect(effects18 == [.release(through: 1), .write(next)])
    let effects19 = machine.written(nil, at: .at(3))
    #expect(
      effects19
        == [.release(through: 3), .leave(Self.session.id)])
  }

  /// Whatever fails and in whatever pieces it comes: what the store has at the
  /// end is what happened, in order, each once, numbered without gaps; and
  /// nothing was released before it was there or given up.
  @Test(arguments: 0..<300)
  func nothingIsLostDoubledOrTurnedAround(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var machine = machine()
    var stored: [StoredEvent] = []
    var waiting: JournalMachine.Job?
    var isHolding = true
    var now = 0
    var recorded: [SessionEvent] = []
    var releasedEarly = false
    var writtenThrough = 0
    func carryOut(_ effects: [JournalMachine.Effect]) {
      for effect in effects {
        switch effect {
        case .write(let job):
          #expect(waiting == nil)
          waiting = job
        case .release(let number):
          // The last entry is the barrier, which nobody writes.
          if min(number, 60) > writtenThrough, isHolding { releasedEarly = true }
        case .hold(let holds): isHolding = holds
        case .saved, .unsaved, .rescue, .dropRescue, .passed, .leave: break
        }
      }
    }
    func finish(failing: Bool) {
      guard let job = waiting else { return }
      waiting = nil
      if !failing {
        stored += job.events
        // Numbers and sequences run together here: every entry is a notice.
        writtenThrough = stored.last?.sequence ?? 0
      }
      carryOut(machine.written(failing ? Self.full : nil, at: .at(now)))
    }
    for number in 1...60 {
      now += Int.random(in: 0...40, using: &random)
      let event = number == 1 ? Self.began(1) : .notice(nil, "\(number)")
      recorded.append(event)
      carryOut(machine.take([entry(number, now, event)], at: .at(now), wall: now))
      now += Int.random(in: 0...300, using: &random)
      if Bool.random(using: &random) { finish(failing: Int.random(in: 0..<4, using: &random) == 0) }
      carryOut(machine.take([], at: .at(now), wall: now))
    }
    var rounds = 0
    while waiting != nil, rounds < 200 {
      finish(failing: false)
      rounds += 1
    }
    let barrier = JournalQueue.Numbered(number: 61, at: .at(now), entry: .barrier(1))
    carryOut(machine.take([barrier], at: .at(now), wall: now))
    while waiting != nil, rounds < 200 {
      finish(failing: false)
      rounds += 1
    }
    #expect(stored.map(\.event) == recorded)
    #expect(stored.map(\.sequence) == Array(1...60))
    #expect(!releasedEarly)
    #expect(machine.unsaved.isEmpty)
  }
}
