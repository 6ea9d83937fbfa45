import Engine
import Testing

@Suite struct MentionScannerTests {
  private static func file(_ path: String, _ lines: ClosedRange<Int>? = nil) -> MentionedFile {
    MentionedFile(path: path, lines: lines)
  }

  @Test(arguments: [
    ("explain @src/a.swift", [file("src/a.swift")]),
    ("@a.swift", [file("a.swift")]),
    ("@a.swift, @b.swift; (@c.swift)!", [file("a.swift"), file("b.swift"), file("c.swift")]),
    ("see @a.swift.", [file("a.swift")]),
    ("what is in @a.swift?", [file("a.swift")]),
    ("@a.swift:10-40", [file("a.swift", 10...40)]),
    ("@a.swift:10", [file("a.swift", 10...10)]),
    ("@a.swift:40-10", [file("a.swift", 10...40)]),
    ("@a.swift:10-40, and", [file("a.swift", 10...40)]),
    ("@a.swift:0", [file("a.swift", 1...1)]),
    ("@a.swift:0-7", [file("a.swift", 1...7)]),
    ("@a.swift:10-", [file("a.swift", 10...MentionedFile.lastLine)]),
    ("@a.swift:10-,", [file("a.swift", 10...MentionedFile.lastLine)]),
    ("@a.swift:-10", [file("a.swift:-10")]),
    ("@a.swift:", [file("a.swift")]),
    ("@a.swift:x", [file("a.swift:x")]),
    ("@a.swift:1-2-3", [file("a.swift:1-2-3")]),
    ("@a.swift:99999999999", [file("a.swift:99999999999")]),
    ("@\"my file.txt\"", [MentionedFile(path: "my file.txt", isCertain: true)]),
    ("@\"my file.txt\":3-4.", [MentionedFile(path: "my file.txt", lines: 3...4, isCertain: true)]),
    ("@\"never closed", []), ("@\"never closed\\\"", []), ("@\"\"", []), ("@\"a\nb\"", []),
    (#"@"a \"b\" \\ c.txt" x"#, [MentionedFile(path: #"a "b" \ c.txt"#, isCertain: true)]),
    (#"@"a\n""#, [MentionedFile(path: #"a\n"#, isCertain: true)]),
    ("@\"never closed @a.swift", [file("a.swift")]),
    ("@~/x", [file("~/x")]),
    ("@./opus", [file("./opus")]),
    ("@..", [file("..")]),
    ("@.", [file(".")]),
    ("@src/..", [file("src/..")]),
    ("@src/.", [file("src/.")]),
    ("@file(1).txt", [file("file(1).txt")]),
    ("(see @file(1))", [file("file(1)")]),
    ("`@a.swift`", [file("a.swift")]),
    ("mail me@example.org", []),
    ("me.too+x@example.org", []),
    ("\\@a.swift", []),
    ("@", []),
    ("@ a", []),
    ("@,", []),
    ("a @b @b", [file("b")]),
    ("@日本/語.txt", [file("日本/語.txt")]),
    ("line\n@a.swift\nnext", [file("a.swift")]),
  ])
  func findsWhatIsNamed(_ text: String, _ mentions: [MentionedFile]) {
    #expect(MentionScanner.mentions(in: text) == mentions)
  }

  @Test func isBounded() {
    let text = (1...200).map { "@f\($0)" }.joined(separator: " ")
    #expect(MentionScanner.mentions(in: text).count == MentionScanner.maximumMentions)
  }

  @Test(arguments: [
    (file("src/a.swift"), true), (file("Makefile"), false), (file("MainActor"), false),
    (file("a.py"), true), (file(".env"), false), (file("a.", nil), false), (file("x", 1...2), true),
    (file("./x"), true), (file("~/x"), true), (file("/etc/hosts"), true), (file("A.JSON"), true),
    (file("pytest.fixture"), false), (file("angular/core"), false), (file("types/node"), false),
    (file("app.route(\"/x"), false), (file("GetMapping(\"/a.json"), false),
    (MentionedFile(path: "pytest.fixture", isCertain: true), true),
  ])
  func tellsFilesFromWords(_ mention: MentionedFile, _ isFile: Bool) {
    #expect(mention.looksLikeFile == isFile)
  }

  @Test(arguments: [
    "@a.swift", "@a.swift:10", "@a.swift:10-40", "@a.swift:10-", "@\"a b\":3-9",
  ])
  func isWrittenAsItWasRead(_ text: String) {
    #expect(MentionScanner.mentions(in: text).map(\.written) == [text])
  }

  @Test(arguments: [
    "a b", "q\"t", #"back \ slash"#, #"\""#, "日 本", "plain", "a.swift:10", "f(1)", "what?",
    "init__", "(x", "a:b",
  ])
  func isFoundAsItIsWritten(path: String) {
    let written = MentionedFile(path: path, lines: 2...3).written
    #expect(MentionScanner.mentions(in: "see \(written), and").map(\.path) == [path])
  }

  /// Each at sign is looked at once and each word once: a pasted megabyte that
  /// is made for it is passed as fast as any other.
  @Test(arguments: ["(@", "@", "@)", "@.", "@\"", "@\"\"", "\"@", "@a", ")", "@[]{}()"])
  func hostileTextIsPassedOnce(_ piece: String) {
    let text = "@" + String(repeating: piece, count: 1_000_000)
    #expect(MentionScanner.mentions(in: text).count <= MentionScanner.maximumMentions)
    #expect(MentionScanner.mentions(in: text + " @a.swift").count > 0)
  }
}
