import Testing

@testable import adit

@Suite struct TimestampTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (951_782_400_007, "2000-02-29T00:00:00.007Z"),
    (1_795_253_888_123, "2026-11-21T09:38:08.123Z"), (-5, "1970-01-01T00:00:00.000Z"),
    (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
  ])
  func isISO8601(milliseconds: Int, text: String) {
    #expect(Timestamp.text(unixMilliseconds: milliseconds) == text)
  }
}
