import Engine
import Testing

@testable import adit

@Suite struct FrameClockTests {
  static func at(_ milliseconds: UInt64) -> MonotonicTime {
    MonotonicTime(nanoseconds: milliseconds * 1_000_000)
  }

  @Test func paintsAtOnceAfterAPauseAndThenAtItsPace() {
    var clock = FrameClock()
    #expect(clock.isDue(Self.at(1000)))
    clock.painted(Self.at(1000))
    #expect(!clock.isDue(Self.at(5000)))
    #expect(clock.deadline == nil)
    clock.markDirty()
    #expect(clock.isDue(Self.at(5000)))
    clock.painted(Self.at(5000))
    clock.markDirty()
    #expect(!clock.isDue(Self.at(5004)))
    #expect(clock.deadline == MonotonicTime(nanoseconds: 5_008_300_000))
    #expect(clock.isDue(Self.at(5009)))
  }

  @Test func answersAKeySooner() {
    var clock = FrameClock()
    clock.painted(Self.at(1000))
    clock.markDirty()
    #expect(!clock.isDue(Self.at(1003)))
    clock.markKey()
    #expect(!clock.isDue(Self.at(1001)))
    #expect(clock.isDue(Self.at(1003)))
    clock.painted(Self.at(1003))
    clock.markDirty()
    #expect(!clock.isDue(Self.at(1006)))
  }
}
