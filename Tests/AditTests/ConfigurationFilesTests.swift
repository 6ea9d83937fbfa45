import TestSupport
import Testing

@testable import Bedrock
@testable import adit

struct ConfigurationFilesTests {
  private let home = TemporaryFolder()

  private var files: ConfigurationFiles {
    ConfigurationFiles(
      directories: Directories(environment: EnvironmentValues(["HOME": home.path])),
      workingDirectory: home.path)
  }

  private func makeFolder() {
    FileAccess.makeDirectories(home.path + "/.config/adit", home: home.path)
  }

  @Test func nothingThereIsNoProblem() {
    var files = files
    #expect(files.configuration() == UserConfiguration())
    #expect(files.problems == [])
  }

  /// A folder of that name, for instance.
  @Test func whatCannotBeReadIsSaid() {
    makeFolder()
    FileAccess.makeDirectories(home.path + "/.config/adit/config.json", home: home.path)
    var files = files
    #expect(files.configuration() == UserConfiguration())
    #expect(
      files.problems == [
        "~/.config/adit/config.json cannot be read and is ignored: make it a file that you can read."
      ])
  }

  @Test func whatIsReadCounts() {
    makeFolder()
    #expect(
      TestData.write(#"{"model": "opus"}"#, to: home.path + "/.config/adit/config.json"))
    var files = files
    #expect(files.configuration().model == "opus")
    #expect(files.problems == [])
  }
}
