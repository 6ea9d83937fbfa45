import Testing

@testable import adit

@Suite struct LineReaderTests {
  private static let cases: [(joins: Bool, text: String, prompts: [String])] = [
    (false, "one\ntwo\n", ["one", "two"]),
    (true, "one\ntwo\n", ["one\ntwo"]),
    (false, "goes \\\non\n", ["goes \non"]),
    (false, "unfinished", []),
    (true, "\n", [""]),
  ]

  @Test(arguments: cases)
  func promptsOfLines(joins: Bool, text: String, prompts: [String]) {
    var reader = LineReader(joinsPastes: joins)
    for byte in text.utf8 { reader.take(byte) }
    var taken: [String] = []
    while let prompt = reader.take() { taken.append(prompt) }
    #expect(taken == prompts)
  }

  @Test func whatIsDroppedIsGone() {
    var reader = LineReader(joinsPastes: false)
    for byte in "yes\nye".utf8 { reader.take(byte) }
    reader.drop()
    for byte in "s\n".utf8 { reader.take(byte) }
    #expect(reader.take() == "s")
  }
}
