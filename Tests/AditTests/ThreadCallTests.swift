import CSystem
import Glibc
import Synchronization
import Testing

@testable import adit

struct ThreadCallTests {
  @Test func givesWhatTheWorkGives() async {
    #expect(await ThreadCall.run { 7 } == 7)
  }

  @Test func runsElsewhere() async {
    let here = pthread_self()
    let isHere = await ThreadCall.run { pthread_equal(pthread_self(), here) != 0 }
    #expect(isHere != nil)
    let others = await withTaskGroup(of: Int?.self) { group in
      for number in 0..<50 { group.addTask { await ThreadCall.run { number } } }
      return await group.reduce(into: Set<Int?>()) { $0.insert($1) }
    }
    #expect(others == Set((0..<50).map(Optional.some)))
  }

  /// Who is cancelled leaves while the work still blocks; what it gives later
  /// is discarded.
  @Test func cancellingLeavesAtOnce() async {
    let started = adit_eventfd()
    let gate = adit_eventfd()
    let discarded = adit_eventfd()
    defer { for descriptor in [started, gate, discarded] { close(descriptor) } }
    let call = Task {
      await ThreadCall.run { () -> Int in
        _ = adit_eventfd_signal(started)
        Self.wait(for: gate)
        return 7
      } discard: { _ in
        _ = adit_eventfd_signal(discarded)
      }
    }
    Self.wait(for: started)
    call.cancel()
    #expect(await call.value == nil)
    _ = adit_eventfd_signal(gate)
    Self.wait(for: discarded)
  }

  private static func wait(for descriptor: Int32) {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&waiting, 1, -1)
  }
}
