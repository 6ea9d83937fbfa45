import Testing

@testable import Emulator

@Suite struct ServiceTimeTests {
  @Test(arguments: [
    ("19700101T000000Z", 0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    ("20261121T043205Z", 1_795_235_525, "Sat, 21 Nov 2026 04:32:05 GMT"),
    ("20240229T235959Z", 1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
  ])
  func threeForms(stamp: String, seconds: Int, date: String) {
    #expect(ServiceTime.seconds(ofStamp: stamp) == seconds)
    #expect(ServiceTime.stamp(seconds) == stamp)
    #expect(ServiceTime.httpDate(seconds) == date)
  }

  @Test(arguments: ["", "20261121", "20261321T000000Z", "2026112XT000000Z", "20261121T250000Z"])
  func notAStamp(text: String) { #expect(ServiceTime.seconds(ofStamp: text) == nil) }
}
