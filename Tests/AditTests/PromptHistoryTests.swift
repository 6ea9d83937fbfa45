import Bedrock
import TestSupport
import Testing

@testable import adit

@Suite struct PromptHistoryTests {
  static func history(home: String, writer: BackgroundWriter) -> PromptHistory {
    PromptHistory(
      directories: Directories(environment: EnvironmentValues(["HOME": home])), writer: writer)
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
    #expect(history.load() == prompts)
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
    #expect(history.load() == ["first", "whole"])
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
    #expect(history.load() == ["first"])
  }
}
