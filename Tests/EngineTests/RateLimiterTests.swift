import TestSupport
import Testing

@testable import Engine

@Suite struct RateLimiterTests {
  private static func limiter(requests: Int? = nil, tokens: Int? = nil) -> RateLimiter {
    RateLimiter(RateLimits(requestsPerMinute: requests, tokensPerMinute: tokens))
  }

  @Test func withoutLimitsNothingWaits() {
    var limiter = Self.limiter(requests: 0, tokens: -1)
    for moment in 0..<1_000 {
      #expect(
        limiter.admit(reservation: .max, at: .milliseconds(moment)) == .go(isOversized: false))
    }
  }

  @Test func requestsWaitForTheOldestToLeaveTheWindow() {
    var limiter = Self.limiter(requests: 2)
    #expect(limiter.admit(reservation: 1, at: .milliseconds(0)) == .go(isOversized: false))
    #expect(limiter.admit(reservation: 1, at: .milliseconds(10)) == .go(isOversized: false))
    #expect(
      limiter.admit(reservation: 1, at: .milliseconds(20))
        == .wait(until: .milliseconds(60_000), limit: "2 requests per minute"))
    #expect(limiter.admit(reservation: 1, at: .milliseconds(60_000)) == .go(isOversized: false))
    #expect(
      limiter.admit(reservation: 1, at: .milliseconds(60_000))
        == .wait(until: .milliseconds(60_010), limit: "2 requests per minute"))
  }

  @Test func tokensWaitForAsMuchAsIsNeeded() {
    var limiter = Self.limiter(tokens: 100)
    for moment in [0, 1_000] {
      #expect(limiter.admit(reservation: 50, at: .milliseconds(moment)) == .go(isOversized: false))
      limiter.settle(tokens: 40, at: .milliseconds(moment))
    }
    #expect(
      limiter.admit(reservation: 21, at: .milliseconds(2_000))
        == .wait(until: .milliseconds(60_000), limit: "100 tokens per minute"))
    #expect(
      limiter.admit(reservation: 61, at: .milliseconds(2_000))
        == .wait(until: .milliseconds(61_000), limit: "100 tokens per minute"))
    #expect(limiter.admit(reservation: 20, at: .milliseconds(2_000)) == .go(isOversized: false))
  }

  @Test func whatNeverFitsGoesWhenNothingIsTaken() {
    var limiter = Self.limiter(tokens: 100)
    #expect(limiter.admit(reservation: 10, at: .milliseconds(0)) == .go(isOversized: false))
    limiter.settle(tokens: 1, at: .milliseconds(5))
    #expect(
      limiter.admit(reservation: 500, at: .milliseconds(10))
        == .wait(until: .milliseconds(60_005), limit: "100 tokens per minute"))
    #expect(limiter.admit(reservation: 500, at: .milliseconds(60_005)) == .go(isOversized: true))
  }

  @Test func theReservationIsReleasedAsOutputComes() {
    var limiter = Self.limiter(tokens: 1_000)
    _ = limiter.admit(reservation: 600, at: .milliseconds(0))
    #expect([0, 100, 700, -5].map(limiter.held) == [600, 500, 0, 600])
    limiter.settle(tokens: 0, at: .milliseconds(1))
    #expect(limiter.held(output: 0) == 0)
  }

  /// Whatever is asked, whoever waits as told is admitted in the end, and no
  /// window holds more requests than allowed.
  @Test(arguments: 0..<20)
  func theLimitHoldsInEveryWindow(offset: Int) {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed &+ UInt64(offset))
    var limiter = Self.limiter(requests: 5, tokens: 1_000)
    var now = MonotonicTime.milliseconds(0)
    var starts: [MonotonicTime] = []
    for _ in 0..<200 {
      now = now.adding(milliseconds: Int.random(in: 0...20_000, using: &generator))
      let need = Int.random(in: 0...1_500, using: &generator)
      var waits = 0
      while case .wait(let until, _) = limiter.admit(reservation: need, at: now) {
        #expect(until > now)
        now = until
        waits += 1
        #expect(waits < 10)
        if waits == 10 { return }
      }
      starts.append(now)
      #expect(starts.filter { $0.adding(milliseconds: 60_000) > now }.count <= 5)
      limiter.settle(tokens: Int.random(in: 0...need, using: &generator), at: now)
    }
  }
}
