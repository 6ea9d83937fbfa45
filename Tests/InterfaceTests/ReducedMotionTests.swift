import Engine
import Testing

@testable import Interface

/// `reducedMotion`: what stands on the screen changes when there is news, not
/// with the clock.
@Suite struct ReducedMotionTests {
  private static let failure = ModelFailure(
    kind: .service(status: 429, code: "ThrottlingException"), retry: .throttled,
    message: "The service is busy.")

  static let phases: [TurnPhase] = [
    .connecting, .waiting, .thinking, .writing, .callingTool(name: "read"),
    .limited(until: MonotonicTime(nanoseconds: 60_000_000_000), limit: "50 requests per minute"),
    .retrying(
      attempt: 2, of: 5, until: MonotonicTime(nanoseconds: 60_000_000_000), because: failure),
  ]

  private static func desk(reduces: Bool) -> Desk {
    var configuration = Fixtures.configuration()
    configuration.interface.reducesMotion = reduces
    return Desk(configuration)
  }

  /// The screens of the seconds after now: painted, as the program does, when
  /// something is due and not otherwise.
  private static func screens(_ desk: inout Desk, seconds: Int = 5) -> Set<[String]> {
    var seen: Set<[String]> = [desk.screen()]
    let end = desk.now.adding(milliseconds: seconds * 1_000)
    while let due = desk.state.nextDeadline(after: desk.now), due <= end {
      desk.wait(milliseconds: max(1, due.milliseconds(since: desk.now)))
      desk.send(.tick)
      seen.insert(desk.screen())
    }
    return seen
  }

  @Test(arguments: phases)
  func nothingMovesWhileATurnWaits(phase: TurnPhase) {
    for reduces in [true, false] {
      var desk = Self.desk(reduces: reduces)
      desk.submit("Hello")
      desk.engine(.phase(TurnID(1), phase))
      let due = desk.state.nextDeadline(after: desk.now)
      // The next thing to happen is that the silence is said, after seconds.
      let isSoon = due.map { $0.milliseconds(since: desk.now) <= 1_000 } ?? false
      #expect(isSoon == !reduces)
      #expect((Self.screens(&desk).count > 1) == !reduces)
    }
  }

  @Test func nothingMovesWhileACommandRuns() {
    for reduces in [true, false] {
      var desk = Self.desk(reduces: reduces)
      desk.submit("!sleep 9")
      #expect(desk.screen().last?.contains("running") == true)
      #expect((desk.state.nextDeadline(after: desk.now) == nil) == reduces)
      #expect((Self.screens(&desk).count > 1) == !reduces)
    }
  }

  /// Silence is still told, once and in words.
  @Test func aLongSilenceIsSaid() {
    var desk = Self.desk(reduces: true)
    desk.submit("Hello")
    desk.engine(.phase(TurnID(1), .waiting))
    #expect(Self.screens(&desk, seconds: 40).count == 2)
    #expect(desk.screen().last?.contains("no answer yet") == true)
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
  }
}
