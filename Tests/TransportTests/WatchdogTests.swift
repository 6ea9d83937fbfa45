import Bedrock
import Testing

@testable import Transport

struct WatchdogTests {
  private let start = SuspendingClock().now
  private let request = HTTPRequest(
    method: "POST", url: "", firstByteTimeoutMilliseconds: 3000, idleTimeoutMilliseconds: 5000)

  private func at(_ milliseconds: Int) -> SuspendingClock.Instant {
    start.advanced(by: .milliseconds(milliseconds))
  }

  @Test func silenceBeforeTheHead() {
    let watchdog = Watchdog(request: request, now: start)
    #expect(watchdog.deadline == at(3000))
    #expect(watchdog.failure(at: at(2999), authority: "h:1") == nil)
    #expect(
      watchdog.failure(at: at(3000), authority: "h:1")
        == HTTPFailure(.firstByteTimeout, "h:1 did not answer within 3 s."))
  }

  @Test(arguments: [(500, "500 ms"), (2000, "2 s"), (2500, "2500 ms"), (12_345, "12 s")])
  func theLimitIsToldAsItWasSet(milliseconds: Int, spoken: String) {
    let watchdog = Watchdog(
      request: HTTPRequest(
        method: "POST", url: "", firstByteTimeoutMilliseconds: milliseconds), now: start)
    #expect(
      watchdog.failure(at: at(milliseconds), authority: "h:1")?.message
        == "h:1 did not answer within \(spoken).")
  }

  @Test func anUploadThatMovesIsNoSilence() {
    var watchdog = Watchdog(request: request, now: start)
    watchdog.sawUpload(total: 10, at: at(1000))
    #expect(watchdog.deadline == at(4000))
    watchdog.sawUpload(total: 10, at: at(2000))
    #expect(watchdog.deadline == at(4000))
  }

  @Test func silenceInTheBody() {
    var watchdog = Watchdog(request: request, now: start)
    watchdog.sawHead(at: at(1000))
    #expect(watchdog.deadline == at(6000))
    watchdog.sawActivity(at: at(2000))
    #expect(
      watchdog.failure(at: at(7000), authority: "h:1")
        == HTTPFailure(.idleTimeout, "h:1 sent nothing for 5 s."))
  }

  @Test func aReaderThatWaitsIsNoSilence() {
    var watchdog = Watchdog(request: request, now: start)
    watchdog.sawHead(at: start)
    watchdog.pause()
    #expect(watchdog.deadline == nil)
    #expect(watchdog.failure(at: at(1_000_000), authority: "h:1") == nil)
    watchdog.resume(at: at(1_000_000))
    #expect(watchdog.deadline == at(1_005_000))
  }

  @Test func aConnectionThatSleptIsNotWaitedForLong() {
    let patient = HTTPRequest(
      method: "POST", url: "", firstByteTimeoutMilliseconds: 300_000,
      idleTimeoutMilliseconds: 300_000)
    var watchdog = Watchdog(request: patient, now: start)
    watchdog.slept(at: at(1_000))
    #expect(watchdog.deadline == at(31_000))
    #expect(
      watchdog.failure(at: at(31_000), authority: "h:1")
        == HTTPFailure(.reset, "The machine slept, and the connection to h:1 did not come back."))
    // A byte shows that it lives; shorter limits stay.
    watchdog.sawHead(at: at(2_000))
    #expect(watchdog.deadline == at(302_000))
    var impatient = Watchdog(request: request, now: start)
    impatient.slept(at: start)
    #expect(impatient.deadline == at(3_000))
  }

  @Test(
    arguments: [
      (Duration.zero, 0), (.milliseconds(-5), 0), (.nanoseconds(1), 1), (.milliseconds(7), 7),
      (.microseconds(7001), 8), (.seconds(300), 300_000), (.seconds(1_000_000_000), .max),
    ] as [(Duration, Int32)])
  func pollTimeouts(duration: Duration, expected: Int32) {
    #expect(duration.pollMilliseconds == expected)
  }
}
