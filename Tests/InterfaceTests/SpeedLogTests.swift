import Engine
import Testing

@testable import Interface

@Suite struct SpeedLogTests {
  private static let measured = MeasuredSpeed(
    firstTokenMilliseconds: 900, tokensPerSecondTenths: 800, requests: 3)

  @Test func theLedgersMediansAreShownBeforeTheFirstAnswer() throws {
    var log = SpeedLog()
    log.seed(["opus": Self.measured])
    let median = try #require(log.median(of: "opus"))
    #expect(median == (900, 800, 3))
    #expect(log.median(of: "sonnet") == nil)
  }

  @Test func newAnswersMoveTheMedian() throws {
    var log = SpeedLog()
    log.seed(["opus": Self.measured])
    for _ in 0..<4 {
      log.record(modelKey: "opus", firstTokenMilliseconds: 100, tokensPerSecondTenths: nil)
    }
    let median = try #require(log.median(of: "opus"))
    #expect(median == (100, 800, 7))
  }

  @Test func aLaterSeedReplacesWhatWasKnown() throws {
    var log = SpeedLog()
    log.record(modelKey: "opus", firstTokenMilliseconds: 100, tokensPerSecondTenths: 5)
    log.seed([
      "opus": MeasuredSpeed(
        firstTokenMilliseconds: 900, tokensPerSecondTenths: nil, requests: 100_000),
      "none": MeasuredSpeed(firstTokenMilliseconds: 1, tokensPerSecondTenths: 1, requests: 0),
    ])
    let median = try #require(log.median(of: "opus"))
    #expect(median == (900, nil, 20))
    #expect(log.median(of: "none") == nil)
  }
}
