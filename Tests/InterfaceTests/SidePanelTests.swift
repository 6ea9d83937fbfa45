import Engine
import Testing
import TextModel

@testable import Interface

/// The panel beside the transcript.
@Suite struct SidePanelTests {
  private static func desk() -> Desk {
    var desk = Desk()
    desk.submit("Why does the decoder drop the last frame?")
    var usage = UsageReport(
      turn: TokenUsage(input: 1_200, output: 300), inputIsFinal: true, outputIsFinal: true)
    usage.turnCost = NanoDollars(8_100_000)
    usage.sessionCost = NanoDollars(8_100_000)
    usage.contextTokens = 1_500
    usage.contextWindow = 200_000
    desk.engine(.usage(TurnID(1), usage))
    desk.answer(
      "The loop leaves as soon as the socket closes, while the ring still holds frames that"
        + " nobody has read, and so the last of them is lost every time that the peer is quick.",
      turn: 1)
    return desk
  }

  @Test(arguments: [(140, 40), (200, 60)])
  func standsBesideTheTranscript(columns: Int, rows: Int) {
    var desk = Self.desk()
    Golden.check(desk.frame(columns, rows), "panel-\(columns)x\(rows)")
  }

  @Test func theTranscriptKeepsItsColumns() {
    for columns in 1...500 {
      let width = SidePanelView.width(columns: columns)
      #expect(width == 0 || SidePanelView.transcriptWidth(columns: columns) >= 100)
      #expect((width > 0) == (columns >= 140))
    }
  }

  @Test func aKeyTakesItAwayAndBringsItBack() {
    var desk = Self.desk()
    #expect(desk.screen(150, 40).contains { $0.contains("hides this") })
    desk.press(.character("x"), .control)
    desk.press(.character("b"))
    #expect(!desk.screen(150, 40).contains { $0.contains("hides this") })
    desk.press(.character("x"), .control)
    desk.press(.character("b"))
    #expect(desk.screen(150, 40).contains { $0.contains("hides this") })
    #expect(!desk.screen(139, 40).contains { $0.contains("hides this") })
  }

  @Test func theSettingTakesItAway() {
    var configuration = Fixtures.configuration()
    configuration.interface.hasSidePanel = false
    var desk = Desk(configuration)
    #expect(!desk.screen(200, 60).contains { $0.contains("hides this") })
  }

  @Test func theDayIsAsSureAsItsLeastSureRequest() {
    var desk = Self.desk()
    desk.library(.spending(SpendingTotals(day: NanoDollars(84_700_000))))
    #expect(desk.screen(150, 40).contains { $0.contains("today      $0.0847") })
    desk.library(.spending(SpendingTotals(day: NanoDollars(84_700_000), dayIsLowerBound: true)))
    #expect(desk.screen(150, 40).contains { $0.contains("today      ≥$0.0847") })
  }

  @Test func aSessionHasATitleFromItsFirstPromptOn() {
    var desk = Self.desk()
    #expect(desk.screen(120, 40)[0].contains("· Why does the decoder drop"))
    desk.submit("And another thing")
    #expect(desk.state.session.title == "Why does the decoder drop the last frame?")
  }
}
