import Engine
import TestSupport
import Testing
import TextModel

@testable import Interface

/// The lessons about reading, by their numbers.
@Suite struct ReadingLessonTests {
  /// Somebody reads in the middle while a turn runs.
  private static func reader() -> Desk {
    var desk = ViewportTests.desk(turns: 6)
    desk.submit("Work")
    _ = desk.screen()
    desk.press(.pageUp)
    desk.press(.pageUp)
    return desk
  }

  @Test func lesson02_theViewStaysWhileTheAgentWorks() {
    var desk = Self.reader()
    let read = desk.screen()[2..<20]
    let id = TurnID(7)
    desk.engine(.phase(id, .thinking))
    desk.engine(.blockStarted(id, block: 0, .thinking))
    for step in 0..<40 {
      desk.engine(.delta(id, block: 0, "thought \(step)\n"))
      #expect(desk.screen()[2..<20] == read)
    }
    desk.engine(.blockEnded(id, block: 0))
    desk.engine(.answerReset(id))
    #expect(desk.screen()[2..<20] == read)
    desk.engine(.blockStarted(id, block: 0, .toolUse(name: "run")))
    desk.engine(.delta(id, block: 0, "{}"))
    desk.engine(.turnEnded(id, .completed(.endTurn)))
    #expect(desk.screen()[2..<20] == read)
  }

  @Test func lesson03_onlyTheEndMakesTheViewFollow() {
    var desk = Self.reader()
    _ = desk.screen()
    let id = TurnID(7)
    desk.engine(.blockStarted(id, block: 0, .text))
    for line in 1...12 { desk.engine(.delta(id, block: 0, "Line \(line)\n\n")) }
    #expect(desk.screen()[20].contains("▼ 24 new"))
    for key in [Key(.tab), Key(.character("/")), Key(.escape), Key(.tab), Key(.character("x"))] {
      desk.send(.input(.key(key)))
      _ = desk.screen()
      #expect(!desk.state.viewport.isFollowing)
    }
    _ = desk.screen(120, 40)
    desk.engine(.blockEnded(id, block: 0))
    _ = desk.screen(80, 24)
    #expect(!desk.state.viewport.isFollowing)
    desk.press(.end, .control)
    #expect(desk.screen().contains { $0.contains("Line 12") })
    #expect(desk.state.viewport.isFollowing)
    desk.press(.up, .shift)
    _ = desk.screen()
    #expect(!desk.state.viewport.isFollowing)
  }

  @Test(arguments: [(1, 1), (5, 3), (10, 3), (500, 200), (3, 30), (200, 4)])
  func lesson05_everySizeHasAPictureAndNoneMovesTheText(columns: Int, rows: Int) {
    var desk = Self.reader()
    let read = desk.screen()
    let frame = desk.frame(columns, rows)
    #expect(frame.isWellFormed)
    #expect(frame.size == ScreenSize(columns: columns, rows: rows))
    for key in "&O" {
      desk.press(.tab)
      desk.press(.character(key))
      #expect(desk.frame(columns, rows).isWellFormed)
      desk.press(.escape)
      desk.press(.escape)
      desk.press(.escape)
      desk.state.focus = .composer
      desk.state.presentation.filter = nil
      desk.state.composer.reset()
    }
    #expect(desk.screen()[2..<20] == read[2..<20])
  }

  /// Blocks laid out and rows made by a key are those of a screen or two,
  /// whatever the length.
  @Test func lesson06_aKeyCostsWhatIsVisible() {
    var long = Desk()
    long.submit("Write a lot")
    long.engine(.blockStarted(TurnID(1), block: 0, .text))
    let paragraph = String(repeating: "A paragraph of megabytes. ", count: 30) + "\n\n"
    long.engine(.delta(TurnID(1), block: 0, String(repeating: paragraph, count: 2_500)))
    var many = Desk()
    for turn in 1...20_000 {
      many.state.transcript.appendPrompt("Question \(turn)", turn: TurnID(turn), secondsOfDay: nil)
      many.state.transcript.appendAnswer(turn: TurnID(turn), model: Fixtures.sonnet, at: many.now)
      many.state.transcript.append("Answer \(turn)", to: TurnID(turn), block: 0, at: many.now)
    }
    for var desk in [long, many] {
      _ = desk.screen()
      desk.press(.tab)
      let keys: [Key] = [
        Key(.character("g")), Key(.character("d")), Key(.character("G")), Key(.character("k")),
        Key(.character("{")), Key(.character("&")), Key(.character("&")), Key(.escape),
        Key(.character("O")), Key(.down), Key(.escape), Key(.tab), Key(.character("a")),
      ]
      for key in keys {
        let (blocks, rows) = (desk.cache.layoutCount, desk.cache.rowCount)
        desk.send(.input(.key(key)))
        _ = desk.screen()
        #expect(desk.cache.layoutCount - blocks <= 60, "\(key.name)")
        #expect(desk.cache.rowCount - rows <= 400, "\(key.name)")
      }
    }
  }

  /// A number before a key does not make a frame dearer, however large.
  @Test func lesson06_aCountCostsWhatIsVisible() {
    var desk = Desk()
    desk.submit("Write a lot")
    desk.engine(.blockStarted(TurnID(1), block: 0, .text))
    let paragraph =
      String(repeating: "A paragraph of megabytes. ", count: 30) + "\n\n```\ncode\n```\n\n"
    desk.engine(.delta(TurnID(1), block: 0, String(repeating: paragraph, count: 2_500)))
    _ = desk.screen()
    desk.press(.tab)
    let keys: [Key] = [
      Key(.character("j")), Key(.character("k")), Key(.character("d")), Key(.character("u")),
      Key(.character("f"), .control), Key(.character("b"), .control), Key(.character("]")),
      Key(.character("[")), Key(.character("{")), Key(.character("}")), Key(.character("%")),
    ]
    for count in ["50", "1200", "9999", "999999"] {
      for key in keys {
        desk.press(.character("5"))
        desk.press(.character("0"))
        desk.press(.character("p"))
        _ = desk.screen()
        let (blocks, rows) = (desk.cache.layoutCount, desk.cache.rowCount)
        desk.type(count)
        desk.send(.input(.key(key)))
        _ = desk.screen()
        #expect(desk.cache.layoutCount - blocks <= 300, "\(count) \(key.name)")
        #expect(desk.cache.rowCount - rows <= 1_300, "\(count) \(key.name)")
      }
    }
  }

  @Test func lesson10_thousandsOfTurnsKeepTheCachesBounded() {
    var desk = Desk()
    desk.cache = LayoutCache(maximumBytes: 200_000)
    for turn in 1...2_000 {
      desk.state.transcript.appendPrompt("Question \(turn)", turn: TurnID(turn), secondsOfDay: nil)
      desk.state.transcript.appendAnswer(turn: TurnID(turn), model: Fixtures.sonnet, at: desk.now)
      desk.state.transcript.append(
        "Answer \(turn)\n\n    code\n", to: TurnID(turn), block: 0, at: desk.now)
      desk.state.viewport.scroll(turn.isMultiple(of: 3) ? .prompts(-2) : .end)
      _ = desk.screen()
      #expect(desk.cache.byteCount <= 200_000)
    }
    desk.state.focus = .transcript
    for number in 1...110 {
      desk.press(.character("/"))
      for character in "q\(number)" { desk.press(.character(character)) }
      desk.press(.enter)
    }
    #expect(desk.state.find.history.count == TranscriptFind.maximumHistory)
  }

  @Test func lesson42_thingsAreFoundAndTheWheelLeavesThePromptAlone() {
    var desk = ViewportTests.desk(turns: 30)
    _ = desk.screen()
    desk.type("draft")
    for action in [MouseEvent.Action.wheelUp, .wheelDown, .wheelUp] {
      desk.send(.input(.mouse(MouseEvent(action, row: 5, column: 1))))
      _ = desk.screen()
    }
    #expect(desk.state.composer.buffer.text == "draft")
    #expect(!desk.state.viewport.isFollowing)
    desk.press(.tab)
    desk.state.focus = .transcript
    desk.press(.character("O"))
    desk.type("question 17")
    desk.press(.enter)
    #expect(desk.screen()[3].contains("Question 17"))
    desk.press(.character("m"))
    desk.press(.character("a"))
    desk.press(.character("/"))
    desk.type("graph 2[0-9]\\.3 ")
    desk.press(.enter)
    #expect(desk.screen().contains { $0.contains("Paragraph 20.3 ") })
    desk.press(.character("'"))
    desk.press(.character("a"))
    #expect(desk.screen()[3].contains("Question 17"))
  }

  /// Whatever happens beside: the row that is read stays at the top.
  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
  func lesson02_randomEventsNeverMoveWhatIsRead(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var desk = ViewportTests.desk(turns: 4)
    desk.submit("Go on")
    desk.engine(.blockStarted(TurnID(5), block: 0, .text))
    desk.engine(.delta(TurnID(5), block: 0, String(repeating: "Begin.\n\n", count: 80)))
    _ = desk.screen()
    desk.press(.home, .control)
    for _ in 0..<Int.random(in: 1...5, using: &random) { desk.press(.pageDown) }
    let read = desk.screen()[2]
    for step in 0..<40 {
      switch Int.random(in: 0..<6, using: &random) {
      case 0: desk.engine(.delta(TurnID(5), block: 0, "More text.\n\n"))
      case 1: desk.press(.character("o"), .control)
      case 2:
        let filters = [nil, "mine", "answers", "tools", "errors", "Begin", "answers/text"]
        let filter = filters.randomElement(using: &random) ?? nil
        desk.state.presentation.filter = filter.flatMap { TranscriptFilter(typed: $0) }
        FilterReducer.work(&desk.state, now: desk.now)
      case 3:
        let columns = Int.random(in: 1...200, using: &random)
        _ = desk.screen(columns, Int.random(in: 1...60, using: &random))
      case 4: desk.press(.character("x"))
      default: desk.state.say("a notice")
      }
      var cold = desk
      cold.cache = LayoutCache()
      #expect(desk.screen() == cold.screen(), "seed \(seed), step \(step)")
      guard desk.state.presentation.filter == nil else { continue }
      #expect(desk.screen()[2] == read, "seed \(seed), step \(step)")
    }
  }
}
