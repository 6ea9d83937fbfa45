import TestSupport
import Testing

@testable import TextModel

@Suite struct PathRankingTests {
  private func list(_ paths: [String]) -> PathList {
    var list = PathList()
    for path in paths {
      let isDirectory = path.hasSuffix("/")
      let isHidden = path.hasPrefix(".") || path.contains("/.")
      list.append(
        isDirectory ? Array(path.utf8.dropLast()) : Array(path.utf8), isDirectory: isDirectory,
        isHidden: isHidden)
    }
    return list
  }

  @Test(arguments: [
    ("", ["src", "README.md", "main.c"]),
    ("src/", ["src/deep", "src/main.c"]),
    ("main", ["main.c", "src/main.c"]),
    ("MAIN", ["main.c", "src/main.c"]),
    ("src/ma", ["src/main.c"]),
    (".g", [".github", ".gitignore", ".github/ci.yml"]),
    (".github/", [".github/ci.yml"]),
    ("ci", ["src/main.c"]),
    ("nothing at all", []),
  ])
  func finds(query: String, paths: [String]) {
    let list = list([
      "README.md", "main.c", "src/", "src/main.c", "src/deep/", "src/deep/x.h", ".gitignore",
      ".github/", ".github/ci.yml",
    ])
    var ranking = PathRanking()
    #expect(ranking.best(query, in: list, limit: 9).map(\.path) == paths)
  }

  /// A letter more narrows what is known; the answer is that of a new search.
  @Test func narrowingChangesNothing() {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed)
    let letters = Array("abcdeAB_./")
    let paths = (0..<3_000).map { _ in
      "x"
        + String(
          (0..<Int.random(in: 1...30, using: &generator)).map { _ in
            letters[Int.random(in: 0..<letters.count, using: &generator)]
          }) + "y"
    }
    var list = PathList()
    for path in paths { list.append(path.utf8, isDirectory: false, isHidden: false) }
    for query in ["abcd", "ba_c", "a/b", "eeee"] {
      var narrowing = PathRanking()
      for length in 1...query.count {
        let typed = String(query.prefix(length))
        var fresh = PathRanking()
        #expect(
          narrowing.best(typed, in: list, limit: 50) == fresh.best(typed, in: list, limit: 50),
          "seed \(SeededGenerator.testSeed), \(typed)")
        // Paths that come later are looked at too.
        list.append("late/\(typed)".utf8, isDirectory: false, isHidden: false)
      }
    }
  }

  /// The quick look at a hundred thousand paths loses none of the best.
  @Test func findsTheOneAmongAHundredThousand() {
    var list = PathList()
    for number in 0..<100_000 {
      list.append(
        "module\(number % 97)/source\(number % 1009)/file\(number).swift".utf8,
        isDirectory: false, isHidden: false)
    }
    list.append("module3/FuzzyMatch.swift".utf8, isDirectory: false, isHidden: false)
    var ranking = PathRanking()
    #expect(ranking.best("fuzzym", in: list, limit: 1).first?.path == "module3/FuzzyMatch.swift")
    #expect(
      ranking.best("file99999", in: list, limit: 1).first?.path
        == "module89/source108/file99999.swift")
  }
}
