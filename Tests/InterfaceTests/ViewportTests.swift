import Engine
import TestSupport
import Testing
import TextModel

@testable import Interface

/// Scrolling, following, anchors, and what a frame costs.
@Suite struct ViewportTests {
  /// A transcript of numbered paragraphs over several turns.
  static func desk(turns: Int = 5, paragraphs: Int = 12) -> Desk {
    var desk = Desk()
    for turn in 1...turns {
      desk.submit("Question \(turn)")
      let text = (1...paragraphs).map { "Paragraph \(turn).\($0) with a few words to wrap." }
      desk.answer(text.joined(separator: "\n\n"), turn: turn)
    }
    return desk
  }

  @Test func followsWhileAtTheEnd() {
    var desk = Self.desk()
    #expect(desk.screen().contains { $0.contains("Paragraph 5.12") })
    desk.submit("More")
    desk.engine(.blockStarted(TurnID(6), block: 0, .text))
    for line in 1...50 {
      desk.engine(.delta(TurnID(6), block: 0, "Line \(line)\n\n"))
      #expect(desk.screen().contains { $0.contains("Line \(line)") })
    }
  }

  @Test func readingNeverJumpsWhileTextComesIn() {
    var desk = Self.desk()
    desk.submit("More")
    desk.engine(.blockStarted(TurnID(6), block: 0, .text))
    desk.engine(.delta(TurnID(6), block: 0, "Begin of the answer.\n\n"))
    _ = desk.screen()
    desk.press(.pageUp)
    let output = desk.screen()[2..<20]
    #expect(desk.screen()[20].contains("▼ more"))
    for line in 1...60 {
      desk.engine(.delta(TurnID(6), block: 0, "Line \(line)\n\n"))
      #expect(desk.screen()[2..<20] == output)
    }
    #expect(desk.screen()[20].contains("▼ 120 new"))
    desk.press(.end, .control)
    #expect(desk.screen().contains { $0.contains("Line 60") })
    #expect(desk.state.viewport.isFollowing)
  }

  @Test func aQueuedPromptDoesNotPullTheReaderAway() {
    var desk = Self.desk()
    desk.submit("More")
    desk.submit("And more")
    _ = desk.screen()
    desk.press(.tab)
    desk.press(.character("g"))
    let output = desk.screen()[2..<18]
    desk.answer("Here is more.", turn: 6)
    #expect(desk.state.runningTurn == TurnID(7))
    #expect(desk.state.focus == .transcript)
    #expect(!desk.state.viewport.isFollowing)
    #expect(desk.screen()[2..<18] == output)
  }

  @Test func scrollingUpAtTheEndStopsFollowingAndDownResumes() {
    var desk = Self.desk()
    _ = desk.screen()
    desk.press(.up, .shift)
    _ = desk.screen()
    #expect(!desk.state.viewport.isFollowing)
    desk.press(.down, .shift)
    _ = desk.screen()
    #expect(desk.state.viewport.isFollowing)
  }

  @Test func typingAndOtherKeysDoNotScroll() {
    var desk = Self.desk()
    _ = desk.screen()
    desk.press(.pageUp)
    let output = desk.screen()[2..<20]
    desk.type("some text")
    desk.press(.left)
    #expect(desk.screen()[2..<20] == output)
  }

  @Test func submittingGoesToTheEnd() {
    var desk = Self.desk()
    _ = desk.screen()
    desk.press(.home, .control)
    #expect(desk.screen()[2] == " Adit: an assistant for code on AWS Bedrock")
    desk.submit("The last question")
    #expect(desk.screen().contains { $0.contains("The last question") })
  }

  @Test func aTopRowSurvivesResizes() {
    var desk = Self.desk()
    _ = desk.screen()
    desk.press(.home, .control)
    for _ in 0..<3 { desk.press(.pageDown) }
    let top = desk.screen()[2]
    for (columns, rows) in [(40, 12), (200, 60), (33, 15), (120, 40), (10, 3), (1, 1)] {
      _ = desk.screen(columns, rows)
    }
    #expect(desk.screen()[2] == top)
  }

  @Test func bracesJumpBetweenPrompts() {
    var desk = Self.desk()
    _ = desk.screen()
    desk.press(.tab)
    desk.press(.character("{"))
    #expect(desk.screen()[3].contains("Question 5"))
    desk.press(.character("{"))
    #expect(desk.screen()[3].contains("Question 4"))
    desk.press(.character("g"))
    desk.press(.character("}"))
    #expect(desk.screen()[3].contains("Question 1"))
  }

  /// Any sequence of keys, sizes and text: a frame from an empty cache equals
  /// the one from the cache in use, and every frame is well-formed.
  @Test(arguments: [UInt64(1), 2, 3, 4])
  func coldEqualsWarm(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var desk = Self.desk(turns: 3, paragraphs: 6)
    desk.cache = LayoutCache(maximumBytes: seed.isMultiple(of: 2) ? 40_000 : 4 << 20)
    desk.submit("Go on")
    var turn = 4
    desk.engine(.blockStarted(TurnID(turn), block: 0, .text))
    for step in 0..<120 {
      Self.act(&desk, turn: &turn, random: &random)
      let columns =
        Int.random(in: 0..<5, using: &random) == 0
        ? 1 + Int.random(in: 0..<130, using: &random) : 80
      let rows =
        Int.random(in: 0..<5, using: &random) == 0 ? 1 + Int.random(in: 0..<50, using: &random) : 24
      desk.send(.resize(ScreenSize(columns: columns, rows: rows)))
      var cold = desk
      cold.cache = LayoutCache()
      let expected = cold.frame(columns, rows)
      let frame = desk.frame(columns, rows)
      #expect(frame == expected, "seed \(seed), step \(step)")
      #expect(desk.frame(columns, rows) == frame, "seed \(seed), step \(step), again")
      #expect(frame.isWellFormed, "seed \(seed), step \(step)")
    }
  }

  private static func act(_ desk: inout Desk, turn: inout Int, random: inout SeededGenerator) {
    let pieces = [
      "word ", "\n\n", "# Heading\n", "```\ncode line\n", "```\n", "- item\n", "漢字 👍 é ",
      "| a | b |\n|---|---|\n", String(repeating: "long ", count: 40),
    ]
    let keys: [Key] = [
      Key(.pageUp), Key(.pageDown), Key(.up, .shift), Key(.down, .shift), Key(.home, .control),
      Key(.end, .control), Key(.character("o"), .control), Key(.escape), Key(.tab),
      Key(.character("a")), Key(.function(2)), Key(.function(1)), Key(.character("{")),
      Key(.backspace), Key(.character("j"), .control),
    ]
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<5:
      let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
      desk.engine(.delta(TurnID(turn), block: 0, piece))
    case 5..<9:
      desk.send(.input(.key(keys[Int.random(in: 0..<keys.count, using: &random)])))
      desk.wait(milliseconds: 100)
    default:
      desk.engine(.turnEnded(TurnID(turn), .completed(.endTurn)))
      desk.state.overlay = nil
      desk.state.focus = .composer
      desk.state.composer.reset()
      desk.submit("Next")
      turn = desk.state.lastTurnNumber
      desk.engine(.blockStarted(TurnID(turn), block: 0, .text))
    }
  }

  /// Ten megabytes cost a frame, a resize and a scroll no more than what they
  /// show.
  @Test func costIsWhatIsVisible() {
    var desk = Desk()
    desk.submit("Write a lot")
    desk.engine(.blockStarted(TurnID(1), block: 0, .text))
    let paragraph = String(repeating: "A paragraph of ten megabytes. ", count: 30) + "\n\n"
    var written = 0
    while written < 10 << 20 {
      desk.engine(.delta(TurnID(1), block: 0, paragraph))
      written += paragraph.utf8.count
    }
    func cost(_ action: (inout Desk) -> Void) -> Int {
      let before = desk.cache.layoutCount
      action(&desk)
      return desk.cache.layoutCount - before
    }
    let limit = 40
    #expect(cost { _ = $0.frame(80, 24) } < limit)
    #expect(cost { _ = $0.frame(120, 40) } < limit)
    #expect(cost { _ = $0.frame(40, 12) } < limit)
    #expect(
      cost {
        $0.press(.home, .control)
        _ = $0.frame(80, 24)
      } < limit)
    #expect(
      cost {
        $0.press(.pageDown)
        _ = $0.frame(80, 24)
      } < limit)
    #expect(
      cost {
        $0.engine(.delta(TurnID(1), block: 0, "x"))
        _ = $0.frame(80, 24)
      } <= 2)
    #expect(desk.cache.byteCount <= LayoutCache.defaultMaximumBytes)
  }

  @Test func aTinyCacheStaysWithinItsBound() {
    var desk = Self.desk(turns: 8)
    desk.cache = LayoutCache(maximumBytes: 100_000)
    _ = desk.screen()
    desk.press(.home, .control)
    for _ in 0..<60 {
      _ = desk.screen()
      desk.press(.pageDown)
      #expect(desk.cache.byteCount <= 100_000)
    }
  }

  /// Far jumps are estimates: their order is that of their sizes, and at the
  /// ends they are exact.
  @Test func farJumpsGoByEstimates() {
    var desk = Self.desk(turns: 60, paragraphs: 60)
    _ = desk.screen()
    desk.press(.tab)
    func turn(_ screen: [String]) -> Int? {
      screen.lazy.compactMap {
        $0.split(separator: " ").drop { $0 != "Paragraph" }.dropFirst().first
      }
      .compactMap { Int($0.prefix { $0 != "." }) }.first
    }
    var turns: [Int] = []
    for percent in ["25", "50", "75"] {
      desk.type(percent + "%")
      turns.append(turn(desk.screen()) ?? 0)
    }
    #expect(zip(turns, [15, 30, 45]).allSatisfy { abs($0 - $1) <= 3 }, "\(turns)")
    #expect(desk.state.reading.back != nil)
    desk.type("2400k")
    let above = turn(desk.screen()) ?? 0
    #expect(abs(above - 25) <= 4, "\(above)")
    desk.type("2400j")
    let below = turn(desk.screen()) ?? 0
    #expect(abs(below - 45) <= 4, "\(below)")
    desk.type("999999k")
    #expect(desk.screen()[2].contains("Adit"))
    desk.type("999999d")
    _ = desk.screen()
    #expect(desk.state.viewport.isFollowing)
    desk.type("0%")
    #expect(desk.screen()[2].contains("Adit"))
    desk.type("100%")
    _ = desk.screen()
    #expect(desk.state.viewport.isFollowing)
  }

  @Test func codeIsFoundByCount() {
    var desk = Desk()
    desk.submit("Q")
    let text = (1...30).map { "Prose \($0).\n\n```\ncode \($0)\n```\n\n" }.joined()
    desk.answer(text, turn: 1)
    _ = desk.screen()
    desk.press(.tab)
    desk.type("g7]")
    #expect(desk.screen()[2...4].contains { $0.contains("code 7") })
    desk.type("3[")
    #expect(desk.screen()[2...4].contains { $0.contains("code 4") })
    desk.type("99[")
    #expect(desk.screen()[2...4].contains { $0.contains("code 1") })
  }
}

extension Frame {
  /// Whether every row holds its columns: wide glyphs are followed by their
  /// right half, nothing else has width 0, the cursor is inside.
  var isWellFormed: Bool {
    guard cells.count == size.columns * size.rows else { return false }
    if let cursor {
      guard (0..<size.columns).contains(cursor.column), (0..<size.rows).contains(cursor.row)
      else { return false }
    }
    return (0..<size.rows).allSatisfy { row in
      var expectsHalf = false
      for cell in self.row(row) {
        guard (cell.glyph.width == 0) == expectsHalf else { return false }
        expectsHalf = cell.glyph.width == 2
      }
      return !expectsHalf
    }
  }
}
