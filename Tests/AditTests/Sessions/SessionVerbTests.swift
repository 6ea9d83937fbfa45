import Engine
import Testing

@testable import adit

@Suite struct SessionVerbTests {
  private static func parsed(_ words: String...) throws -> CommandLineOptions.SessionsOptions {
    try CommandLineParser.parse(["sessions"] + words).sessions
  }

  @Test func wordsWithoutAVerbAreSearchedFor() throws {
    let options = try Self.parsed("parser", "bug", "--json")
    #expect(options.verb == .list)
    #expect(options.words == ["parser", "bug"])
  }

  @Test func verbsTakeASession() throws {
    let export = try Self.parsed("export", "ab12", "--format", "html", "-o", "x.html")
    #expect(export.verb == .export)
    #expect(export.subject == "ab12")
    #expect(export.format == .html)
    #expect(export.outputPath == "x.html")
    let rename = try Self.parsed("rename", "latest", "A", "title")
    #expect(rename.verb == .rename)
    #expect(rename.words == ["A", "title"])
    #expect(try Self.parsed("import", "f.jsonl").verb == .bringIn)
  }

  @Test(arguments: [
    (["export", "ab12", "-o", ""], "needs the name of a file"),
    (["show"], "needs the session"), (["import"], "needs the FILE"),
    (["rename", "ab", " "], "needs the new title"),
    (["delete", "a", "b"], "unexpected argument 'b'"),
    (["export", "a", "--format", "pdf"], "--format takes markdown, jsonl, html or text"),
  ])
  func mistakesAreExplained(words: [String], sentence: String) {
    #expect {
      try CommandLineParser.parse(["sessions"] + words)
    } throws: { error in
      (error as? UsageError)?.message.contains(sentence) == true
    }
  }
}
