import Engine
import Testing

@testable import adit

@Suite struct ReplayPlayerTests {
  private static let turns = SessionPlayback.turns(of: SessionSamples.events)

  private static func moment(_ milliseconds: Int) -> MonotonicTime {
    MonotonicTime(nanoseconds: 1_000_000_000).adding(milliseconds: milliseconds)
  }

  private static func player(speed: Double = 1) -> ReplayPlayer {
    ReplayPlayer(turns, speed: speed, startingAt: moment(0))
  }

  private static func text(_ steps: [ReplayPlayer.Step]) -> String {
    steps.map { step in
      if case .engine(.delta(_, _, let text)) = step { text } else { "" }
    }.joined()
  }

  @Test func piecesComeAtTheirTimes() {
    var player = Self.player()
    let opening = SessionSamples.opening(1, "Show me `x`")
    #expect(
      player.due(at: Self.moment(0)) == [
        .began(opening, at: SessionSamples.start, followsLast: true),
        .engine(.phase(TurnID(1), .waiting)),
      ])
    #expect(player.deadline(at: Self.moment(0)) == Self.moment(20))
    #expect(Self.text(player.due(at: Self.moment(19))) == "")
    #expect(Self.text(player.due(at: Self.moment(20))) == "Hm.\n```")
    #expect(Self.text(player.due(at: Self.moment(1_499))) == "It is **bold**:\n\n")
    #expect(Self.text(player.due(at: Self.moment(1_500))) == "```swift\nlet x = 1\n```\n")
    let ending = player.due(at: Self.moment(2_000)).last
    #expect(ending == .engine(.turnEnded(TurnID(1), .completed(.endTurn))))
  }

  @Test(arguments: [0.5, 1, 7, 1_000])
  func everythingIsPlayedOnceAtAnySpeed(speed: Double) {
    var whole = Self.player(speed: 0)
    let expected = whole.due(at: Self.moment(0))
    #expect(whole.isOver)
    #expect(whole.deadline(at: Self.moment(0)) == nil)
    var player = Self.player(speed: speed)
    var steps: [ReplayPlayer.Step] = []
    var now = Self.moment(0)
    while !player.isOver {
      steps += player.due(at: now)
      guard let deadline = player.deadline(at: now) else { break }
      #expect(deadline > now)
      now = max(deadline, now.adding(milliseconds: 1))
    }
    #expect(steps == expected)
  }

  @Test func aPauseHoldsAndALeapEndsTheTurn() {
    var player = Self.player()
    _ = player.due(at: Self.moment(100))
    player.togglePause(at: Self.moment(100))
    #expect(player.isPaused)
    #expect(player.deadline(at: Self.moment(9_000)) == nil)
    #expect(player.due(at: Self.moment(9_000)).isEmpty)
    player.togglePause(at: Self.moment(9_000))
    #expect(player.deadline(at: Self.moment(9_000)) == Self.moment(9_900))
    let steps = player.leap(at: Self.moment(9_000))
    #expect(Self.text(steps) == "It is **bold**:\n\n```swift\nlet x = 1\n```\n")
    let next = SessionSamples.opening(2, "Forget this", after: 1)
    #expect(
      steps.last == .began(next, at: SessionSamples.start + 5_000, followsLast: true))
  }

  @Test func aTurnBehindAnEarlierOneIsToldApart() {
    var player = Self.player(speed: 0)
    let follows = player.due(at: Self.moment(0)).compactMap { step in
      if case .began(_, _, let followsLast) = step { followsLast } else { nil }
    }
    #expect(follows == [true, true, false, true])
  }

  @Test func aTurnWithoutItsEndIsCutOff() {
    var player = Self.player(speed: 0)
    #expect(player.finish().last == .cutOff)
  }
}
