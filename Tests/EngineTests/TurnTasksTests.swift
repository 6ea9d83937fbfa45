import Testing

@testable import Engine

@Suite struct TurnTasksTests {
  private let first = TurnID(1), second = TurnID(2)

  /// A task that ends when it is cancelled.
  private static func work() -> TurnTasks.Work {
    Task {
      let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
      await withTaskCancellationHandler {
        for await _ in stream {}
      } onCancel: {
        continuation.finish()
      }
    }
  }

  @Test func knowsTheTaskOfTheLastTurn() {
    var tasks = TurnTasks()
    let work = (Self.work(), Self.work())
    let none = tasks.begin(first, work.0)
    #expect(none == nil)
    #expect(tasks.task(of: first) == work.0 && tasks.task(of: second) == nil)
    let before = tasks.begin(second, work.1)
    #expect(before == work.0)
    #expect(tasks.task(of: first) == nil && tasks.all == [work.1])
    for task in [work.0, work.1] { task.cancel() }
  }

  @Test func stopsByTheSetting() {
    var tasks = TurnTasks()
    let work = Self.work()
    _ = tasks.begin(first, work)
    let cancelled = [
      tasks.interrupt(second, .close), tasks.interrupt(first, .close),
      tasks.interrupt(first, .drain),
    ]
    #expect(cancelled == [nil, work, nil])
    // Said once.
    let stops = [tasks.takeStop(of: second), tasks.takeStop(of: first), tasks.takeStop(of: first)]
    #expect(stops == [false, true, false])
    work.cancel()
  }

  @Test func oneTaskGoesOnWithoutItsTurn() async {
    var tasks = TurnTasks()
    let work = (Self.work(), Self.work())
    let deadlines = (Self.work(), Self.work())
    _ = tasks.begin(first, work.0)
    tasks.detach { task in
      #expect(task == work.0)
      return deadlines.0
    }
    #expect(tasks.task(of: first) == nil)
    let running = tasks.begin(second, work.1)
    #expect(running == nil)
    tasks.detach { _ in deadlines.1 }
    // The one before is over, and so is its deadline.
    await work.0.value
    await deadlines.0.value
    tasks.endDrain(of: first)
    #expect(tasks.all == [work.1, deadlines.1])
    tasks.endDrain(of: second)
    #expect(tasks.all == [])
    await deadlines.1.value
    work.1.cancel()
  }

  @Test func forgetsEverything() {
    var tasks = TurnTasks()
    let work = (Self.work(), Self.work())
    _ = tasks.begin(first, work.0)
    tasks.detach { _ in work.1 }
    let all = tasks.removeAll()
    #expect(all == [work.0, work.1])
    #expect(tasks.all == [])
    for task in [work.0, work.1] { task.cancel() }
  }
}
