import Engine
import Testing

@testable import adit

@Suite struct LineCollectorTests {
  private static func collect(
    _ text: String, _ lines: ClosedRange<Int>? = nil, pieces: Int = .max
  ) -> AttachedText? {
    var collector = LineCollector(lines: lines)
    let bytes = Array(text.utf8)
    var rest = bytes[...]
    while !rest.isEmpty {
      collector.take(Array(rest.prefix(pieces)))
      rest = rest.dropFirst(pieces)
    }
    return collector.finish(fileBytes: bytes.count)
  }

  @Test(
    arguments: [
      ("", nil, "", 0, 0), ("a", nil, "a", 1, 1), ("a\n", nil, "a", 1, 1), ("\n", nil, "", 1, 1),
      ("a\r\nb\r\n", nil, "a\r\nb\r", 2, 2), ("a\n\nb", nil, "a\n\nb", 3, 3),
      ("a\nb\nc\nd\n", 2...3, "b\nc", 2, 4), ("a\nb", 2...9, "b", 1, 2), ("a\nb", 5...9, "", 0, 2),
      ("\u{FEFF}a", nil, "a", 1, 1),
    ] as [(String, ClosedRange<Int>?, String, Int, Int)])
  func picksLines(
    _ file: String, _ lines: ClosedRange<Int>?, _ text: String, _ count: Int, _ total: Int
  ) {
    for pieces in [1, 2, 3, Int.max] {
      let found = Self.collect(file, lines, pieces: pieces)
      #expect(
        found
          == AttachedText(
            text: text, firstLine: lines?.lowerBound ?? 1, lineCount: count, totalLines: total,
            fileBytes: file.utf8.count, isRange: lines != nil, isPartial: false))
    }
  }

  @Test func longFilesAreCutAndSaySo() {
    let found = Self.collect(String(repeating: "x\n", count: 5_000))
    #expect(found?.lineCount == LineCollector.maximumLines)
    #expect(found?.totalLines == 5_000)
    #expect(found?.isPartial == true)
  }

  @Test func linesBeyondTheFirstOnesAreReached() {
    let text = (1...5_000).map { "\($0)\n" }.joined()
    #expect(Self.collect(text, 4_000...4_001, pieces: 100)?.text == "4000\n4001")
  }

  @Test func manyBytesAreCut() {
    let line = String(repeating: "y", count: 4_000) + "\n"
    let found = Self.collect(String(repeating: line, count: 100), pieces: 1_000)
    #expect(found.map { $0.text.utf8.count <= LineCollector.maximumBytes } == true)
    #expect(found?.lineCount == 65)
    #expect(found?.isPartial == true)
  }

  @Test func longLinesAreCutBetweenCharacters() {
    let line = String(repeating: "é", count: LineCollector.maximumLineBytes)
    let found = Self.collect("a" + line + "\nnext", pieces: 999)
    #expect(found?.lineCount == 2)
    #expect(found?.isPartial == true)
    #expect(
      found?.text.hasSuffix("é … [8194 more bytes of this line were cut]\nnext") == true,
      "\(found?.text.suffix(60) ?? "")")
  }

  @Test func whatIsNoUTF8IsNoText() {
    var collector = LineCollector(lines: nil)
    collector.take([0x63, 0x61, 0x66, 0xE9, 0x0A])
    #expect(collector.finish(fileBytes: 5) == nil)
  }
}
