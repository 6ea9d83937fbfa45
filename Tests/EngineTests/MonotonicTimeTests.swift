import Testing

@testable import Engine

@Suite struct MonotonicTimeTests {
  @Test func measuresForwardsOnly() {
    let start = MonotonicTime(nanoseconds: 5_999_999)
    #expect(start.adding(milliseconds: 3) == MonotonicTime(nanoseconds: 8_999_999))
    #expect(start.adding(milliseconds: -3) == start)
    #expect(start.adding(milliseconds: .max).nanoseconds == .max)
    #expect(start.adding(milliseconds: 7).milliseconds(since: start) == 7)
    #expect(start.milliseconds(since: start.adding(milliseconds: 7)) == 0)
  }
}
