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

  /// Unchecked concurrency only where a lock is proven.
  @Test func uncheckedSendableStaysOnTheList() {
    let mark = "@unchecked" + " Sendable"
    let users = Self.sources.filter { SourceTree.text($0).contains(mark) }
    #expect(users.allSatisfy { $0 == "Sources/Transport/CurlDriver.swift" }, "\(users)")
    let unsafe = Self.sources.filter { SourceTree.text($0).contains("nonisolated" + "(unsafe)") }
    #expect(unsafe.isEmpty)
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
