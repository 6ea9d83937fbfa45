import Testing

@testable import Transport

struct SuspendDetectorTests {
  @Test func onlyALeapOfTheClockThatCountsSleepIsASleep() {
    let start = SuspendDetector.Reading.now()
    func reading(awake: Int, boot: Int) -> SuspendDetector.Reading {
      .init(
        awake: start.awake.advanced(by: .milliseconds(awake)),
        boot: start.boot.advanced(by: .milliseconds(boot)))
    }
    var detector = SuspendDetector()
    var results: [Bool] = []
    results.append(detector.slept(now: reading(awake: 0, boot: 1_000_000)))
    results.append(detector.slept(now: reading(awake: 900_000, boot: 1_900_000)))
    results.append(detector.slept(now: reading(awake: 900_001, boot: 1_905_001)))
    results.append(detector.slept(now: reading(awake: 900_002, boot: 1_910_003)))
    results.append(detector.slept(now: reading(awake: 900_003, boot: 1_910_004)))
    #expect(results == [false, false, false, true, false])
  }
}
