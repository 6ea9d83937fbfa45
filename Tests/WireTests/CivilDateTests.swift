import Testing

@testable import Wire

struct CivilDateTests {
  @Test(arguments: [
    (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017),
    (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896), (2026, 11, 21, 20_778),
  ])
  func countsDays(year: Int, month: Int, day: Int, days: Int) {
    #expect(CivilDate(year: year, month: month, day: day)?.daysSinceEpoch == days)
    #expect(CivilDate(daysSinceEpoch: days) == CivilDate(year: year, month: month, day: day))
  }

  @Test(arguments: [
    (2025, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0),
    (2026, 1, 32), (0, 1, 1), (10_000, 1, 1),
  ])
  func refusesDaysThatAreNone(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }
}
