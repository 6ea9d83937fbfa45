import Bedrock
import Glibc
import TestSupport
import Testing

@testable import adit

@Suite struct LearnedFactsFileTests {
  private static func directories(_ home: String) -> Directories {
    Directories(environment: EnvironmentValues(["HOME": home]))
  }

  private static func temporaryHome() -> String {
    var template = Array("/tmp/adit-learned-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    return String(
      decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  @Test func keepsWhatWasSavedForTheNextRun() throws {
    let home = Self.temporaryHome()
    let writer = try #require(BackgroundWriter())
    let first = try #require(
      LearnedFactsFile(directories: Self.directories(home), writer: writer))
    #expect(first.load() == nil)
    first.save(Array("one".utf8))
    first.save(Array("two".utf8))
    writer.drain(milliseconds: 5_000)
    let second = try #require(
      LearnedFactsFile(directories: Self.directories(home), writer: writer))
    #expect(second.load() == Array("two".utf8))
    let names = TestData.read("\(home)/.cache/adit/learned.json")
    #expect(names == Array("two".utf8))
  }

  @Test func withoutAHomeNothingIsKept() throws {
    let writer = try #require(BackgroundWriter())
    let nowhere = Directories(environment: EnvironmentValues([:]))
    #expect(LearnedFactsFile(directories: nowhere, writer: writer) == nil)
  }
}
