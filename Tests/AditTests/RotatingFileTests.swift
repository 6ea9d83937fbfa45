import Glibc
import TestSupport
import Testing

@testable import adit

@Suite struct RotatingFileTests {
  private let folder = TemporaryFolder()

  private func text(_ name: String) -> String {
    String(decoding: FileAccess.read("\(folder.path)/\(name)") ?? [], as: UTF8.self)
  }

  @Test func keepsTwoFormerFiles() {
    let file = RotatingFile(folder: folder.path, name: "log", home: nil, maximumBytes: 4)
    for number in 1...7 { file.append(Array("\(number)\n".utf8)) }
    #expect(text("log.jsonl") == "7\n")
    #expect(text("log.1.jsonl") == "5\n6\n")
    #expect(text("log.2.jsonl") == "3\n4\n")
  }

  /// Two programs at once: neither writes into a file that the other renamed.
  @Test func twoWritersShareOneFile() {
    let files = (0..<2).map { _ in
      RotatingFile(folder: folder.path, name: "log", home: nil, maximumBytes: 4)
    }
    for number in 1...6 { files[number % 2].append(Array("\(number)\n".utf8)) }
    #expect(text("log.jsonl") == "5\n6\n")
    #expect(text("log.1.jsonl") == "3\n4\n")
    #expect(text("log.2.jsonl") == "1\n2\n")
  }

  @Test func isMadeAnewWhenSomebodyRemovesIt() {
    let file = RotatingFile(folder: folder.path, name: "log", home: nil)
    file.append(Array("1\n".utf8))
    #expect(unlink("\(folder.path)/log.jsonl") == 0)
    file.append(Array("2\n".utf8))
    #expect(text("log.jsonl") == "2\n")
  }

  @Test func doesNotFollowALink() {
    #expect(symlink("\(folder.path)/elsewhere", "\(folder.path)/log.jsonl") == 0)
    RotatingFile(folder: folder.path, name: "log", home: nil).append(Array("1\n".utf8))
    #expect(text("elsewhere") == "")
  }

  @Test func withoutAFolderNothingIsKept() {
    let file = RotatingFile(folder: nil, name: "log", home: nil)
    file.append(Array("1\n".utf8))
    #expect(file.path == nil)
  }
}
