import Bedrock
import Glibc
import Synchronization
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

  /// What `file` finds of earlier runs.
  private static func recovered(_ file: DraftFile, _ writer: BackgroundWriter) -> [String] {
    let found = Mutex<[String]>([])
    file.recover { texts in found.withLock { $0 = texts } }
    writer.drain(milliseconds: 10_000)
    return found.withLock(\.self)
  }

  /// A program that is gone left this behind, so many seconds ago.
  private static func abandon(_ text: String, name: String, home: String, age: Int = 0) {
    let folder = "\(home)/.local/state/adit/drafts"
    FileAccess.makeDirectories(folder, home: nil)
    let path = "\(folder)/\(name)"
    #expect(TestData.write(text, to: path))
    let moment = timeval(tv_sec: time(nil) - age, tv_usec: 0)
    #expect(utimes(path, [moment, moment]) == 0)
  }

  private static func folder(_ home: TemporaryFolder) -> String {
    "\(home.path)/.local/state/adit/drafts"
  }

  @Test func whatALivingProgramHoldsIsNotTaken() throws {
    let home = TemporaryFolder()
    let writer = try #require(BackgroundWriter())
    let file = Self.file(home: home.path, project: "/p", writer)
    file.keep(["a draft"])
    file.keep(["a longer draft, then a short one"])
    file.keep(["short"])
    writer.drain(milliseconds: 10_000)
    let path = "\(Self.folder(home))/\(getpid()).json"
    #expect(TestData.readText(path) == "{\"project\":\"/p\",\"drafts\":[\"short\"]}\n")
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    let second = Self.file(home: home.path, project: "/p", writer)
    #expect(Self.recovered(second, writer) == [])
    // A second program of the same number takes another name.
    second.keep(["other"])
    writer.drain(milliseconds: 10_000)
    #expect(TestData.names(in: Self.folder(home)) == ["\(getpid())-1.json", "\(getpid()).json"])
    file.keep([])
    writer.drain(milliseconds: 10_000)
    second.keep([])
    writer.drain(milliseconds: 10_000)
    #expect(TestData.names(in: Self.folder(home)) == [])
  }

  @Test func abandonedDraftsAreOfferedOnceAndToTheirProject() throws {
    let home = TemporaryFolder()
    let writer = try #require(BackgroundWriter())
    Self.abandon(
      "{\"project\":\"/p\",\"drafts\":[\"left\\nbehind\"]}\nrest of a longer one",
      name: "1.json", home: home.path, age: 10)
    Self.abandon(
      "{\"project\":\"/p\",\"drafts\":[\"queued\",\"newer\"]}\n", name: "3.json",
      home: home.path)
    Self.abandon("{\"project\":\"/p\",\"te", name: "2.json", home: home.path)
    #expect(Self.recovered(Self.file(home: home.path, project: "/other", writer), writer) == [])
    let file = Self.file(home: home.path, project: "/p", writer)
    #expect(Self.recovered(file, writer) == ["left\nbehind", "queued", "newer"])
    // They stay where they are until they are among this program's own.
    #expect(TestData.names(in: Self.folder(home)) == ["1.json", "3.json"])
    #expect(Self.recovered(Self.file(home: home.path, project: "/p", writer), writer) == [])
    file.keep(["newer"])
    writer.drain(milliseconds: 10_000)
    #expect(TestData.names(in: Self.folder(home)).count == 3)
    file.keep(["left\nbehind", "queued", "newer"], takesOver: true)
    writer.drain(milliseconds: 10_000)
    #expect(TestData.names(in: Self.folder(home)) == ["\(getpid()).json"])
    file.keep([])
    writer.drain(milliseconds: 10_000)
    #expect(TestData.names(in: Self.folder(home)) == [])
  }

  @Test func whatNobodyComesBackForIsRemoved() throws {
    let home = TemporaryFolder()
    let writer = try #require(BackgroundWriter())
    let entry = "{\"project\":\"/elsewhere\",\"drafts\":[\"x\"]}\n"
    for number in 0..<DraftFile.maximumFiles + 2 {
      Self.abandon(entry, name: "\(1_000 + number).json", home: home.path, age: number)
    }
    Self.abandon(entry, name: "1.json", home: home.path, age: DraftFile.maximumAge + 60)
    #expect(Self.recovered(Self.file(home: home.path, project: "/p", writer), writer) == [])
    let names = TestData.names(in: Self.folder(home))
    #expect(names.count == DraftFile.maximumFiles)
    #expect(!names.contains("1.json") && !names.contains("1101.json"))
  }
}
