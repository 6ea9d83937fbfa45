import Engine
import Testing

@testable import Interface

/// Numbers on the screen.
@Suite struct NumberTextTests {
  @Test(arguments: [
    (0, "0"), (7, "7"), (1_204, "1,204"), (1_000_000, "1,000,000"), (-1_204, "-1,204"),
  ])
  func grouped(value: Int, text: String) { #expect(NumberText.grouped(value) == text) }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1k"), (12_400, "12.4k"), (128_000, "128k"),
    (999_999, "999k"), (1_000_000, "1M"), (1_250_000, "1.2M"), (-3, "0"),
  ])
  func compact(value: Int, text: String) { #expect(NumberText.compact(value) == text) }

  @Test(arguments: [
    (Int64(0), "$0"), (1, "<$0.0001"), (43_200_000, "$0.0432"), (999_960_000, "$1.00"),
    (1_270_000_000, "$1.27"), (123_456_000_000, "$123.46"),
  ])
  func dollars(count: Int64, text: String) {
    #expect(NumberText.dollars(NanoDollars(count)) == text)
  }

  @Test(arguments: [
    (Int64(0), "$0.00"), (1, "<$0.01"), (3_700_000, "<$0.01"), (10_000_000, "$0.01"),
    (43_200_000, "$0.04"), (-20_000_000, "-$0.02"),
  ])
  func cents(count: Int64, text: String) {
    #expect(NumberText.cents(NanoDollars(count)) == text)
  }

  @Test(arguments: [
    (Int64(3_000_000_000), "$3"), (300_000_000, "$0.30"), (37_500_000, "$0.0375"),
    (275_000_000, "$0.275"),
    (3_750_000_000, "$3.75"),
  ])
  func price(nano: Int64, text: String) { #expect(NumberText.price(nano) == text) }

  @Test(arguments: [(0, "0 s"), (59, "59 s"), (60, "1 min"), (125, "2 min 5 s")])
  func seconds(value: Int, text: String) { #expect(NumberText.seconds(value) == text) }

  @Test(arguments: [(0, "00:00"), (50_520, "14:02"), (86_400 + 60, "00:01"), (-60, "23:59")])
  func clock(value: Int, text: String) {
    #expect(NumberText.clock(secondsOfDay: value) == text)
  }
}
