import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// Themes of the user's own, and the list of themes.
  @Suite struct Themes {
    /// A base16 scheme of one background.
    static func scheme(background: String) -> String {
      "scheme: \"Mine\"\nbase00: \"\(background)\"\n"
        + (1..<16).map { number in
          "base0\(String(number, radix: 16, uppercase: true)): \"f0f0f0\"\n"
        }.joined()
    }

    private func header(_ terminal: PtyProcess) -> ScreenEmulator.Color {
      terminal.screen.cell(column: 1, row: 3).style.background
    }

    @Test func aSchemeIsAThemeAndIsFollowed() throws {
      let adit = try AditUnderTest()
      let path = ".config/adit/themes/mine.yaml"
      try adit.home.write(#"{ "theme": "mine" }"#, to: ".config/adit/config.json")
      try adit.home.write(Self.scheme(background: "5f0000"), to: path)
      let terminal = try adit.open()
      #expect(header(terminal) == .indexed(52))
      // A change is shown.
      try adit.home.write(Self.scheme(background: "00005f"), to: path)
      try terminal.expect("the new colour") { header($0) == .indexed(17) }
      // A broken one is told, and changes nothing.
      try adit.home.write("scheme: x\nbase00: red\n", to: path)
      try terminal.expect("themes/mine.yaml:2:9: \"red\" is not a colour")
      #expect(header(terminal) == .indexed(17))
      // As one sentence, however much is wrong, and once.
      let start = terminal.output.count
      try adit.home.write(String(repeating: "no scheme\n", count: 40), to: path)
      try terminal.expect("themes/mine.yaml:1:1: not a base16 scheme")
      try adit.home.write("{}", to: ".config/adit/themes/other.json")
      terminal.pauseLikeAReader()
      let told = String(decoding: terminal.output[start...], as: UTF8.self)
      #expect(told.split(separator: "not a base16 scheme").count == 2, "\(terminal.dump)")
      try adit.home.write(Self.scheme(background: "005f00"), to: path)
      try terminal.expect("the colour after it") { header($0) == .indexed(22) }
      // Taken away, it is told, and the look stays until it comes back.
      #expect(unlink(adit.home.path + "/" + path) == 0)
      try terminal.expect("There is no theme mine any more.")
      #expect(header(terminal) == .indexed(22))
      try adit.home.write(Self.scheme(background: "5f0000"), to: path)
      try terminal.expect("the colour of the file that came back") { header($0) == .indexed(52) }
      terminal.quit()
    }

    /// The folder need not have been there at the start.
    @Test func aThemeMadeMeanwhileIsFollowed() throws {
      let adit = try AditUnderTest()
      let path = ".config/adit/themes/mine.yaml"
      let terminal = try adit.open()
      try adit.home.write(Self.scheme(background: "5f0000"), to: path)
      terminal.send("/theme mine")
      try terminal.expect("its background") { header($0) == .indexed(52) }
      try adit.home.write(Self.scheme(background: "00005f"), to: path)
      try terminal.expect("the new colour") { header($0) == .indexed(17) }
      terminal.quit()
    }

    @Test func theListShowsAThemeBeforeItIsTaken() throws {
      let adit = try AditUnderTest()
      let terminal = try adit.open()
      #expect(header(terminal) == .standard)
      terminal.send("/theme")
      try terminal.expect("high-contrast-dark")
      terminal.pauseLikeAHand()
      terminal.write("contrast-dark")
      try terminal.expect("its background") { header($0) == .indexed(16) }
      terminal.pauseLikeAHand()
      terminal.write("\u{1b}")
      try terminal.expect("the old look") { header($0) == .standard && $0.screen.contains("ready") }
      terminal.send("/theme high-contrast-dark")
      try terminal.expect("its background") { header($0) == .indexed(16) }
      try terminal.expect(#""theme": "high-contrast-dark""#)
      terminal.pauseLikeAHand()
      terminal.send("/theme nonsense")
      try terminal.expect("There is no theme nonsense")
      terminal.quit()
    }

    @Test func aThemeThatIsMissingIsTold() throws {
      let adit = try AditUnderTest()
      try adit.home.write(#"{ "theme": "drak" }"#, to: ".config/adit/config.json")
      let terminal = try adit.open()
      try terminal.expect(#"There is no theme "drak""#)
      terminal.quit()
    }
  }
}
