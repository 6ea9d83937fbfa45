import Engine
import Markup
import Testing

@testable import adit

@Suite struct SessionExportTests {
  private static let events = SessionSamples.events
  private static let summary = SessionSamples.summary

  @Test func markdownIsForPeople() {
    let text = MarkdownExport.text(Self.events, summary: Self.summary)
    let omission =
      "*1 rewound turn is not in this file, but counted in the cost; the JSON lines export has"
      + " every turn.*"
    let golden = """
      # Fences \\& escapes

      - Project: `/src/app`
      - Date: 2026-05-28 20:26 UTC
      - Models: Claude Sonnet 4.5
      - Cost: ≥$0.0442, and more whose price is unknown in 3 requests
      - Session: `01234567-89ab-4def-8000-000000000001`

      ---

      ## You · 2026-05-28 20:26

      Show me `x`

      ## Claude Sonnet 4.5

      > **Thinking**
      >
      > Hm.
      > ```

      It is **bold**:

      ```swift
      let x = 1
      ```


      *1,204 tok · $0.0432 · 2 s*

      ---

      ## You · 2026-05-28 20:26

      <script>alert(1)</script>␛[31m

      ## Claude Sonnet 4.5

      ~~~
      # You
      <script>evil()</script>
      ~~~

      Asked again.

      — stopped —

      *1,204 tok · price unknown · 2 s*

      ---

      ## Claude Sonnet 4.5 · continued

      and on

      — cut off: the program ended before the answer did —

      ---

      \(omission)

      """
    #expect(text == golden)
    let without = MarkdownExport.text(
      Self.events, summary: Self.summary, includesThinking: false)
    #expect(!without.contains("Thinking"))
    #expect(without.contains("**bold**"))
  }

  /// What was copied is counted where it was spent, in lists and here.
  @Test func aForkTellsItsOwnCost() {
    var summary = Self.summary
    summary.forkedFrom = SessionID("source")
    summary.spent = SpentTotals(cost: NanoDollars(1_000_000), requests: 1)
    let text = TextExport.text(Self.events, summary: summary)
    #expect(text.contains("Cost:    $0.0010 in 1 request; "))
    #expect(text.contains("in 2 requests of the session it is a copy of\n"))
  }

  @Test func textHasNoMarkup() {
    let text = TextExport.text(Self.events, summary: Self.summary)
    #expect(text.contains("It is bold:"))
    #expect(text.contains("let x = 1"))
    #expect(text.contains("[1,204 tok · $0.0432 · 2 s]"))
    #expect(text.contains("<script>alert(1)</script>␛[31m"))
    #expect(!text.contains("**"))
    #expect(!text.contains("Forgotten words"))
  }

  @Test func htmlRunsAndLoadsNothing() {
    let text = HTMLExport.text(Self.events, summary: Self.summary)
    #expect(text.hasPrefix("<!DOCTYPE html>"))
    #expect(text.contains("<strong>bold</strong>"))
    #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!text.contains("<script"))
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("<title>Fences &amp; escapes</title>"))
    #expect(text.contains("prefers-color-scheme: dark"))
    #expect(text.contains("— stopped —"))
  }

  /// Every kind of raw HTML, fence and list that could swallow what follows.
  static let hostile = [
    "```", "~~~~\ncode", "````md\n```\nx\n```", "<script>", "<!-- ", "<?php", "<![CDATA[", "<!X",
    "<pre>\n\n", "<style>", "<details>\n\n", "- a\n  ```\n  b", "> ```\n> a",
    "1. x\n\n   ~~~\n   y", "| a |\n|---|\n| b |", "Title", "[a]: <http://b> 'open",
    "    indented", "\\", "*a **b", "<textarea>\n\n```", "</script>\n```\n-->\n<!--",
  ]

  @Test(arguments: Self.hostile) func nothingEscapesItsTurn(_ source: String) {
    let html = MarkdownHTML.html(
      MarkdownClosing.closed(source) + "\n\n## The next turn\n\nwords\n")
    #expect(html.hasSuffix("<h2>The next turn</h2>\n<p>words</p>\n"), "\(html)")
    #expect(!html.contains("<script"))
    let events = SessionSamples.stored([
      (0, .turnBegan(SessionSamples.opening(1, source))),
      (1, SessionSamples.answer(1, [(1, .textDelta(index: 0, source))])),
      (2, .turnBegan(SessionSamples.opening(2, "next", after: 1))),
    ])
    let file = MarkdownHTML.html(MarkdownExport.text(events, summary: Self.summary))
    #expect(file.split(separator: "<h2>You").count == 3, "\(file)")
    #expect(file.split(separator: "<h2>Claude Sonnet 4.5</h2>").count == 3, "\(file)")
  }

  /// What the screen shows of a comparison stands in the file too.
  @Test(arguments: [SessionExportFormat.markdown, .text, .html])
  func bothAnswersOfAComparisonAreThere(format: SessionExportFormat) throws {
    var beside = SessionSamples.opening(2, "Which?")
    beside.modelName = "Claude Opus 5.5"
    beside.comparedWith = TurnID(1)
    let events = SessionSamples.stored([
      (0, .turnBegan(SessionSamples.opening(1, "Which?"))), (0, .turnBegan(beside)),
      (1, SessionSamples.answer(1, [(1, .textDelta(index: 0, "the left one"))])),
      (1, SessionSamples.answer(2, [(1, .textDelta(index: 0, "the right one"))])),
      (2, .headMoved(TurnID(1))),
    ])
    let bytes = format.bytes(events, summary: Self.summary)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("the left one") && text.contains("the right one"))
    #expect(text.split(separator: "not chosen").count == 2, "\(text)")
    #expect(!text.contains("rewound"))
  }

  @Test func addressesThatRunOrLoadSomethingAreDropped() {
    let html = MarkdownHTML.html(
      "[a](javascript:alert(1)) ![pixel](http://evil/x.png) <img src=x onerror=y>")
    #expect(!html.contains("javascript:"))
    #expect(!html.contains("<img"))
    #expect(html.contains("<a href=\"http://evil/x.png\">pixel</a>"))
  }

  @Test(arguments: [
    ("plain\ttab\n", "plain\ttab\n"), ("a\r\nb", "a\nb"), ("\u{1B}]0;x\u{07}", "␛]0;x␇"),
    ("\u{9B}31m\u{7F}", "<U+009B>31m␡"), ("\u{202E}abc", "<U+202E>abc"), ("👩‍👧 é", "👩‍👧 é"),
  ])
  func controlsBecomeVisible(text: String, safe: String) {
    #expect(ExportText.safe(text) == safe)
  }

  @Test(arguments: [
    ("Fix the /etc/passwd parser!", "adit-fix-the-etc-passwd-parser.md"),
    ("../../x", "adit-x.md"), ("…", "adit-01234567.md"), ("Größe 日本語", "adit-größe-日本語.md"),
  ])
  func filesAreNamedByTheirTitle(title: String, name: String) {
    var summary = Self.summary
    summary.title = title
    #expect(SessionExportFormat.markdown.fileName(for: summary) == name)
  }
}
