import Testing

@testable import Transport

struct ConnectionLedgerTests {
  private let start = SuspendingClock().now
  private let origin: Origin

  init() throws { origin = try Origin(url: "https://a.com") }

  private func at(_ milliseconds: Int) -> SuspendingClock.Instant {
    start.advanced(by: .milliseconds(milliseconds))
  }

  @Test func warmsWhatIsColdAndNotBeingWarmed() {
    var ledger = ConnectionLedger()
    #expect(ledger.shouldWarm(origin, now: start))
    ledger.beganWarming(origin)
    #expect(!ledger.shouldWarm(origin, now: start))
    ledger.endedWarming(origin)
    ledger.used(origin, at: start)
    #expect(!ledger.shouldWarm(origin, now: at(49_999)))
    #expect(ledger.shouldWarm(origin, now: at(50_000)))
    ledger.closed(origin)
    #expect(ledger.shouldWarm(origin, now: start))
  }

  @Test func holdsARequestWhileAConnectionIsBeingWarmed() {
    var ledger = ConnectionLedger()
    #expect(ledger.holdDeadline(origin, issued: start) == nil)
    ledger.beganWarming(origin)
    #expect(ledger.holdDeadline(origin, issued: start) == at(1000))
    ledger.secured(origin, at: at(20))
    ledger.secured(origin, at: at(90))
    #expect(ledger.holdDeadline(origin, issued: at(10)) == at(170))
    ledger.endedWarming(origin)
    #expect(ledger.holdDeadline(origin, issued: start) == nil)
  }

  @Test func theOverallBoundHoldsWhenTLSComesLate() {
    var ledger = ConnectionLedger()
    ledger.beganWarming(origin)
    ledger.secured(origin, at: at(990))
    #expect(ledger.holdDeadline(origin, issued: start) == at(1000))
  }

  @Test func itsMemoryIsBounded() throws {
    var ledger = ConnectionLedger()
    for index in 0...ConnectionLedger.maximumOrigins {
      ledger.used(try Origin(url: "https://a\(index).com"), at: start)
    }
    #expect(ledger.shouldWarm(try Origin(url: "https://a0.com"), now: start))
    #expect(!ledger.shouldWarm(try Origin(url: "https://a64.com"), now: start))
  }
}
