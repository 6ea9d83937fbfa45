import Bedrock
import Glibc
import Interface
import Synchronization
import TestSupport
import Testing

@testable import adit

@Suite struct PromptHistoryTests {
  static func history(
    home: String, project: String? = nil, writer: BackgroundWriter
  ) -> PromptHistory {
    PromptHistory(
      directories: Directories(environment: EnvironmentValues(["HOME": home])), project: project,
      writer: writer)
  }

  @Test func whatWasAppendedIsLoaded() throws {
    let home = TemporaryFolder()
    let writer = try #require(BackgroundWriter())
    let history = Self.history(home: home.path, writer: writer)
    #expect(history.load().isEmpty)
    let prompts = ["first", "two\nlines \"quoted\"", "ünïcode 🙂"]
    for prompt in prompts { history.append(prompt) }
    history.append(String(repeating: "long ", count: 100_000))
    writer.drain(milliseconds: 10_000)
    #expect(history.load() == prompts.map { PastPrompt($0) })
  }

  @Test func damagedLinesCostThemselvesOnly() throws {
    let home = TemporaryFolder()
    let writer = try #require(BackgroundWriter())
    let history = Self.history(home: home.path, writer: writer)
    history.append("first")
    writer.drain(milliseconds: 10_000)
    let path = "\(home.path)/.local/state/adit/history.jsonl"
    let text = try #require(TestData.readText(path))
    #expect(TestData.write(text + "\"half\n{}\n\"whole\"\n", to: path))
    #expect(history.load() == [PastPrompt("first"), PastPrompt("whole")])
  }

  @Test func aMissingHomeIsNotMade() throws {
    let home = TemporaryFolder()
    let writer = try #require(BackgroundWriter())
    let missing = "\(home.path)/nobody"
    Self.history(home: missing, writer: writer).append("lost")
    writer.drain(milliseconds: 10_000)
    #expect(!TestData.names(in: home.path).contains("nobody"))
  }

  @Test func nothingIsKeptOfARunThatKeepsNothing() throws {
    let home = TemporaryFolder()
    let writer = try #require(BackgroundWriter())
    Self.history(home: home.path, writer: writer).append("first")
    writer.drain(milliseconds: 10_000)
    let history = PromptHistory(
      directories: Directories(environment: EnvironmentValues(["HOME": home.path])), writer: nil)
    history.append("second")
    #expect(history.load() == [PastPrompt("first")])
  }

  @Test func promptsKnowTheirProject() throws {
    let home = TemporaryFolder()
    let writer = try #require(BackgroundWriter())
    Self.history(home: home.path, project: "/src/a", writer: writer).append("in a")
    Self.history(home: home.path, project: "/src/b", writer: writer).append("in b")
    writer.drain(milliseconds: 10_000)
    #expect(
      Self.history(home: home.path, writer: writer).load()
        == [PastPrompt("in a", project: "/src/a"), PastPrompt("in b", project: "/src/b")])
    let path = "\(home.path)/.local/state/adit/history.jsonl"
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  /// Lines of another process are news, the own ones are not.
  @Test func whatOthersWriteIsSeenAtTheNextLook() throws {
    let home = TemporaryFolder()
    let writer = try #require(BackgroundWriter())
    let history = Self.history(home: home.path, writer: writer)
    history.append("mine")
    writer.drain(milliseconds: 10_000)
    _ = history.load()
    history.append("mine too")
    writer.drain(milliseconds: 10_000)
    let path = "\(home.path)/.local/state/adit/history.jsonl"
    let text = try #require(TestData.readText(path))
    #expect(TestData.write(text + "{\"text\":\"theirs\",\"by\":1}\n", to: path))
    let seen = Mutex<[PastPrompt]>([])
    history.refresh { prompts in seen.withLock { $0 += prompts } }
    history.refresh { prompts in seen.withLock { $0 += prompts } }
    writer.drain(milliseconds: 10_000)
    #expect(seen.withLock { $0 } == [PastPrompt("theirs")])
  }

  /// Several programs write while others shorten: every line stays whole, and
  /// none that was written last is lost.
  @Test func aFileThatGrewTooLargeKeepsItsNewestPart() throws {
    let home = TemporaryFolder()
    let folder = "\(home.path)/.local/state/adit"
    let writers = try (0..<4).map { _ in try #require(BackgroundWriter()) }
    let first = Self.history(home: home.path, writer: writers[0])
    first.append("begin")
    writers[0].drain(milliseconds: 10_000)
    let line = "{\"text\":\"\(String(repeating: "x", count: 1_000))\"}\n"
    let count = PromptHistory.maximumFileBytes / line.utf8.count + 10
    #expect(TestData.write(String(repeating: line, count: count), to: "\(folder)/history.jsonl"))
    let histories = writers.map { Self.history(home: home.path, writer: $0) }
    for history in histories { _ = history.load() }
    for number in 0..<20 {
      for (index, history) in histories.enumerated() { history.append("prompt \(index) \(number)") }
    }
    for writer in writers { writer.drain(milliseconds: 10_000) }
    let text = try #require(TestData.readText("\(folder)/history.jsonl"))
    #expect(text.utf8.count < PromptHistory.maximumFileBytes)
    #expect(text.utf8.count > PromptHistory.keptFileBytes - 2 * line.utf8.count)
    for index in histories.indices {
      for number in 0..<20 { #expect(text.contains("\"prompt \(index) \(number)\"")) }
    }
    #expect(TestData.names(in: folder) == ["history.jsonl"])
  }
}
