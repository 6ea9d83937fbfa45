import Testing

@testable import adit

@Suite struct BackgroundWriterTests {
  @Test func jobsAreDoneInOrder() throws {
    let writer = try #require(BackgroundWriter())
    let done = NumberLog()
    for number in 0..<100 { writer.run { done.append(number) } }
    writer.drain(milliseconds: 10_000)
    #expect(done.numbers == Array(0..<100))
  }

  /// While the disk hangs: drafts replace each other, and what waits is
  /// bounded.
  @Test func whatWaitsIsBounded() throws {
    let writer = try #require(BackgroundWriter())
    let (begun, gate) = (ThreadAnswer<Bool>(), ThreadAnswer<Bool>())
    let done = NumberLog()
    writer.run {
      begun.give(true)
      _ = gate.wait(milliseconds: 10_000)
    }
    #expect(begun.wait(milliseconds: 10_000) == true)
    for number in 0..<5_000 { writer.run(slot: .drafts) { done.append(-number) } }
    for number in 0..<BackgroundWriter.maximumJobs - 1 {
      #expect(writer.run { done.append(number) })
    }
    #expect(!writer.run { done.append(9_999) })
    gate.give(true)
    writer.drain(milliseconds: 10_000)
    #expect(done.numbers == [-4_999] + Array(0..<BackgroundWriter.maximumJobs - 1))
  }

  @Test func withoutJobsThereIsNothingToWaitFor() throws {
    let writer = try #require(BackgroundWriter())
    writer.drain(milliseconds: 10_000)
  }
}
