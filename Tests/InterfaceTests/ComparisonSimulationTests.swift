import Engine
import Markup
import TestSupport
import Testing
import TextModel

@testable import Interface

/// Two answers at once, in any order of what both engines tell and whatever
/// keys are pressed meanwhile.
@Suite struct ComparisonSimulationTests {
  /// What one engine still has to tell.
  private struct Script {
    let id: TurnID
    let letter: String
    var events: [EngineEvent] = []
    /// The text that has been told, without what was taken back.
    var told = ""
    var cost: Int64 = 0
    var tokens = 0
    var isOver = false
    var wasInterrupted = false

    init(_ id: TurnID, letter: String, using generator: inout SeededGenerator) {
      self.id = id
      self.letter = letter
      events = [.turnStarted(id, modelKey: ""), .phase(id, .waiting), .phase(id, .writing)]
      if Int.random(in: 0..<4, using: &generator) == 0 {
        events += [
          .blockStarted(id, block: 0, .text), .delta(id, block: 0, "taken back "),
          .answerReset(id),
        ]
      }
      events.append(.blockStarted(id, block: 0, .text))
      for step in 1...Int.random(in: 1...12, using: &generator) {
        events.append(.delta(id, block: 0, letter + (step % 4 == 0 ? "\n\n" : " ")))
        events.append(usage(tokens: step))
      }
      events.append(.blockEnded(id, block: 0))
    }

    private func usage(tokens: Int) -> EngineEvent {
      let cost = NanoDollars(Int64(tokens) * price)
      return .usage(
        id,
        UsageReport(
          turn: TokenUsage(output: tokens), inputIsFinal: true, outputIsFinal: true,
          turnCost: cost, sessionCost: cost, sessionTokens: TokenUsage(output: tokens)))
    }

    private var price: Int64 { letter == "a" ? 1_000 : 1_000_000 }

    mutating func next(using generator: inout SeededGenerator) -> EngineEvent? {
      guard !isOver else { return nil }
      guard !wasInterrupted, !events.isEmpty else {
        isOver = true
        if wasInterrupted { return .turnEnded(id, .interrupted(hasText: !told.isEmpty)) }
        let failure = ModelFailure(kind: .timedOut, message: "Nothing came.")
        return .turnEnded(
          id,
          Bool.random(using: &generator)
            ? .completed(.endTurn) : .failed(failure, hasText: !told.isEmpty))
      }
      let event = events.removeFirst()
      switch event {
      case .delta(_, _, let text): told += text
      case .answerReset: told = ""
      case .usage(_, let report):
        tokens = report.turn.output
        cost = report.turnCost?.count ?? 0
      default: break
      }
      return event
    }
  }

  @Test func nothingCrossesAndNothingIsLost() {
    for round in 0..<300 {
      var generator = SeededGenerator(seed: SeededGenerator.testSeed &+ UInt64(round))
      run(round: round, using: &generator)
    }
  }

  private func run(round: Int, using generator: inout SeededGenerator) {
    var desk = Desk()
    desk.submit("/compare Why?")
    var scripts = [
      Script(TurnID(1), letter: "a", using: &generator),
      Script(TurnID(2), letter: "b", using: &generator),
    ]
    let comment: Comment = "round \(round), seed \(SeededGenerator.testSeed)"
    var choices = 0
    for _ in 0..<400 where desk.state.comparison != nil {
      desk.effects = []
      desk.wait(milliseconds: Int.random(in: 0...400, using: &generator))
      switch Int.random(in: 0..<10, using: &generator) {
      case 0..<6:
        let index = Int.random(in: 0...1, using: &generator)
        if let event = scripts[index].next(using: &generator) { desk.engine(event) }
      case 6: press(&desk, using: &generator)
      case 7: resize(&desk, using: &generator)
      default: desk.send(.tick)
      }
      for effect in desk.effects {
        switch effect {
        case .engine(.interrupt(let id)):
          #expect(!scripts[id.number - 1].isOver, comment)
          scripts[id.number - 1].wasInterrupted = true
        case .goOn(let chosen, let passedOver):
          choices += 1
          #expect(scripts.allSatisfy { $0.isOver }, comment)
          #expect(Set([chosen, passedOver]) == [TurnID(1), TurnID(2)], comment)
        default: break
        }
      }
      check(desk, scripts, comment)
    }
    #expect(choices == (desk.state.comparison == nil ? 1 : 0), comment)
  }

  private func press(_ desk: inout Desk, using generator: inout SeededGenerator) {
    let keys: [(KeyCode, Modifiers)] = [
      (.escape, []), (.enter, []), (.tab, []), (.left, []), (.right, []), (.pageUp, []),
      (.pageDown, []), (.character("1"), []), (.character("2"), []), (.character("x"), []),
      (.backspace, []), (.character("o"), .control), (.end, .control),
    ]
    guard let key = keys.randomElement(using: &generator) else { return }
    desk.press(key.0, key.1)
  }

  private func resize(_ desk: inout Desk, using generator: inout SeededGenerator) {
    let columns = Int.random(in: 1...130, using: &generator)
    let rows = Int.random(in: 1...40, using: &generator)
    let frame = desk.frame(columns, rows)
    let cache = desk.cache
    desk.cache = LayoutCache()
    #expect(desk.frame(columns, rows) == frame)
    desk.cache = cache
  }

  private func check(_ desk: Desk, _ scripts: [Script], _ comment: Comment) {
    for script in scripts {
      let item = desk.state.transcript.answerIndex(of: script.id).map {
        desk.state.transcript.items[$0]
      }
      let text = item?.parts.reduce("") { text, part in
        text
          + String(decoding: part.markdown.source(in: 0..<part.markdown.byteCount), as: UTF8.self)
      }
      #expect(text == script.told, comment)
      #expect((item?.outcome != nil) == script.isOver, comment)
    }
    let cost = scripts.reduce(0) { $0 + $1.cost }
    if scripts.allSatisfy({ $0.isOver }) {
      #expect(desk.state.sessionUsage?.sessionCost.count ?? 0 == cost, comment)
    }
  }
}
