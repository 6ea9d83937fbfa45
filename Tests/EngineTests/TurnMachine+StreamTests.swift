import Testing
import Wire

@testable import Engine

@Suite struct TurnMachineStreamTests {
  private static let turn = TurnID(1)
  private static let attempt = AttemptID(turn: turn, number: 1)

  private static func opened() -> TurnMachine {
    var machine = TurnMachine(policy: RetryPolicy(), seed: 1)
    _ = machine.handle(.submitted(turn, text: "a", Sample.settings()), at: .milliseconds(0))
    _ = machine.handle(.opened(attempt, profilePrefix: nil), at: .milliseconds(0))
    return machine
  }

  /// Without what is taken down.
  private static func told(_ effects: [TurnMachine.Effect]) -> [TurnMachine.Effect] {
    effects.filter { effect in
      if case .record = effect { false } else { true }
    }
  }

  private static func usages(_ effects: [TurnMachine.Effect]) -> Int {
    effects.count { effect in
      if case .emit(.usage) = effect { true } else { false }
    }
  }

  @Test func tellsThePhaseOncePerChange() {
    var machine = Self.opened()
    let effects = machine.handle(
      .events(
        Self.attempt,
        [
          .messageStart(id: nil, model: nil, usage: UsageUpdate(input: 9)),
          .thinkingDelta(index: 0, "Hm"), .blockStop(index: 0),
          .blockStart(index: 1, .redactedThinking(data: "d")), .blockStop(index: 1),
          .textDelta(index: 2, "It"), .textDelta(index: 2, " is"), .blockStop(index: 2),
          .blockStart(index: 3, .toolUse(id: "t", name: "run")),
          .toolInputDelta(index: 3, "{}"), .blockStop(index: 3),
          .textDelta(index: 4, "so"),
        ]), at: .milliseconds(1))
    #expect(
      Self.told(effects).dropLast() == [
        .emit(.phase(Self.turn, .thinking)),
        .emit(.blockStarted(Self.turn, block: 0, .thinking)),
        .emit(.delta(Self.turn, block: 0, "Hm")), .emit(.blockEnded(Self.turn, block: 0)),
        .emit(.blockStarted(Self.turn, block: 1, .redactedThinking)),
        .emit(.blockEnded(Self.turn, block: 1)), .emit(.phase(Self.turn, .writing)),
        .emit(.blockStarted(Self.turn, block: 2, .text)),
        .emit(.delta(Self.turn, block: 2, "It is")), .emit(.blockEnded(Self.turn, block: 2)),
        .emit(.phase(Self.turn, .callingTool(name: "run"))),
        .emit(.blockStarted(Self.turn, block: 3, .toolUse(name: "run"))),
        .emit(.delta(Self.turn, block: 3, "{}")), .emit(.blockEnded(Self.turn, block: 3)),
        .emit(.phase(Self.turn, .writing)), .emit(.blockStarted(Self.turn, block: 4, .text)),
        .emit(.delta(Self.turn, block: 4, "so")),
      ])
    #expect(Self.usages(effects) == 1)
  }

  @Test func reportsUsageAtMostTenTimesASecond() {
    var machine = Self.opened()
    var reports = 0
    var deltas = 0
    for millisecond in 1...1_000 {
      let batch = Array(repeating: ModelEvent.textDelta(index: 0, "word "), count: 100)
      let effects = machine.handle(.events(Self.attempt, batch), at: .milliseconds(millisecond))
      reports += Self.usages(effects)
      deltas += effects.count { effect in
        if case .emit(.delta) = effect { true } else { false }
      }
    }
    #expect(reports == 10)
    #expect(deltas == 1_000)
  }

  @Test(arguments: [
    ([ModelEvent.ping], 0), ([.textDelta(index: 0, "a")], 0),
    ([.messageStart(id: nil, model: nil, usage: .none)], 1),
    ([.textDelta(index: 0, "a"), .blockStop(index: 0), .textDelta(index: 1, "a")], 1),
    ([.messageDelta(stopReason: nil, stopSequence: nil, usage: UsageUpdate(output: 3))], 1),
  ])
  func reportsNewsAtOnce(events: [ModelEvent], reports: Int) {
    var machine = Self.opened()
    let effects = machine.handle(.events(Self.attempt, events), at: .milliseconds(1))
    #expect(Self.usages(effects) == reports)
  }

  @Test func aBrokenStreamIsClosed() {
    var machine = Self.opened()
    let start = ModelEvent.messageStart(id: nil, model: nil, usage: UsageUpdate(input: 1))
    let effects = machine.handle(
      .events(Self.attempt, [start, .textDelta(index: 0, "a"), start]), at: .milliseconds(1))
    #expect(effects.contains(.cancel(Self.turn)))
    guard case .emit(.turnEnded(_, .failed(let failure, hasText: true)))? = effects.last else {
      Issue.record("\(effects)")
      return
    }
    #expect(failure.kind == .protocolViolation)
    #expect(machine.handle(.ended(Self.attempt), at: .milliseconds(2)) == [])
  }
}
