import Engine
import Testing

@testable import adit

@Suite struct EngineThreadTests {
  /// Long enough that a test that waited for it would be noticed.
  static let never = 3_600_000

  @Test func tasksRunInOrderOnOneThread() async throws {
    let thread = try #require(EngineThread())
    let log = NumberLog()
    let tasks = (0..<50).map { number in
      Task(executorPreference: thread) { log.append(number) }
    }
    for task in tasks { await task.value }
    #expect(log.numbers == Array(0..<50))
  }

  @Test func aSleepEndsWhenItsMomentHasCome() async throws {
    let thread = try #require(EngineThread())
    let start = thread.now()
    try await thread.sleep(until: start)
    try await thread.sleep(until: start.adding(milliseconds: 5))
    #expect(thread.now() >= start.adding(milliseconds: 5))
  }

  @Test func shorterSleepsEndFirst() async throws {
    let thread = try #require(EngineThread())
    let log = NumberLog()
    let start = thread.now()
    let tasks = [40, 10, 25].map { milliseconds in
      Task(executorPreference: thread) {
        try await thread.sleep(until: start.adding(milliseconds: milliseconds))
        log.append(milliseconds)
      }
    }
    for task in tasks { try await task.value }
    #expect(log.numbers == [10, 25, 40])
  }

  @Test(arguments: 0..<20)
  func aCancelledSleepThrowsAtOnce(round: Int) async throws {
    let thread = try #require(EngineThread())
    let task = Task(executorPreference: thread) {
      try await thread.sleep(until: thread.now().adding(milliseconds: Self.never))
    }
    // Before, while and after the timer is entered: any of them must do.
    for _ in 0..<round { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
