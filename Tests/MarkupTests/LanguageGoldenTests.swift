import TestSupport
import Testing
import TextModel

@testable import Markup

/// A golden for each language: a line of code, and below it a letter for the
/// role of each character. A line that begins with `=` is a remark.
///
/// `ADIT_RECORD_GOLDENS=1` writes the letters anew: read the difference.
@Suite struct LanguageGoldenTests {
  private static let folder = TestData.packageRoot + "/Tests/MarkupTests/Goldens"

  private static func letter(_ role: StyleRole) -> Character {
    switch role {
    case .codeKeyword: "k"
    case .codeType: "t"
    case .codeString: "s"
    case .codeNumber: "n"
    case .codeComment: "c"
    case .codeFunction: "f"
    case .codeAttribute: "a"
    case .codeBlock: "."
    case .diffHeader: "h"
    case .diffAdded: "+"
    case .diffRemoved: "-"
    case .diffAddedWord: "P"
    case .diffRemovedWord: "M"
    default: "?"
    }
  }

  private static func golden(_ code: [String], info: String, remarks: [String]) -> String {
    let fence = "~~~~~~~~"
    let text = "\(fence)\(info)\n" + code.map { $0 + "\n" }.joined()
    let lines = MarkdownDocument(text).allLines(width: 80).dropFirst()
    var result = remarks
    for (line, source) in zip(lines, code) {
      result.append("| " + source)
      // Control characters are drawn otherwise; letters stand for scalars.
      let letters = line.runs.map { run in
        String(run.text.map { $0 == " " || $0 == "\t" ? $0 : letter(run.style.role) })
      }
      result.append(": " + letters.joined())
    }
    return result.joined(separator: "\n") + "\n"
  }

  @Test(arguments: CodeLanguage.Name.allCases)
  func asRecorded(name: CodeLanguage.Name) throws {
    guard name != .plain else { return }
    let path = LanguageGoldenTests.folder + "/\(name).txt"
    let recorded = try #require(TestData.readText(path), "\(path) is missing")
    let lines = recorded.split(separator: "\n").map(String.init)
    let remarks = lines.filter { $0.hasPrefix("=") }
    let code = lines.filter { $0.hasPrefix("| ") }.map { String($0.dropFirst(2)) }
    let golden = LanguageGoldenTests.golden(code, info: name.aliases[0], remarks: remarks)
    if TestData.environment("ADIT_RECORD_GOLDENS") != nil {
      #expect(TestData.write(golden, to: path))
    } else {
      #expect(golden == recorded)
    }
    // Every golden shows what the language has.
    let letters = Set(
      golden.split(separator: "\n").filter { $0.hasPrefix(": ") }.joined().unicodeScalars)
    for needed in LanguageGoldenTests.needed(of: name) {
      #expect(letters.contains(needed), "\(name) shows no \(needed)")
    }
  }

  /// Comment, string, number, keyword, as far as the language has them.
  private static func needed(of name: CodeLanguage.Name) -> String.UnicodeScalarView {
    switch name {
    case .diff: "h+-PM".unicodeScalars
    case .css, .html, .xml, .yaml, .markdown, .dockerfile: "csnka".unicodeScalars
    case .ini: "csa".unicodeScalars
    default: "csnk".unicodeScalars
    }
  }

  @Test(arguments: CodeLanguage.Name.allCases)
  func everyContextIsDescribed(name: CodeLanguage.Name) {
    #expect(name.language.unknownContexts == [])
    #expect(name.language.contexts.count < 256)
  }

  @Test(arguments: [
    ("swift", CodeLanguage.Name.swift), ("JS", .javascript), ("{.python}", .python),
    ("rust,no_run", .rust), ("src/main.rs", .rust), ("c++", .cpp), ("C#", .csharp),
    ("js:src/app.js", .javascript), ("language-css", .css), ("Dockerfile", .dockerfile),
    ("bash title=\"x\"", .shell), ("patch", .diff), ("jsonc", .json), ("yml", .yaml),
    ("make", .makefile), ("kt", .kotlin), ("golang", .go), ("tsx", .typescript),
    ("./Makefile", .makefile), ("objc", .c), ("hpp", .cpp), ("zsh", .shell), ("console", .console),
  ])
  func aliases(info: String, expected: CodeLanguage.Name) {
    #expect(CodeLanguage.Name(info: info) == expected)
  }

  @Test(arguments: ["", "brainfuck", "1234", String(repeating: "x", count: 100_000)])
  func unknownNamesAreNoLanguage(info: String) {
    #expect(CodeLanguage.Name(info: info) == nil)
  }
}
