import Testing

@testable import Interface

@Suite struct AgeTextTests {
  /// 2026-11-21 14:02:00 UTC.
  static let now = 1_795_269_720

  @Test(arguments: [
    (0, "now"), (59, "now"), (60, "1 min"), (3_599, "59 min"), (3_600, "1 h"),
    (14 * 3_600, "14 h"), (14 * 3_600 + 121, "yesterday"), (38 * 3_600, "yesterday"),
    (38 * 3_600 + 121, "2026-11-19"), (400 * 86_400, "2025-10-17"), (-5, "now"),
  ])
  func ages(seconds: Int, expected: String) {
    let text = AgeText(now: Self.now, localOffsetSeconds: 0)
    #expect(text.age(ofMilliseconds: (Self.now - seconds) * 1000) == expected)
  }

  /// The day begins at the local midnight; the offset may have days in it.
  @Test(arguments: [
    (0, "2026-11-19"), (10 * 3_600, "2026-11-20"), (-14 * 3_600, "2026-11-20"),
    (-20_778 * 86_400, "2026-11-19"), (-20_778 * 86_400 - 5 * 3_600, "2026-11-19"),
  ])
  func datesAreLocal(offset: Int, expected: String) {
    let text = AgeText(now: Self.now + 9 * 86_400, localOffsetSeconds: offset)
    #expect(text.age(ofMilliseconds: (1_795_046_400 + 19 * 3_600) * 1000) == expected)
  }

  @Test func momentsOfTodayAreTimes() {
    let text = AgeText(now: Self.now, localOffsetSeconds: 3_600)
    #expect(text.moment(ofMilliseconds: Self.now * 1000) == "15:02")
    #expect(text.moment(ofMilliseconds: (Self.now - 86_400) * 1000) == "yesterday")
    #expect(text.moment(ofMilliseconds: 0) == "")
    #expect(AgeText(now: nil, localOffsetSeconds: 0).age(ofMilliseconds: 5) == "")
  }
}
