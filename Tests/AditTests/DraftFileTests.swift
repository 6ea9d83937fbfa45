import Bedrock
import Glibc
import TestSupport
import Testing

@testable import adit

/// What becomes of a prompt whose program is gone.
@Suite struct DraftFileTests {
  private static func file(
    home: String, project: String, _ writer: BackgroundWriter
  ) -> DraftFile {
    DraftFile(
      directories: Directories(environment: EnvironmentValues(["HOME": home])), project: project,
      writer: writer)
  }

  /// A program that is gone left this behind.
  private static func abandon(_ text: String, name: String, home: String) {
    let folder = "\(home)/.local/state/adit/drafts"
    FileAccess.makeDirectories(folder, home: nil)
    #expect(TestData.write(text, to: "\(folder)/\(name)"))
  }

  @Test func whatALivingProgramHoldsIsNotTaken() throws {
    let home = TemporaryFolder()
    let writer = try #require(BackgroundWriter())
    let file = Self.file(home: home.path, project: "/p", writer)
    file.keep(["a draft"])
    file.keep(["a longer draft, then a short one"])
    file.keep(["short"])
    writer.drain(milliseconds: 10_000)
    let path = "\(home.path)/.local/state/adit/drafts/\(getpid()).json"
    #expect(TestData.readText(path) == "{\"project\":\"/p\",\"drafts\":[\"short\"]}\n")
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(Self.file(home: home.path, project: "/p", writer).takeAbandoned() == [])
    file.keep([])
    writer.drain(milliseconds: 10_000)
    #expect(TestData.readText(path) == nil)
  }

  @Test func anAbandonedDraftIsOfferedOnceAndToItsProject() throws {
    let home = TemporaryFolder()
    let writer = try #require(BackgroundWriter())
    Self.abandon(
      "{\"project\":\"/p\",\"drafts\":[\"left\\nbehind\"]}\nrest of a longer one", name: "1.json",
      home: home.path)
    Self.abandon("{\"project\":\"/p\",\"te", name: "2.json", home: home.path)
    let other = Self.file(home: home.path, project: "/other", writer)
    #expect(other.takeAbandoned() == [])
    let file = Self.file(home: home.path, project: "/p", writer)
    #expect(file.takeAbandoned() == ["left\nbehind"])
    // It is kept on until something else is, by this program alone.
    let folder = "\(home.path)/.local/state/adit/drafts"
    #expect(TestData.names(in: folder) == ["\(getpid()).json"])
    #expect(Self.file(home: home.path, project: "/p", writer).takeAbandoned() == [])
    file.keep([])
    writer.drain(milliseconds: 10_000)
    #expect(TestData.names(in: folder) == [])
  }
}
