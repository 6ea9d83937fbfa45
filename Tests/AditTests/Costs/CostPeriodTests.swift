import Testing

@testable import adit

@Suite struct CostPeriodTests {
  private static let now = LedgerSamples.noon
  private static let hour = 3_600_000

  @Test(arguments: [
    ("24h", now - 24 * hour), ("7d", now - 168 * hour), ("2w", now - 336 * hour),
    ("1h", now - hour), ("today", now - 14 * hour), ("yesterday", now - 38 * hour),
    ("2026-11-21", now - 14 * hour), ("2024-02-29", 1_709_164_800_000 - 2 * hour),
  ])
  func timesBeginWhereTheySay(text: String, moment: Int) {
    let calendar = LedgerSamples.calendar(offsetHours: 2)
    #expect(CostPeriod.beginning(text, now: Self.now, in: calendar) == moment)
  }

  @Test(arguments: [
    ("24h", now - 24 * hour), ("today", now + 10 * hour), ("yesterday", now - 14 * hour),
    ("2026-11-21", now + 10 * hour), ("2026-12-31", now + 10 * hour + 40 * 24 * hour),
  ])
  func aDayEndsWithItsLastMoment(text: String, moment: Int) {
    let calendar = LedgerSamples.calendar(offsetHours: 2)
    #expect(CostPeriod.end(text, now: Self.now, in: calendar) == moment)
  }

  @Test(arguments: [
    "", "7", "d", "7 d", "-7d", "+7d", "0d", "7m", "7y", "1.5d", "last week", "2026-02-30",
    "2025-02-29", "99999999999999999999d", "9000000h", "2026-11-21T10:00:00Z", "７d",
  ])
  func anythingElseIsNoTime(text: String) {
    let calendar = LedgerSamples.calendar()
    #expect(CostPeriod.beginning(text, now: Self.now, in: calendar) == nil)
    #expect(CostPeriod.end(text, now: Self.now, in: calendar) == nil)
  }

}
