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
}
