import Engine
import Glibc
import TestSupport
import Testing

@testable import adit

@Suite struct ExportFileTests {
  private let folder = TemporaryFolder()

  private func write(_ path: String?) throws -> String {
    try ExportFile.write(
      Array("text".utf8), format: .markdown, summary: SessionSamples.summary, path: path,
      directory: folder.path)
  }

  @Test func aFileThatExistsIsKept() throws {
    #expect(try write("x.md") == "\(folder.path)/x.md")
    #expect(try write("x.md") == "\(folder.path)/x-2.md")
    #expect(try write(nil) == "\(folder.path)/adit-fences-escapes.md")
  }

  /// A device has no file beside it that would be its second name.
  @Test func devicesAndPipesAreWrittenTo() throws {
    #expect(try write("/dev/null") == "/dev/null")
    #expect(throws: UsageError(message: "/dev/full cannot be written: no space left on device")) {
      try write("/dev/full")
    }
    let pipe = "\(folder.path)/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: UsageError.self) { try write(pipe) }
    let reader = open(pipe, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    #expect(try write(pipe) == pipe)
    #expect(FileAccess.readAll(reader, limit: 100) == Array("text".utf8))
  }
}
