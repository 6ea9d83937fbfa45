import CSystem
import TestSupport
import Testing

/// Memory that the program gives back.
@Suite struct ProgramMemoryTests {
  /// Kibibytes of files, the program's own above all, that are mapped now.
  private static func mappedFileKibibytes() throws -> Int {
    let status = try #require(TestData.readText("/proc/self/status"))
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssFile:") })
    return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
  }

  /// What was touched and is not needed now goes; what is needed comes back.
  @Test func pagesOfTheProgramAreGivenBack() throws {
    let before = try Self.mappedFileKibibytes()
    adit_release_program()
    let after = try Self.mappedFileKibibytes()
    #expect(after < before)
  }
}
