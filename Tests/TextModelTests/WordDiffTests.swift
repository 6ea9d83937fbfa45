import Testing

@testable import TextModel

@Suite struct WordDiffTests {
  private func marked(_ text: String, _ ranges: [Range<Int>]) -> [String] {
    let bytes = Array(text.utf8)
    return ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test(arguments: [
    ("let count = 1", "let count = 2", ["1"], ["2"]),
    ("return foo(a, b)", "return foo(a, c, b)", [], ["c, "]),
    ("größe = 漢字 + x", "größe = 漢語 + x", ["漢字"], ["漢語"]),
    ("same", "same", [], []),
  ])
  func words(old: String, new: String, removed: [String], added: [String]) {
    let diff = WordDiff.between(old, new)
    #expect(diff.map { marked(old, $0.removed) } == removed)
    #expect(diff.map { marked(new, $0.added) } == added)
  }

  @Test(arguments: [
    ("let a = 1", "func otherThing() -> String {"), ("", "something"),
    (String(repeating: "a ", count: 2_000), String(repeating: "a ", count: 2_000)),
  ])
  func linesThatAreNotAlikeHaveNone(old: String, new: String) {
    #expect(WordDiff.between(old, new) == nil)
  }
}
