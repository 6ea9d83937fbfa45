import Engine
import Testing
import TextModel

@testable import Interface

/// Whole screens of a comparison.
@Suite struct ComparisonGoldenTests {
  static let sizes = [
    (120, 40), (80, 24), (40, 12), (40, 10), (200, 60), (79, 24), (20, 5), (10, 3), (1, 1),
  ]

  private static func desk() -> Desk {
    var desk = Desk()
    desk.submit("Hello")
    desk.answer("Good day.", turn: 1)
    desk.submit("/compare Why does the decoder drop the last frame?")
    let answers = [
      (
        TurnID(2),
        "The loop leaves as soon as the **socket** closes, while the ring still holds a frame:\n\n"
          + "```swift\nwhile let chunk = try await source.next() {\n    ring.append(chunk)\n}\n```\n\n"
          + "Drain the ring behind the loop.\n"
      ),
      (
        TurnID(3),
        "1. The last frame is shorter than the others.\n2. `take(upTo:)` waits for a whole one.\n\n"
          + "Ask for what is there when the stream has ended.\n"
      ),
    ]
    for (id, text) in answers {
      desk.engine(.turnStarted(id, modelKey: ""))
      desk.engine(.phase(id, .writing))
      desk.engine(.blockStarted(id, block: 0, .text))
      desk.engine(.delta(id, block: 0, text))
    }
    desk.report(TurnID(2), output: 1_204, cost: 43_200_000, session: 50_000_000)
    desk.report(TurnID(3), output: 812, cost: 21_000_000, session: 27_800_000)
    desk.wait(milliseconds: 3_000)
    return desk
  }

  @Test(arguments: sizes)
  func bothWrite(columns: Int, rows: Int) {
    var desk = Self.desk()
    Golden.check(desk.frame(columns, rows), "compare-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (40, 10)])
  func oneIsStoppedAndTheChoiceIsAsked(columns: Int, rows: Int) {
    var desk = Self.desk()
    desk.press(.tab)
    desk.press(.escape)
    desk.engine(.turnEnded(TurnID(3), .interrupted(hasText: true)))
    desk.offer()
    desk.submit("and how would you test that?")
    Golden.check(desk.frame(columns, rows), "compare-asked-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (40, 12)])
  func oneIsChosen(columns: Int, rows: Int) {
    var desk = Self.desk()
    desk.engine(.turnEnded(TurnID(2), .completed(.endTurn)))
    desk.engine(.turnEnded(TurnID(3), .completed(.endTurn)))
    desk.offer()
    desk.press(.character("2"))
    desk.wait(milliseconds: 5_000)
    desk.send(.tick)
    Golden.check(desk.frame(columns, rows), "compare-chosen-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func aColdFrameEqualsAWarmOne(columns: Int, rows: Int) {
    var desk = Self.desk()
    desk.press(.pageUp)
    _ = desk.frame(columns, rows)
    desk.press(.tab)
    desk.press(.up, .shift)
    let warm = desk.frame(columns, rows)
    desk.cache = LayoutCache()
    #expect(desk.frame(columns, rows) == warm)
  }

  /// Half of a width is laid out no oftener than the whole.
  @Test func aFrameCostsWhatIsVisible() {
    var desk = Desk.comparing(lines: 4_000)
    _ = desk.frame(80, 24)
    let rows = desk.cache.rowCount
    #expect(rows < 200)
    desk.engine(.delta(TurnID(2), block: 0, "more"))
    _ = desk.frame(80, 24)
    #expect(desk.cache.rowCount - rows < 10)
  }

  @Test func aResizeKeepsWhatIsRead() {
    var desk = Desk.comparing(lines: 60)
    _ = desk.frame(100, 24)
    desk.press(.pageUp)
    desk.press(.pageUp)
    let wide = desk.frame(100, 24).lines.first { $0.contains("left ") }
    let narrow = desk.frame(60, 24).lines.first { $0.contains("left ") }
    #expect(wide?.prefix(20).contains("left 4") == true)
    #expect(narrow.map { wide?.contains($0.drop { $0 == " " }) } == true)
    let again = desk.frame(100, 24).lines.first { $0.contains("left ") }
    #expect(again == wide)
  }
}
