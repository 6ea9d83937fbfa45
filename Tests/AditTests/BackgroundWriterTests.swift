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

  @Test func withoutJobsThereIsNothingToWaitFor() throws {
    let writer = try #require(BackgroundWriter())
    writer.drain(milliseconds: 10_000)
  }
}
