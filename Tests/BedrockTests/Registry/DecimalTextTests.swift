import Testing

@testable import Bedrock

@Suite struct DecimalTextTests {
  @Test(arguments: [
    ("0", 9, Int64(0)), ("2", 9, 2_000_000_000), ("0.10", 9, 100_000_000),
    ("0.1", 9, 100_000_000), ("0.035", 9, 35_000_000), ("18.75", 9, 18_750_000_000),
    ("1.1", 3, 1_100), ("2.7", 2, 270), ("1e-9", 9, 1), ("2.5E1", 0, 25), ("1.500e2", 0, 150),
    ("0.000000001", 9, 1), ("0.0000000000", 0, 0), ("9223372036854775807", 0, .max),
  ])
  func exactValues(text: String, places: Int, value: Int64) {
    #expect(DecimalText.scaled(text, places: places) == value)
  }

  @Test(arguments: [
    ("-1", 9), ("0.0000000001", 9), ("1.25", 1), ("9223372036854775808", 0), ("1e40", 0),
    ("99999999999", 9), ("1e", 0), ("", 0), (".", 1) as (String, Int),
  ])
  func refused(text: String, places: Int) {
    let value = DecimalText.scaled(text, places: places)
    #expect(value == nil || (text.filter(\.isNumber).isEmpty && value == 0))
  }
}
