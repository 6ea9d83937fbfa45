import Testing

/// Rules of the house that a machine can read off the text.
@Suite struct HouseRuleTests {
  static let sources = SourceTree.files(below: "Sources", suffix: ".swift")
  static let tests = SourceTree.files(below: "Tests", suffix: ".swift")

  /// Generated tables are exempt: nobody reads them.
  static let longestFileLines = 500

  @Test func noFileIsLongerThanTheWall() {
    for path in Self.sources + Self.tests where !path.hasSuffix("+Generated.swift") {
      let lines = SourceTree.text(path).utf8.count { $0 == 0x0A }
      #expect(lines <= Self.longestFileLines, "\(path) has \(lines) lines")
    }
  }

  @Test(arguments: ["try" + "!", " as" + "! ", "fatal" + "Error(", "TO" + "DO", "FIX" + "ME"])
  func wordThatHasNoPlaceInTheSources(word: String) {
    for path in Self.sources {
      #expect(!SourceTree.text(path).contains(word), "\(path) has \(word)")
    }
  }

  @Test(arguments: ["@unchecked" + " Sendable", "nonisolated" + "(unsafe)"])
  func concurrencyIsNeverUnchecked(mark: String) {
    let users = Self.sources.filter { SourceTree.text($0).contains(mark) }
    #expect(users.isEmpty, "\(users)")
  }

  @Test func onlyTheTerminalTouchesCurses() {
    let users = (Self.sources + SourceTree.files(below: "Sources", suffix: ".c")).filter {
      SourceTree.text($0).contains("import CTerminal")
        || SourceTree.text($0).contains("#include <ncurses")
    }
    #expect(users.allSatisfy { $0.hasPrefix("Sources/Terminal/") }, "\(users)")
  }

  @Test func formattingIsClean() {
    let result = SourceTree.run("swift format lint --strict -r Sources Tests Package.swift")
    #expect(result.status == 0, "\(result.output.prefix(2000))")
  }
}
