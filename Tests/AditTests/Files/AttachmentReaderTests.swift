import Engine
import Glibc
import TestSupport
import Testing
import Wire

@testable import adit

@Suite struct AttachmentReaderTests {
  private let folder = TemporaryFolder()

  private func read(_ path: String, _ lines: ClosedRange<Int>? = nil) -> ReadMention {
    AttachmentReader(directory: folder.path, home: folder.path)
      .read(MentionedFile(path: path, lines: lines))
  }

  private func refusal(_ path: String, _ lines: ClosedRange<Int>? = nil) -> String? {
    guard case .refused(_, let words) = read(path, lines) else { return nil }
    return words
  }

  @Test func textHasItsLines() throws {
    try folder.write("a\r\nb\nc\n", to: "src/a.txt")
    let text = AttachedText(text: "a\r\nb\nc", lineCount: 3, totalLines: 3, fileBytes: 7)
    let whole = ReadMention.attached(FileAttachment(name: "src/a.txt", content: .text(text)))
    #expect(read("src/a.txt") == whole)
    guard case .attached(let range) = read("src/a.txt", 2...9) else {
      Issue.record("not read")
      return
    }
    #expect(
      range.content
        == .text(
          AttachedText(
            text: "b\nc", firstLine: 2, lineCount: 2, totalLines: 3, fileBytes: 7, isRange: true)))
    #expect(refusal("src/a.txt", 7...7)?.contains("has 3 lines") == true)
  }

  @Test func pathsAreRelativeAbsoluteAndOfTheHome() throws {
    try folder.write("x", to: "a")
    symlink("a", "\(folder.path)/link")
    for path in ["a", "./a", "~/a", "\(folder.path)/a", "link"] {
      guard case .attached = read(path) else {
        Issue.record("\(path) was not read")
        continue
      }
    }
    #expect(read("b") == .unknown(MentionedFile(path: "b")))
    #expect(read("a/b") == .unknown(MentionedFile(path: "a/b")))
    #expect(read("a\u{0}b") == .unknown(MentionedFile(path: "a\u{0}b")))
    symlink("round", "\(folder.path)/round")
    #expect(refusal("round")?.contains("circle") == true)
  }

  @Test func directoriesAreListed() throws {
    try folder.write("x", to: "d/b")
    try folder.write("x", to: "d/A/c")
    try folder.write("x", to: "d/.git/config")
    #expect(
      read("d")
        == .attached(
          FileAttachment(
            name: "d",
            content: .listing(AttachedListing(entries: ["A/", "b"], totalEntries: 2)))))
    #expect(refusal("d", 1...2)?.contains("directory") == true)
  }

  @Test func nothingThatWaitsIsOpened() throws {
    mkfifo("\(folder.path)/pipe", 0o600)
    #expect(refusal("pipe")?.contains("pipe") == true)
    #expect(refusal("/dev/zero")?.contains("device") == true)
  }

  @Test(arguments: [
    ("café\0", "binary"), ("\u{FEFF}", nil), ("plain", nil), ("", nil),
  ])
  func tellsWhatIsNoText(_ content: String, _ word: String?) throws {
    try folder.write(content, to: "f")
    #expect(refusal("f").map { $0.contains(word ?? "-") } == word.map { _ in true })
  }

  @Test func imagesAreKnownByTheirBytes() throws {
    let bytes: [UInt8] = Array("GIF89a".utf8) + [0x40, 0x01, 0x48, 0x00, 0]
    try folder.write(String(decoding: bytes, as: UTF8.self), to: "not-an-image.txt")
    let image = AttachedImage(
      format: .gif, width: 320, height: 72,
      bytes: EncodedBytes(base64: Base64.encode(bytes)))
    #expect(
      read("not-an-image.txt")
        == .attached(FileAttachment(name: "not-an-image.txt", content: .image(image))))
    try folder.write("GIF89a", to: "cut.gif")
    #expect(refusal("cut.gif")?.contains("damaged") == true)
  }

  @Test func surveysTellWithoutKeeping() throws {
    try folder.write("%PDF-1.4 /Type /Page ", to: "d.pdf")
    let mention = MentionedFile(path: "d.pdf")
    let reader = AttachmentReader(directory: folder.path, home: nil)
    #expect(
      reader.survey(mention)
        == SurveyedMention(mention: mention, finding: .document(pages: 1, bytes: 21)))
  }

  @Test func whoDoesNotWaitIsNotReadFor() throws {
    try folder.write("x", to: "a")
    var reader = AttachmentReader(directory: folder.path, home: nil)
    reader.isCancelled = { true }
    guard case .refused = reader.read(MentionedFile(path: "a")) else {
      Issue.record("read all the same")
      return
    }
  }
}
