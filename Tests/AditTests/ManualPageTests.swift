import Glibc
import Testing

@testable import adit

@Suite struct ManualPageTests {
  @Test func theCopyForPackagesIsUpToDate() throws {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    let path = parts.joined(separator: "/") + "/Sources/adit/Manual/adit.1"
    let bytes = try #require(FileAccess.read(path))
    // Made by: adit man > Sources/adit/Manual/adit.1
    #expect(String(decoding: bytes, as: UTF8.self) == ManualPage.text)
  }

  @Test func everyOptionIsInIt() {
    for option in OptionTable.all {
      let name = option.name.split(separator: "-", omittingEmptySubsequences: false)
        .joined(separator: "\\-")
      #expect(ManualPage.text.contains(name), "\(option.name)")
    }
  }

  @Test func noLineBeginsWithWhatGroffWouldTakeForACommand() {
    let commands = [".TH", ".SH", ".SS", ".TP", ".B ", ".br", ".PP", ".RS", ".RE"]
    for line in ManualPage.text.split(separator: "\n") where line.hasPrefix(".") {
      #expect(commands.contains { line.hasPrefix($0) }, "\(line)")
    }
  }
}
