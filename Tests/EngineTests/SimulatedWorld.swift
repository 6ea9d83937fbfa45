import TestSupport
import Wire

@testable import Engine

/// Drives the machine like a careless world: whatever can happen happens at
/// any moment, late and twice; the program dies between any two effects and
/// begins again with what was taken down. After each step the laws are
/// checked; what is broken is told in `broken`.
struct SimulatedWorld {
  private var generator: SeededGenerator
  private(set) var machine: TurnMachine
  private let settlement: CancelSettlement
  private let canCrash: Bool
  private(set) var log = SimulatedLog()
  /// Starts of requests, and repairs of the running turn.
  private var starts: [MonotonicTime] = []
  private var repairs = 0
  private var now = MonotonicTime.milliseconds(0)
  private var running: TurnID?
  private(set) var turns = 0
  private(set) var crashes = 0
  private(set) var attempts: [AttemptID] = []
  private var waits: [AttemptID] = []
  private var drains: [AttemptID] = []
  private var openBlocks: Set<Int> = []
  /// UTF-8 bytes of the running turn's answer that were shown.
  private var shownBytes = 0
  private(set) var broken: [String] = []

  init(seed: UInt64, canCrash: Bool) {
    generator = SeededGenerator(seed: seed)
    settlement = seed % 2 == 0 ? .close : .drain
    self.canCrash = canCrash
    machine = SimulatedWorld.machine(settlement)
  }

  private static func machine(_ settlement: CancelSettlement) -> TurnMachine {
    TurnMachine(
      policy: RetryPolicy(maxRetries: 2), seed: 5,
      limits: RateLimits(requestsPerMinute: 400, tokensPerMinute: 9_000_000),
      settlement: settlement)
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  private mutating func chance(_ one: Int) -> Bool { number(1...one) == 1 }

  mutating func step() {
    now = now.adding(milliseconds: number(0...80))
    if machine.turn == nil, chance(40) { compare() }
    var effects = machine.handle(randomInput(), at: now)
    let dies = canCrash && chance(25)
    if dies { effects.removeLast(number(0...effects.count)) }
    for effect in effects { check(effect) }
    if dies {
      crash()
    } else if running != machine.turn?.id {
      broken.append("the machine runs another turn")
    }
    checkState()
  }

  // MARK: What happens

  private mutating func randomInput() -> TurnMachine.Input {
    let model = Sample.model(
      key: chance(5) ? "other" : "sonnet-test", prices: chance(9) ? nil : Sample.sonnetPrices)
    let attempt = randomAttempt()
    switch number(0...23) {
    case 0...1:
      turns += 1
      let text = ["a", " ", "write a poem"][number(0...2)]
      return .submitted(TurnID(turns), text: text, Sample.settings(model: model))
    case 2:
      turns += 1
      return .continued(TurnID(turns), Sample.settings(model: model))
    case 3:
      return .interrupted(
        TurnID(number(max(0, turns - 1)...turns)), isUnsent: chance(5), isClosed: chance(5))
    case 4: return .ended(attempt)
    case 5...6: return .failed(attempt, randomFailure())
    case 7...8: return .timerFired(waits.last ?? attempt)
    case 9: return chance(20) ? .cleared : .opened(attempt, profilePrefix: "us")
    case 10:
      return chance(4)
        ? .headMoved(chance(4) ? nil : TurnID(number(0...turns + 1))) : .ended(attempt)
    case 11:
      var rest = DrainedAnswer()
      rest.take((0..<number(0...6)).map { _ in randomEvent() })
      if chance(3) { rest.failure = randomFailure() }
      return .drained(drains.last ?? attempt, rest)
    default: return .events(attempt, (0..<number(0...6)).map { _ in randomEvent() })
    }
  }

  private mutating func randomAttempt() -> AttemptID {
    let back = attempts.count - 1 - number(0...3)
    let late = attempts.indices.contains(back) ? attempts[back] : nil
    return (chance(4) ? late : attempts.last) ?? AttemptID(turn: TurnID(0), number: 0)
  }

  private mutating func randomFailure() -> ModelFailure {
    let kinds: [ModelFailure.Kind] = [
      .cancelled, .connection, .timedOut, .service(status: 429, code: "ThrottlingException"),
      .incompleteStream, .brokenConnection,
    ]
    let repair = Repair(
      id: "r\(number(0...5))", notice: "mended", maxTokens: chance(2) ? nil : 500)
    let retries: [ModelFailure.RetryClass] = [
      .never, .throttled, .transient, .few(tries: 1), .repaired(repair),
    ]
    var failure = Sample.failure(kinds[number(0...4)], retry: retries[number(0...4)])
    failure.leavesOutPrompt = chance(8)
    return failure
  }

  private mutating func randomEvent() -> ModelEvent {
    let index = number(0...2)
    let count = number(0...500)
    switch number(0...16) {
    case 0: return .messageStart(id: nil, model: nil, usage: UsageUpdate(input: count))
    case 1: return .blockStart(index: index, .thinking)
    case 2: return .blockStart(index: index, .toolUse(id: "t\(count)", name: "n"))
    case 3: return .blockStart(index: index, .redactedThinking(data: "d"))
    case 4: return .toolInputDelta(index: index, ["{}", "{", ""][number(0...2)])
    case 5: return .thinkingDelta(index: index, "Hm ")
    case 6: return .signatureDelta(index: index, "s")
    case 7...8: return .blockStop(index: index)
    case 9:
      let reasons: [StopReason?] = [nil, .endTurn, .maxTokens, .refusal, .toolUse]
      return .messageDelta(
        stopReason: reasons[number(0...4)], stopSequence: nil, usage: UsageUpdate(output: count))
    case 10: return .messageStop(usage: .none)
    case 11: return .blockStart(index: index, .opaque(["type": "x"]))
    case 12: return .ping
    default: return .textDelta(index: index, ["word ", "\n", "", "é"][number(0...3)])
    }
  }

  /// Another engine answers a prompt for this session, and is taken over.
  private mutating func compare() {
    turns += 1
    let id = TurnID(turns)
    var other = SimulatedWorld.machine(.close)
    _ = other.handle(.loaded(machine.snapshot), at: now)
    let attempt = AttemptID(turn: id, number: 1)
    var effects = other.handle(.submitted(id, text: "b", Sample.settings()), at: now)
    effects += other.handle(.events(attempt, Sample.answer("other")), at: now)
    for case .record(let event) in effects { log.take(event, at: now) }
    log.opened(attempt)
    guard let record = other.tree[id], let spent = other.spentByTurn[id] else { return }
    for case .record(let event) in machine.handle(.adopted(record, spent), at: now) {
      log.take(event, at: now)
    }
  }

  /// The program is killed, and another goes on with what was taken down.
  private mutating func crash() {
    crashes += 1
    machine = SimulatedWorld.machine(settlement)
    _ = machine.handle(.loaded(log.replay.snapshot), at: now)
    log.restarted()
    running = nil
    starts = []
    waits = []
    drains = []
  }

  // MARK: The laws

  private mutating func check(_ effect: TurnMachine.Effect) {
    switch effect {
    case .open(let attempt, let request):
      attempts.append(attempt)
      starts.append(now)
      let inWindow = starts.suffix(401).filter { $0.adding(milliseconds: 60_000) > now }
      if inWindow.count > 400 { broken.append("more requests than allowed") }
      if attempt.turn != running { broken.append("a request of no turn") }
      if let rule = RequestInvariant.broken(by: request.messages) {
        broken.append("sent: " + rule.rawValue)
      }
      log.opened(attempt)
    case .wait(let attempt, let until):
      waits.append(attempt)
      if attempt.turn != running || until < now { broken.append("a wait of no turn") }
    case .drain(let attempt):
      drains.append(attempt)
      if settlement == .close { broken.append("read on against the setting") }
    case .cancel, .askTotals, .refreshTotals: break
    case .record(let event): log.take(event, at: now)
    case .emit(let event): check(event)
    }
  }

  private mutating func check(_ event: EngineEvent) {
    switch event {
    case .turnStarted(let id, _):
      if running != nil { broken.append("two turns at once") }
      if log.began.last != id { broken.append("told before it was taken down") }
      running = id
      openBlocks = []
      repairs = 0
      shownBytes = 0
    case .turnEnded(let id, _):
      if running != id { broken.append("an end without a turn") }
      if !log.ended.contains(id) { broken.append("an end told before it was taken down") }
      running = nil
    case .phase(let id, _), .usage(let id, _), .budget(let id, _):
      if running != id { broken.append("an event of no turn") }
    case .answerReset(let id):
      if running != id { broken.append("an event of no turn") }
      openBlocks = []
      shownBytes = 0
    case .blockStarted(let id, let block, _):
      if running != id || !openBlocks.insert(block).inserted { broken.append("block twice") }
    case .delta(let id, let block, let text):
      if running != id || !openBlocks.contains(block) || text.isEmpty {
        broken.append("a delta of no block")
      }
      shownBytes += text.utf8.count
      if shownBytes > log.textBytes { broken.append("shown before it was taken down") }
    case .blockEnded(let id, let block):
      if running != id || openBlocks.remove(block) == nil { broken.append("end of no block") }
    case .longText(let id, let block, _):
      if running != id || openBlocks.contains(block) { broken.append("text of an open block") }
    case .settled(let id, _):
      if running == id { broken.append("settled while it runs") }
    case .notice(let text):
      if text == "mended" { repairs += 1 }
      if repairs > TurnMachine.maximumRepairs { broken.append("mended without end") }
    }
  }

  private mutating func checkState() {
    let messages = machine.conversation.requestMessages(for: "sonnet-test")
    if !messages.isEmpty, let rule = RequestInvariant.broken(by: messages) {
      broken.append(rule.rawValue)
    }
    if machine.meter.report().sessionCost < machine.meter.session.cost {
      broken.append("money lost")
    }
    broken += log.broken
    if log.spent(without: machine.meter.runningEntry) != machine.meter.session {
      broken.append("the ledger has another sum")
    }
    // What a crash would leave at this moment.
    var stopped = machine
    if let running {
      _ = stopped.handle(.interrupted(running, isClosed: true), at: now)
    }
    let kept = log.replay.snapshot
    if kept.turns != stopped.tree.turns { broken.append("other turns were kept") }
    if kept.head != stopped.tree.head { broken.append("another head was kept") }
    if stopped.tree.conversation(to: stopped.tree.head) != stopped.conversation {
      broken.append("the tree tells another conversation")
    }
    if running == nil, kept.spent != machine.meter.session { broken.append("other costs kept") }
  }
}
