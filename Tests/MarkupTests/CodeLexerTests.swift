import TestSupport
import Testing
import TextModel

@testable import Markup

@Suite struct CodeLexerTests {
  /// Pieces of code that open, close and nest something in some language.
  private static let pieces = [
    "/*", "*/", "//", "#", "\"", "'", "`", "\"\"\"", "'''", "${", "}", "{", "(", ")", "\\(", "\\",
    "#\"", "\"#", "##\"\"\"", "r#\"", "R\"x(", ")x\"", "<<EOF", "EOF", "<<-'E'", "E", "<script>",
    "</script>", "<style>", "</style>", "<!--", "-->", "<a b=\"", ">", "```js", "```", "$x", "$(",
    "$tag$", "=begin", "=end", "[==[", "]==]", "--[[", "]]", "let", "Int", "f(", "0x1F", "1.5e-3",
    "漢字", "é", "👩‍👩‍👧", "\t", " ", " ", "key:", "key =", "@a", "&", ";", "/re/", "\u{0}", "[", "]",
  ]

  private func randomLine(_ random: inout SeededGenerator) -> [UInt8] {
    (0..<Int.random(in: 0...12, using: &random)).flatMap { _ in
      Array((CodeLexerTests.pieces.randomElement(using: &random) ?? "").utf8)
    }
  }

  /// What is kept between lines is all that the next line needs, and the spans
  /// of a line cover it.
  @Test(arguments: CodeLanguage.Name.allCases)
  func theStateIsAllThatIsCarried(name: CodeLanguage.Name) {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    for _ in 0..<12 {
      var whole = CodeLexer(name)
      var state = CodeLexer.State()
      for _ in 0..<20 {
        let line = randomLine(&random)[...]
        let spans = whole.spans(of: line)
        var resumed = CodeLexer(name, state: state)
        #expect(resumed.spans(of: line) == spans, "seed \(seed)")
        state = resumed.state
        #expect(state == whole.state, "seed \(seed)")
        #expect(state.frames.count <= CodeLexer.maximumDepth)
        #expect((spans.last?.end ?? 0) == line.endIndex, "seed \(seed)")
        var end = 0
        for span in spans {
          #expect(span.end > end, "seed \(seed)")
          end = span.end
          // Never inside of a character.
          #expect(end == line.count || line[end] & 0xC0 != 0x80, "seed \(seed)")
        }
      }
    }
  }

  /// Each language's own text with what it may never see: nothing is lost.
  @Test(arguments: CodeLanguage.Name.allCases)
  func textComesOutAsItIs(name: CodeLanguage.Name) {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    for _ in 0..<6 {
      let code = (0..<10).map { _ in String(decoding: randomLine(&random), as: UTF8.self) }
      let document = MarkdownDocument(
        "~~~~~~~~~~~~\(name.aliases[0])\n" + code.map { $0 + "\n" }.joined())
      let shown = document.blocks.indices.flatMap { document.lines(ofBlock: $0, width: 40) }
      #expect(plain(Array(shown.dropFirst())) == code, "seed \(seed)")
    }
  }

  @Test(arguments: CodeLanguage.Name.allCases)
  func aLongLineIsPlainBehindItsLimit(name: CodeLanguage.Name) {
    for unit in [
      "\"a", "/*", "(", "[", "`${", "#", "=/[", "'", "<a ", "漢", "r#", "$", "<<a ", "a: ",
    ] {
      let line = Array(String(repeating: unit, count: 6_000 / unit.utf8.count).utf8)[...]
      var lexer = CodeLexer(name)
      let spans = lexer.spans(of: line)
      #expect(spans.last == CodeLexer.Span(end: line.count, role: .codeBlock))
      #expect(spans.count <= CodeLexer.maximumLineBytes + 1)
      #expect(lexer.state.frames.count <= CodeLexer.maximumDepth)
    }
  }

  /// A piece of a large block begins with what is open there, and pieces are
  /// as cheap to draw as their own lines.
  @Test(arguments: [("swift", "/*", "*/"), ("js", "`", "`"), ("python", "'''", "'''")])
  func piecesAreColouredAsTheWhole(language: String, open: String, close: String) {
    let inside = (1...700).map { "let a\($0) = 1" }
    let code = ["let x = 1", open] + inside + [close, "let y = 2"]
    let document = MarkdownDocument("```\(language)\n\(code.joined(separator: "\n"))\n```\n")
    #expect(document.blocks.count > 2)
    var lexer = CodeLexer(CodeLanguage.Name(info: language) ?? .plain)
    let expected = code.map { line in
      let bytes = Array(line.utf8)[...]
      var start = 0
      return lexer.spans(of: bytes).map { span in
        defer { start = span.end }
        return StyledRun(
          String(decoding: bytes[start..<span.end], as: UTF8.self), TextStyle(span.role))
      }
    }
    let lines = document.blocks.indices.flatMap { document.lines(ofBlock: $0, width: 40) }
    #expect(lines.dropFirst().map(\.runs) == expected)
  }

  /// The state of a line that is cut into pieces is that at its end.
  @Test func aLineOfManyPieces() {
    let long = "let s = \"" + String(repeating: "x", count: 50_000)
    let document = MarkdownDocument("```swift\n\(long)\nlet y = 1\n```\n")
    let lines = document.blocks.indices.flatMap { document.lines(ofBlock: $0, width: 40) }
    #expect(lines.last?.runs.first == StyledRun("let", TextStyle(.codeKeyword)))
    #expect(plain(lines).dropFirst().dropLast().joined() == long)
  }
}
