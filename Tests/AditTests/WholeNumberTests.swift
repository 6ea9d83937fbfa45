import Testing

@testable import adit

@Suite struct WholeNumberTests {
  @Test(arguments: [
    ("0", 0), ("64000", 64_000), ("64_000", 64_000), ("1e6", 1_000_000), ("1.5e3", 1500),
  ])
  func reads(text: String, number: Int) {
    #expect(WholeNumber.parse(text) == number)
  }

  @Test(arguments: ["", "-1", "1.5", "x", "1e99", "_1", "1_", "nan", "0x10", " 1"])
  func refuses(text: String) {
    #expect(WholeNumber.parse(text) == nil)
  }
}
