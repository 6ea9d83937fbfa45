import TestSupport
import TextModel

@testable import Markup

/// Markdown of every construct, and texts made at random of its pieces.
enum MarkdownSamples {
  static let texts: [String] = [
    "", "\n\n", "one paragraph", "one\ntwo  \nthree\\\nfour", "a\n\nb\n\n\n\nc\n", "  a\n   b\n",
    "# One\n## Two ##\n### Three\ntext\n#### Four", "Title\n=====\ntext\n\nSub\n---\nmore",
    "***\n---\n___\n", "a\n***\nb", "- one\n- two\n- three\n", "- one\n\n- two\n\n  more\n",
    "1. one\n2. two\n   - nested\n     - deeper\n3. three\n", "7) seven\n8) eight\n\ntext",
    "* a\n+ b\n- c\n", "- [ ] open\n- [x] done\n  - [ ] inner\n", "-\n\n  foo\n", "-\n  foo\n\nbar",
    "> quote\n> more\nlazy\n\nafter", "> - list in quote\n>   more\n> - two\n\n> again",
    "> # h\n> ```\n> code\n> ```\nafter",
    "```swift\nlet a = 1\n\nlet b = 2\n```\nafter", "~~~\n```\n~~~~\ntext", "```\nopen\n\ncode\n",
    "  ```\n  indented\n   more\n  ```\n",
    "- item\n\n  ```sh\n  ls\n\n  pwd\n  ```\n- two\n\n\n    code in list\n",
    "    indented\n\n    code\n\n\ntext\n    not code\n",
    "| a | b |\n|---|:-:|\n| 1 | 2 |\n| long cell | x |\n\ntext", "a | b\n- | -\nlazy row\n\n",
    "text\na | b\n--|--\n1|2\n# h",
    "<div>\n# not\n</div>\n\n# yes", "<!-- c\n\nd -->\ntext", "<span class=\"x\">\nhtml\n\ntext",
    "text\n<span>\nmore", "<script>\n\na\n</script>\nb",
    "[a][r] and [b]\n\n[r]: /url \"title\"\n[b]: <u v>\n", "[x]: /first\n[x]: /second\n\n[x]\n",
    "[d]:\n/url\n'title\nmore'\n\n[d]",
    "[foo]: /url\n===\n[foo]", "> [q]: /quoted\n\n[q]", "text\n[n]: /not\n\n[n]",
    "**bold *both* ** and `code` ~~gone~~ <b>html</b><br>x",
    "see <https://a.example> and https://b.example and ![pic](p.png) [t](u)",
    "a\r\n\r\n- b\r\n- c\r\rd\r", "é漢🇩🇪 e\u{301}\n\n- ünï\n",
    "1. a\n\n   b\n\n      code\n2. c\n\n\n\nd", "- a\n***\n```\n\nfoo\n```\nbar",
    "- | a |\n  | - |\nfoo\n\n  ```\n\nbar\n", "\ttab code\n\n-\ttab item\n\n\tin item\n",
    "> a\n\n> b\n> ***\n> c\n", "10. ten\n11. eleven\n1. next\n\n1) other",
    "* a\n\n\n  b\n* * *\nc", "para\n1. one\n\npara\n2. two\n", "~~~\n~~~\n   <script>\n",
    "   ```\n\t+ plus\n\n   \tx\n```", "[m]: <x>\n:-\n\n[m]", "text\n:-\ntext\n  |\na | b\n    x",
    "- [m]: <x>\n   [l]: /u\n\n[l] [m]", ">- [m]:\n===\n\n[m]", ">```\n2) item\n",
    "&amp; &copy; \\* \u{0}x",
    "a[^1] b[^Two] c[^none]\n\n[^1]: one\n    more\n\n    second\n[^two]: x\n",
    "text\n[^a]: interrupts\nlazy",
    "> [^q]: in quote\n>\n>     code?\n\n[^q]", "- [^i]: in item\n\n      deeper\n\n[^i] [^I]",
    "[^e]:\n\n    x\n",
    "```js\nconst a = `x ${b + \n1} y`\n/* open\n```\n",
    "```\ndiff --git a/x b/x\n-let a = 1\n+let a = 2\n```\n",
    "```html\n<script>\nlet a = \"x\"\n</script>\n<p a='b'>\n```\n",
    "- ```py\n  '''doc\n  x = 1\n  ```\n",
    "```diff\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-one two three\n+one 2 three\n\\ No newline\n```",
  ]

  private static let prefixes = [
    "", "", "", "", "  ", "    ", "> ", ">", "- ", "  - ", "1. ", "   ", "\t", "> > ", "2) ", "* ",
  ]
  private static let cores = [
    "", "", "", "text", "more text", "# head", "===", "---", "***", "```", "```swift", "~~~",
    "| a | b |", "|---|---|", ":-",
    "<div>", "</div>", "<span>", "<!-- x", "-->", "<script>", "</script>", "[l]: /u", "[l]",
    "[m]: <x>", "'title'", "[m]:", "- item", "1. num",
    "2. two", "+ plus", "> quote", "`code", "**b** [l] [m]", "a  ", "<?php", "?>", "-", "1.",
    "* * *", "    deep", "<a b='c'>", "- [ ] t",
    "[^n]: note", "x[^n]", "[^n]:", "```js", "```diff", "/* c", "`${a", "-a b c", "+a b d",
    "\"\"\"",
    "~~~html", "漢字 かな", "👩‍👩‍👧 🇩🇪", "\u{1}\u{1B}[31m",
    "https://x.y", "|", "a|b", "-|-", "[", "]:", "[k]: /k 'open", "x\u{301}é", "-   ", "      x",
  ]

  static func random(using random: inout SeededGenerator) -> String {
    let ends = ["\n", "\n", "\n", "\n", "\r\n", "\r"]
    var text = ""
    for _ in 0..<Int.random(in: 1...14, using: &random) {
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        text += prefixes.randomElement(using: &random) ?? ""
      }
      text +=
        (cores.randomElement(using: &random) ?? "") + (ends.randomElement(using: &random) ?? "")
    }
    return text
  }
}

/// Lines as a person reads them, styles left out.
func plain(_ lines: [StyledLine]) -> [String] {
  lines.map { $0.runs.map(\.text).joined() }
}

extension MarkdownDocument {
  /// All lines, without blank ones at the end.
  func allLines(width: Int) -> [StyledLine] {
    var lines = blocks.indices.flatMap { self.lines(ofBlock: $0, width: width) }
    while lines.last?.runs.isEmpty == true { lines.removeLast() }
    return lines
  }
}
