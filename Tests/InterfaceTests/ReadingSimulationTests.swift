import Engine
import TestSupport
import Testing

@testable import Interface

/// Reading with any keys, in windows of any size, while answers are written,
/// commands run and sessions come back.
@Suite struct ReadingSimulationTests {
  private static let keys = Array(
    "jkdufbgGnN{}[]zaomv'VyYcqp?&%0125 xXiAerhHLM!TO<>()\"`+-=*^$_.,漢é")
  private static let lines = [
    "/needle", "/wo.d", "?e", "/a|b", "&needle", "&answers/n", "&mine", "&e", "&",
  ]
  private static let prompts = [
    "hello needle", "!ls", "/raw", "/links", "/drop", "/vi", "/rewind", "/outline",
    "/compare x y", "/clear",
  ]
  private static let texts = [
    "# Head\n\npara **bo**ld needle `x`\n\n", "```swift\nlet needle = 2\n```\n\n",
    "- a\n- b needle\n  ```sh\n  ls\n  ```\n- c\n\n",
    "| a | b |\n|---|---|\n| needle one two | d |\n", "| x | y |\n", "word ", "wo", "rd", "\n",
    "\n\n", "> quote [x](http://a.b)\n\n", "```\nopen", "```\n", "漢字 e\u{301} ",
    "[r]\n\n[r]: http://x.y\n\n", String(repeating: "long ", count: 300),
    String(repeating: "l\n", count: 300),
  ]
  private static let sizes = [
    (80, 24), (80, 24), (40, 10), (20, 5), (10, 3), (120, 40), (150, 30), (5, 2), (1, 1),
  ]
  /// Ticks after which a search over so little has ended.
  private static let maximumTicks = 3_000

  /// One run, by its seed.
  private struct Reader {
    var random: SeededGenerator
    var desk = Desk()
    var size = (columns: 80, rows: 24)
    /// The answer that is being written.
    var running: TurnID?

    init(seed: UInt64) {
      random = SeededGenerator(seed: seed)
      for turn in 1...4 {
        desk.submit("question \(turn)")
        desk.answer(text(12), turn: turn)
      }
      desk.effects = []
      desk.press(.tab)
    }

    mutating func any<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: elements.indices, using: &random)]
    }

    mutating func isOnce(in times: Int) -> Bool { Int.random(in: 0..<times, using: &random) == 0 }

    mutating func text(_ count: Int) -> String {
      (0..<count).map { _ in any(ReadingSimulationTests.texts) }.joined()
    }

    mutating func step() {
      desk.wait(milliseconds: any([0, 1, 30, 60, 300, 1_200]))
      switch Int.random(in: 0..<16, using: &random) {
      case 0..<6: desk.press(.character(any(ReadingSimulationTests.keys)))
      case 6:
        desk.press(any([.enter, .escape, .up, .down, .home, .end, .pageUp, .pageDown, .backspace]))
      case 7: size = any(ReadingSimulationTests.sizes)
      case 8, 9: desk.press(.tab)
      case 10: desk.submit(any(ReadingSimulationTests.lines))
      case 11: desk.submit(any(ReadingSimulationTests.prompts))
      case 12:
        let row = Int.random(in: 0..<size.rows, using: &random)
        let action: MouseEvent.Action = any([.press(0), .release, .drag(0), .wheelUp, .wheelDown])
        desk.send(.input(.mouse(MouseEvent(action, row: row, column: row))))
      case 13: if isOnce(in: 20) { open() }
      default: desk.send(.tick)
      }
      for effect in desk.takeEffects() { answer(effect) }
      write()
    }

    private mutating func open() {
      guard running == nil, desk.state.comparison == nil, !desk.state.isBusy else { return }
      var recorded = RecordedDesk()
      for prompt in ["Go", "Go on"] {
        recorded.begin(prompt)
        recorded.say { .blockStarted($0, block: 0, .text) }
        let text = text(12)
        recorded.say { .delta($0, block: 0, text) }
        recorded.say { .blockEnded($0, block: 0) }
        recorded.end(.completed(.endTurn), Desk.usage)
      }
      desk.library(.opened(recorded.opened()))
    }

    private mutating func answer(_ effect: AppEffect) {
      switch effect {
      case .engine(.submit(let id, _, _, _)):
        begin(id)
        running = id
      case .engine(.interrupt(let id)):
        desk.engine(.turnEnded(id, .interrupted(hasText: true)))
        if running == id { running = nil }
      case .compare(let prompt):
        for id in [prompt.first.id, prompt.second.id] {
          begin(id)
          desk.engine(.delta(id, block: 1, "needle\n\n- a\n"))
          if isOnce(in: 2) { desk.engine(.turnEnded(id, .completed(.endTurn))) }
        }
      case .shell(.run(_, let number)):
        desk.send(.shell(.output("out needle\nmore", number: number)))
        if isOnce(in: 2) {
          desk.send(.shell(.ended(ShellEnd(reason: .exit(1)), number: number)))
        }
      default: break
      }
    }

    private mutating func begin(_ id: TurnID) {
      desk.engine(.turnStarted(id, modelKey: ""))
      desk.engine(.phase(id, .writing))
      desk.engine(.blockStarted(id, block: 0, .thinking))
      desk.engine(.delta(id, block: 0, "thought of a needle\nmore"))
      desk.engine(.blockEnded(id, block: 0))
      desk.engine(.blockStarted(id, block: 1, .text))
    }

    /// A piece of the answer that runs, its end, or that it begins anew.
    private mutating func write() {
      guard let id = running else { return }
      desk.engine(.delta(id, block: 1, text(Int.random(in: 0..<3, using: &random))))
      guard isOnce(in: 40) else { return }
      if isOnce(in: 2) {
        desk.engine(.answerReset(id))
        desk.engine(.blockStarted(id, block: 1, .text))
      } else {
        desk.engine(.turnEnded(id, .completed(.endTurn)))
        running = nil
      }
    }

    /// Whether searches and filters end while nothing comes in.
    mutating func settles() -> Bool {
      for _ in 0..<ReadingSimulationTests.maximumTicks {
        let due = [desk.state.findDeadline(at: desk.now), desk.state.filterDeadline(at: desk.now)]
        guard due.contains(where: { $0.map { $0 <= desk.now } ?? false }) else { return true }
        desk.send(.tick)
      }
      return false
    }
  }

  /// The screen is the same whatever is kept from before, and what is looked
  /// for is found or not.
  @Test func theScreenIsThatOfACacheWithNothingInIt() {
    let seed = SeededGenerator.testSeed
    var reader = Reader(seed: seed)
    for step in 0..<400 {
      reader.step()
      if step.isMultiple(of: 3) {
        _ = reader.desk.frame(reader.size.columns, reader.size.rows)
        var cold = reader.desk
        cold.cache = LayoutCache()
        let isSame =
          cold.frame(reader.size.columns, reader.size.rows)
          == reader.desk.frame(reader.size.columns, reader.size.rows)
        #expect(isSame, "seed \(seed), step \(step)")
      }
      if step.isMultiple(of: 50) {
        let hasSettled = reader.settles()
        #expect(hasSettled, "seed \(seed), step \(step)")
      }
    }
  }
}
