import Testing

@testable import TextModel

@Suite struct FuzzyMatchTests {
  /// The first of each pair is what its user means.
  @Test(arguments: [
    ("main", "src/main.swift", "src/domain.swift"),
    ("fm", "src/FuzzyMatch.swift", "src/affirm.swift"),
    ("readme", "README.md", "docs/readme-old.md"),
    ("el", "adit/Loop/EventLoop.swift", "adit/label.txt"),
    ("test", "test.c", "src/latest.c"),
    ("srcma", "src/main.c", "some/other/recipe/matrix.c"),
    ("src/ma", "src/main.c", "resources/map.c"),
    ("a", "a", "b/a"),
  ])
  func prefers(query: String, better: String, worse: String) throws {
    let first = try #require(FuzzyMatch(query, in: better))
    let second = try #require(FuzzyMatch(query, in: worse))
    #expect(first.score > second.score)
  }

  @Test(arguments: [("abc", "acb"), ("x", ""), ("aa", "a"), ("ä", "a")])
  func fitsNot(query: String, text: String) {
    #expect(FuzzyMatch(query, in: text) == nil)
  }

  @Test(arguments: [
    ("fm", "FuzzyMatch", [0, 5]), ("el", "Loop/EventLoop", [5, 10]), ("", "x", []),
    ("ä", "bäd", [1, 2]),
  ])
  func tellsWhichBytesFit(query: String, text: String, positions: [Int]) {
    #expect(FuzzyMatch(query, in: text)?.positions == positions)
  }

  @Test func looksAtTheEndOfAnEndlessPath() {
    let path = String(repeating: "directory/", count: 5_000) + "goal.txt"
    #expect(FuzzyMatch("goal", in: path)?.positions.last == path.utf8.count - 5)
  }
}
