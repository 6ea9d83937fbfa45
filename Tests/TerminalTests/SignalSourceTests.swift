import Glibc
import Terminal
import Testing

@Suite struct SignalSourceTests {
  /// In a process of its own: the mask stays.
  @Test func readsSignalsInsteadOfDyingOfThem() async {
    await #expect(processExitsWith: .exitCode(7)) {
      guard let source = try? SignalSource.install() else { exit(1) }
      guard source.next() == nil else { exit(2) }
      // To this thread: the test runner has others, which do not block them.
      for signal in ProcessSignal.allCases { raise(signal.number) }
      var seen: Set<ProcessSignal> = []
      while let signal = source.next() { seen.insert(signal) }
      // TSTP and CONT cancel each other while pending (POSIX), so one of the
      // two is missing.
      let expected = Set(ProcessSignal.allCases)
      guard seen.union([.stop]) == expected else { exit(3) }
      exit(7)
    }
  }
}
