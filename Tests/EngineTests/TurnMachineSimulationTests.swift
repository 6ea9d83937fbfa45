import TestSupport
import Testing
import Wire

@testable import Engine

/// Drives the machine like a careless world: whatever can happen happens at
/// any moment, late and twice, and the laws are checked after each step.
@Suite struct TurnMachineSimulationTests {
  /// What the outside knows of the machine, from its effects alone.
  private struct World {
    var generator: SeededGenerator
    var machine = TurnMachine(
      policy: RetryPolicy(maxRetries: 2), seed: 5,
      limits: RateLimits(requestsPerMinute: 400, tokensPerMinute: 9_000_000))
    /// Starts of requests, and repairs of the running turn.
    var starts: [MonotonicTime] = []
    var repairs = 0
    var now = MonotonicTime.milliseconds(0)
    var running: TurnID?
    var turns = 0
    var attempts: [AttemptID] = []
    var waits: [AttemptID] = []
    var openBlocks: Set<Int> = []
    var broken: [String] = []

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
      Int.random(in: range, using: &generator)
    }

    mutating func step() {
      now = now.adding(milliseconds: number(0...80))
      for effect in machine.handle(randomInput(), at: now) { check(effect) }
      if running != machine.turn?.id { broken.append("the machine runs another turn") }
      let messages = machine.conversation.requestMessages(for: "sonnet-test")
      if !messages.isEmpty, let rule = RequestInvariant.broken(by: messages) {
        broken.append(rule.rawValue)
      }
      let session = machine.meter.session
      if machine.meter.report().sessionCost < session.cost { broken.append("money lost") }
    }

    private mutating func randomInput() -> TurnMachine.Input {
      let model = Sample.model(key: number(0...4) == 0 ? "other" : "sonnet-test")
      let attempt = randomAttempt()
      switch number(0...19) {
      case 0...1:
        turns += 1
        let text = ["a", " ", "write a poem"][number(0...2)]
        return .submitted(TurnID(turns), text: text, Sample.settings(model: model))
      case 2:
        turns += 1
        return .continued(TurnID(turns), Sample.settings(model: model))
      case 3: return .interrupted(TurnID(number(max(0, turns - 1)...turns)))
      case 4: return .ended(attempt)
      case 5...6: return .failed(attempt, randomFailure())
      case 7...8: return .timerFired(waits.last ?? attempt)
      case 9: return number(0...30) == 0 ? .cleared : .opened(attempt, profilePrefix: "us")
      default: return .events(attempt, (0..<number(0...6)).map { _ in randomEvent() })
      }
    }

    private mutating func randomAttempt() -> AttemptID {
      let late = attempts[safe: attempts.count - 1 - number(0...3)]
      return (number(0...3) == 0 ? late : attempts.last)
        ?? AttemptID(turn: TurnID(0), number: 0)
    }

    private mutating func randomFailure() -> ModelFailure {
      let kinds: [ModelFailure.Kind] = [
        .cancelled, .connection, .timedOut, .service(status: 429, code: "ThrottlingException"),
        .incompleteStream,
      ]
      let repair = Repair(
        id: "r\(number(0...5))", notice: "mended", maxTokens: number(0...1) == 0 ? nil : 500)
      let retries: [ModelFailure.RetryClass] = [
        .never, .throttled, .transient, .few(tries: 1), .repaired(repair),
      ]
      return Sample.failure(kinds[number(0...4)], retry: retries[number(0...4)])
    }

    private mutating func randomEvent() -> ModelEvent {
      let index = number(0...2)
      let count = number(0...500)
      switch number(0...15) {
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
      default: return .textDelta(index: index, ["word ", "\n", "", "é"][number(0...3)])
      }
    }

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
      case .wait(let attempt, let until):
        waits.append(attempt)
        if attempt.turn != running || until < now { broken.append("a wait of no turn") }
      case .cancel, .record, .drain, .askTotals: break
      case .emit(let event): check(event)
      }
    }

    private mutating func check(_ event: EngineEvent) {
      switch event {
      case .turnStarted(let id, _):
        if running != nil { broken.append("two turns at once") }
        running = id
        openBlocks = []
        repairs = 0
      case .turnEnded(let id, _):
        if running != id { broken.append("an end without a turn") }
        running = nil
      case .phase(let id, _), .usage(let id, _), .budget(let id, _):
        if running != id { broken.append("an event of no turn") }
      case .answerReset(let id):
        if running != id { broken.append("an event of no turn") }
        openBlocks = []
      case .blockStarted(let id, let block, _):
        if running != id || !openBlocks.insert(block).inserted { broken.append("block twice") }
      case .delta(let id, let block, let text):
        if running != id || !openBlocks.contains(block) || text.isEmpty {
          broken.append("a delta of no block")
        }
      case .blockEnded(let id, let block):
        if running != id || openBlocks.remove(block) == nil { broken.append("end of no block") }
      case .longText(let id, let block, _):
        if running != id || openBlocks.contains(block) { broken.append("text of an open block") }
      case .settled: break
      case .notice(let text):
        if text == "mended" { repairs += 1 }
        if repairs > TurnMachine.maximumRepairs { broken.append("mended without end") }
      }
    }
  }

  @Test(arguments: 0..<40)
  func theLawsHoldWhateverHappens(offset: Int) {
    let seed = SeededGenerator.testSeed &+ UInt64(offset)
    var world = World(seed: seed)
    for step in 0..<600 {
      world.step()
      #expect(world.broken == [], "seed \(seed), step \(step)")
      if !world.broken.isEmpty { return }
    }
    // The walk went somewhere.
    #expect(world.turns > 20 && world.attempts.count > 10)
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
