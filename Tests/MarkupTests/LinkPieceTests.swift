import Testing
import TextModel

@testable import Markup

/// Where a text leads, as it is read.
@Suite struct LinkPieceTests {
  /// What of a document is an address, whatever block it stands in.
  private func pieces(_ text: String) -> [LinkPiece] {
    let document = MarkdownDocument(text)
    return document.blocks.indices.flatMap { document.linkPieces(ofBlock: $0) }
  }

  private func links(_ text: String) -> [String] {
    pieces(text).compactMap { if case .link(let url) = $0 { url } else { nil } }
  }

  @Test func everyKindOfLinkInTheOrderOfTheText() {
    let text = """
      see [a](/a "title") and  
      ![p](p.png) <https://x.y> [text][Ref] [r][] [r], www.example.org me@example.org

      | t |
      |---|
      | [u](/u) |

      - > [v](</v w>)

      [![badge](b.svg)](https://ci.example)[^n]

      [^n]: the [note](/note)

      [r]: /r
      [ref]: /ref
      """
    #expect(
      links(text) == [
        "/a", "p.png", "https://x.y", "/ref", "/r", "/r", "http://www.example.org",
        "mailto:me@example.org", "/u", "/v w", "b.svg", "https://ci.example", "/note",
      ])
  }

  @Test func whatIsEscapedIsReadAsItIsMeant() {
    #expect(
      links("[a](https://x/?a=1&amp;b=2) [b](https://x/a\\_b)") == [
        "https://x/?a=1&b=2", "https://x/a_b",
      ])
  }

  /// The text of a link may name another address than it leads to.
  @Test func theTextOfALinkIsNone() {
    #expect(
      pieces("a [https://bank.example](https://thief.example) b") == [
        .text("a "), .link("https://thief.example"), .text(" b"),
      ])
  }

  @Test func codeIsTextOfItsOwn() {
    #expect(
      pieces("run `curl https://a.example`\n\n```sh\ncurl https://b.example\n```\n") == [
        .text("run "), .text("curl https://a.example"),
        .text("```sh\ncurl https://b.example\n```\n"),
      ])
  }

  /// A definition that comes later, and pieces of a long table.
  @Test func piecesKnowWhatStandsElsewhere() {
    let rows = (0..<1_000).map { "| [row \($0)][r] | some text |\n" }.joined()
    let document = MarkdownDocument("| a | b |\n|---|---|\n\(rows)\n[r]: /r\n")
    #expect(document.blocks.count > 2)
    let found = document.blocks.indices.flatMap { document.linkPieces(ofBlock: $0) }
    #expect(found.count { $0 == .link("/r") } == 1_000)
  }

  @Test func aBlockWithoutAnAddressHasNothing() {
    #expect(pieces("# Title\n\nplain *text* only. Really\n") == [])
    #expect(MarkdownDocument("a").linkPieces(ofBlock: 9) == [])
  }
}
