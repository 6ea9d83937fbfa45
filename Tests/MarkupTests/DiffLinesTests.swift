import Testing
import TextModel

@testable import Markup

@Suite struct DiffLinesTests {
  private func runs(_ text: String) -> [[StyledRun]] {
    DiffLines.runs(of: text.split(separator: "\n").map { Array($0.utf8)[...] })
  }

  @Test func wordsThatDifferAreMarked() {
    #expect(
      runs("-let a = 1\n+let a = 2") == [
        [
          StyledRun("-let a = ", TextStyle(.diffRemoved)),
          StyledRun("1", TextStyle(.diffRemovedWord)),
        ],
        [StyledRun("+let a = ", TextStyle(.diffAdded)), StyledRun("2", TextStyle(.diffAddedWord))],
      ])
  }

  @Test func linesThatAreNotAlikeHaveNoMarks() {
    #expect(
      runs("-completely different\n+nothing in common at all") == [
        [StyledRun("-completely different", TextStyle(.diffRemoved))],
        [StyledRun("+nothing in common at all", TextStyle(.diffAdded))],
      ])
  }

  /// Unequal numbers: a line's opposite is looked for among the next.
  @Test func anInsertedLineHidesNoPair() {
    let lines = runs("-let value = compute(a)\n+// a remark\n+let value = compute(b)")
    #expect(lines[1] == [StyledRun("+// a remark", TextStyle(.diffAdded))])
    #expect(lines[2].contains(StyledRun("b", TextStyle(.diffAddedWord))))
  }

  @Test(arguments: [
    ("--- a/x\n+++ b/x", [StyleRole.diffHeader, .diffHeader]),
    ("--- gone\n text", [.diffRemoved, .codeBlock]), ("@@ -1 +1 @@ f", [.diffHeader]),
    ("\\ No newline at end of file", [.diffHeader]), ("+++x", [.diffAdded]),
  ])
  func headers(text: String, roles: [StyleRole]) {
    #expect(runs(text).map { $0.first?.style.role } == roles)
  }

  @Test func aBlockWithoutALanguageMayBeOne() {
    for prefix in ["", "- item\n\n  "] {
      let indent = prefix.isEmpty ? "" : "  "
      let text =
        "\(prefix)```\n\(indent)diff --git a/x b/x\n\(indent)-a b\n\(indent)+a c\n\(indent)```\n"
      let roles = MarkdownDocument(text).allLines(width: 40).flatMap { $0.runs.map(\.style.role) }
      #expect(roles.contains(.diffHeader))
      #expect(roles.contains(.diffRemoved))
      #expect(roles.contains(.diffAddedWord))
    }
  }
}
