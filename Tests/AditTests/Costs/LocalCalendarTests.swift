import Testing

@testable import adit

@Suite struct LocalCalendarTests {
  @Test(arguments: [
    ("2026-11-21", true), ("0001-01-01", true), ("2026-1-21", false), ("2026-13-01", false),
    ("2026-00-01", false), ("2026-11-32", false), ("2026-11-21x", false), ("+026-11-21", false),
    ("", false), ("2026-11", false), ("２０２６-11-21", false),
  ])
  func aDayIsReadAsItIsWritten(text: String, isDay: Bool) {
    #expect((LocalDay(text)?.text == text) == isDay)
  }

  /// Holds in every time zone, also across changes of the clock.
  @Test func theSystemsDaysBeginAfterEachOther() {
    let calendar = LocalCalendar.system
    for number in 0..<800 {
      let noon = LedgerSamples.noon - 400 * LedgerSamples.day + number * LedgerSamples.day
      let day = calendar.day(atMilliseconds: noon)
      let start = calendar.startOfDay(atMilliseconds: noon)
      #expect(calendar.day(atMilliseconds: start) == day)
      #expect(calendar.day(atMilliseconds: start - 1) < day)
      #expect(start <= noon && noon - start < 26 * 3_600_000)
    }
  }

  @Test func aMomentIsToldInLocalTime() {
    let calendar = LedgerSamples.calendar(offsetHours: 2)
    #expect(calendar.text(atMilliseconds: LedgerSamples.noon) == "2026-11-21 14:00:00")
    #expect(calendar.day(atMilliseconds: -1).text == "1970-01-01")
    #expect(LedgerSamples.calendar().day(atMilliseconds: -1).text == "1969-12-31")
  }
}
