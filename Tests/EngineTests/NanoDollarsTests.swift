import Testing

@testable import Engine

@Suite struct NanoDollarsTests {
  @Test(arguments: [
    (Int64(43_200_000), 4, "0.0432"), (1_270_000_000, 2, "1.27"), (0, 4, "0.0000"),
    (49_999, 4, "0.0000"), (50_000, 4, "0.0001"), (999_950_000, 4, "1.0000"),
    (999_949_999, 4, "0.9999"), (1, 9, "0.000000001"), (1, 12, "0.000000001"),
    (2_500_000_000, 0, "3"), (2_500_000_000, -1, "3"), (-1_250_000_000, 1, "-1.3"),
    (-1, 2, "0.00"), (.max, 2, "9223372036.85"), (.min, 9, "-9223372036.854775808"),
  ])
  func roundsHalfAwayFromZero(count: Int64, decimals: Int, text: String) {
    #expect(NanoDollars(count).dollars(decimals: decimals) == text)
  }

  @Test(arguments: [
    (Int64(0), "0"), (43_200_000, "0.0432"), (1_270_000_000, "1.27"), (1, "0.000000001"),
    (10_000_000_000, "10"), (-500_000_000, "-0.5"),
  ])
  func tellsTheExactAmount(count: Int64, text: String) {
    #expect(NanoDollars(count).decimal == text)
  }

  @Test func sumsStopAtTheEnds() {
    #expect(NanoDollars(.max) + NanoDollars(1) == NanoDollars(.max))
    #expect(NanoDollars(2) + NanoDollars(3) == NanoDollars(5))
    #expect(NanoDollars(2) < NanoDollars(3))
  }
}
