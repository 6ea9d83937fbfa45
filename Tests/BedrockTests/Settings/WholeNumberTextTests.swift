import Testing

@testable import Bedrock

@Suite struct WholeNumberTextTests {
  @Test(
    arguments: [
      ("0", 0), ("300000", 300_000), ("64_000", 64_000), ("1e6", 1_000_000), ("1.5e3", 1_500),
      ("-1", -1), ("+7", 7), ("1.0", 1), ("", nil), ("-", nil), ("_1", nil), ("1_", nil),
      ("1.5", nil), ("1e", nil), ("1e99", nil), ("0x10", nil), ("9e30", nil), ("ten", nil),
      ("--1", nil), ("1 000", nil),
    ] as [(String, Int?)])
  func values(text: String, value: Int?) { #expect(WholeNumberText.value(text) == value) }
}
