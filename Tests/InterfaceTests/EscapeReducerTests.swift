import Engine
import Testing

@testable import Interface

/// Whatever a turn waits for, Esc ends it within the frame.
@Suite struct EscapeReducerTests {
  static let failure = ModelFailure(
    kind: .service(status: 429, code: "ThrottlingException"), retry: .throttled,
    message: "throttled")
  static let later = MonotonicTime(nanoseconds: 60_000_000_000)

  @Test(arguments: [
    TurnPhase.connecting, .waiting, .thinking, .writing, .callingTool(name: "x"),
    .limited(until: later, limit: "50 requests per minute"),
    .retrying(attempt: 1, of: 5, until: later, because: failure),
  ])
  func stopsAtOnceInEveryPhase(phase: TurnPhase) {
    var desk = Desk()
    desk.submit("Hello")
    desk.engine(.phase(TurnID(1), phase))
    _ = desk.takeEffects()
    desk.press(.escape)
    #expect(desk.takeEffects() == [.engine(.interrupt(TurnID(1)))])
    #expect(desk.screen().last?.contains("stopping") == true)
  }

  @Test(arguments: [(10, 3), (20, 5), (40, 12), (1, 1), (200, 60), (80, 24)])
  func aPanelSurvivesEveryResizeAndIsStillInFront(columns: Int, rows: Int) {
    var desk = DialogReducerTests.asked()
    desk.type("12")
    _ = desk.frame(columns, rows)
    desk.type("3456")
    _ = desk.frame(80, 24)
    desk.press(.enter)
    #expect(desk.takeEffects() == [.answer(7, "123456")])
    desk.send(.service(.signIn(DialogReducerTests.device)))
    _ = desk.frame(columns, rows)
    #expect(desk.state.dialog == .signIn)
  }
}
