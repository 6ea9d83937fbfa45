import Engine
import Testing

@testable import Interface

/// Addresses in texts, and which of them are opened.
@Suite struct LinkTests {
  @Test(arguments: [
    ("see https://a.example/x.", ["https://a.example/x"]),
    (
      "[a](https://a.example/b_(c)) and <https://d.example/e?f=g>",
      ["https://a.example/b_(c)", "https://d.example/e?f=g"]
    ),
    ("**https://a.example**, twice https://a.example", ["https://a.example"]),
    ("mailto:me@example.org!", ["mailto:me@example.org"]),
    ("xhttps://a.example ftp://b.example file:///etc/passwd javascript:alert(1)", []),
    ("https:///etc/passwd http://", []),
  ])
  func finds(text: String, expected: [String]) {
    #expect(LinkFinder.links(in: Array(text.utf8)[...]).map(\.text) == expected)
  }

  @Test(arguments: [
    "https://a.example\u{202E}moc", "https://a b", "-https://a", "https://a\u{1b}[31m",
    "https://" + String(repeating: "a", count: 3_000), "data:text/html,x", "mailto:nobody",
  ])
  func takesNothingThatHides(text: String) {
    #expect(LinkAddress(text) == nil)
  }

  @Test func oneLinkIsOpenedWhereThereIsABrowser() {
    var configuration = Fixtures.configuration()
    configuration.canOpenBrowser = true
    var desk = Desk(configuration)
    desk.submit("Why?")
    desk.answer("See https://a.example/x for it.\n", turn: 1)
    _ = desk.screen()
    desk.press(.tab)
    _ = desk.takeEffects()
    desk.keys("o")
    #expect(
      desk.takeEffects() == LinkAddress("https://a.example/x").map { [.copying(.browser($0))] })
  }

  @Test func withoutABrowserItIsShownAloneAndCopied() {
    let address = "https://a.example/" + String(repeating: "long/", count: 12)
    var desk = Desk.reading("See [this](\(address)) for it.\n")
    desk.keys("o")
    #expect(desk.takeCopies() == [address])
    #expect(desk.screen().contains(address))
    desk.press(.escape)
    #expect(desk.state.overlay == nil)
  }

  @Test func severalAreListed() {
    var desk = Desk.reading("https://a.example and https://b.example\n")
    desk.keys("o")
    #expect(desk.screen().contains { $0.contains("https://b.example") })
    desk.press(.down)
    desk.keys("y")
    #expect(desk.takeCopies() == ["https://b.example"])
  }

  private func listed(_ desk: Desk) -> [String] {
    guard case .links(_, let links) = desk.state.overlay else { return [] }
    return links.map(\.text)
  }

  @Test func whateverMarkdownMakesALinkIsListedOnceAsItIsRead() {
    let text = """
      A [text][ref], <https://auto.example>, www.bare.example and [text][ref] again.

      | a | b |
      |---|---|
      | ![logo](https://image.example/l.png) | `curl https://code.example` |

      - one[^1] and [amp](https://amp.example/?a=1&amp;b=2)

      [^1]: see [the note](https://note.example)

      [ref]: https://reference.example "title"
      [unused]: https://unused.example

      [https://shown.example](https://real.example)
      """
    var desk = Desk.reading(text)
    desk.keys("o")
    #expect(
      listed(desk) == [
        "https://reference.example", "https://auto.example", "http://www.bare.example",
        "https://image.example/l.png", "https://code.example", "https://amp.example/?a=1&b=2",
        "https://note.example", "https://real.example",
      ])
  }

  /// The definition of a link is seldom in view with it.
  @Test func aReferenceIsOpenedWhereverItIsDefined() {
    let address = "https://reference.example/x"
    let text =
      "See [this][r].\n\n" + (1...60).map { "Line \($0).\n\n" }.joined() + "[r]: \(address)\n"
    var desk = Desk.reading(text)
    desk.keys("ggo")
    #expect(desk.takeCopies() == [address])
  }

  /// The list has all of an answer; chosen is what is in view.
  @Test func theFirstOneInViewIsChosen() {
    let text = (1...80).map { "Line \($0): https://a.example/\($0)\n\n" }.joined()
    var desk = Desk.reading(text)
    desk.keys("o")
    #expect(listed(desk).count == 80)
    #expect(listed(desk).first == "https://a.example/1")
    let chosen = desk.state.overlay?.selection?.index ?? 0
    #expect(chosen > 50)
    desk.keys("y")
    #expect(desk.takeCopies() == [listed(desk)[chosen]])
  }

  @Test func promptsAndToolsHaveLinksToo() {
    var desk = Desk()
    desk.submit("Read https://prompt.example please")
    let id = TurnID(1)
    desk.engine(.turnStarted(id, modelKey: "claude-sonnet-4-5"))
    desk.engine(.blockStarted(id, block: 0, .toolUse(name: "fetch")))
    desk.engine(.delta(id, block: 0, "{\"url\": \"https://tool.example/a\"}"))
    desk.engine(.turnEnded(id, .completed(.endTurn)))
    _ = desk.screen()
    desk.press(.tab)
    desk.keys("zR")
    desk.keys("o")
    #expect(listed(desk) == ["https://prompt.example", "https://tool.example/a"])
  }

  @Test func theOutputOfACommandHasLinksToo() {
    var desk = Desk()
    desk.submit("!gh pr create")
    desk.send(.shell(.output("https://forge.example/pull/7\n", number: 1)))
    desk.send(.shell(.ended(ShellEnd(reason: .exit(0)), number: 1)))
    _ = desk.screen()
    desk.press(.tab)
    desk.keys("o")
    #expect(desk.takeCopies() == ["https://forge.example/pull/7"])
  }
}
