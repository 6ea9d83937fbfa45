import Testing
import TextModel
import Wire

@testable import Interface

/// Theme files: reading, levels, and the promises of the built-in ones.
@Suite struct ThemeTests {
  @Test(arguments: FileTheme.names)
  func builtInThemesReadWithoutAProblem(name: String) {
    let (theme, problems) = FileTheme.read(name)
    #expect(problems == [])
    #expect(theme.name == name)
    #expect(!theme.entries.isEmpty)
  }

  @Test(arguments: FileTheme.names)
  func monoHasNoColour(name: String) {
    let theme = FileTheme.named(name).resolve(level: .mono)
    for role in StyleRole.allCases {
      let look = theme.look(of: role)
      #expect(look.foreground == .standard && look.background == .standard, "\(role)")
    }
  }

  /// Black, white, blue and yellow text is unreadable on some background; the
  /// default theme must be safe on all.
  @Test(arguments: [ColorLevel.ansi16, .indexed256, .direct])
  func theDefaultIsSafeOnEveryBackground(level: ColorLevel) {
    let safe: Set<Color> = [.standard, .indexed(1), .indexed(2), .indexed(5), .indexed(6)]
    let theme = FileTheme.named("default").resolve(level: level)
    for role in StyleRole.allCases {
      #expect(safe.contains(theme.look(of: role).foreground), "\(role)")
      #expect(theme.look(of: role).background == .standard, "\(role)")
    }
  }

  /// Code stands without a gutter, so its look alone tells it from prose.
  @Test(
    arguments: FileTheme.names, [ColorLevel.mono, .ansi16, .indexed256, .direct])
  func codeIsToldApart(name: String, level: ColorLevel) {
    let theme = FileTheme.named(name).resolve(level: level)
    let prose = theme.look(of: .plain)
    #expect(theme.look(of: TextStyle(.codeBlock)) != prose)
    #expect(theme.look(of: TextStyle(.code)) != prose)
  }

  @Test func levelsTakeTheirOwnChoice() {
    let color = ThemeColor(rgb: 0x5FD7D7, indexed: 80, ansi: 14)
    #expect(color.color(at: .direct) == .rgb(0x5F, 0xD7, 0xD7))
    #expect(color.color(at: .indexed256) == .indexed(80))
    #expect(color.color(at: .ansi16) == .indexed(14))
    #expect(color.color(at: .mono) == .standard)
  }

  @Test func missingLevelsAreComputed() {
    let rgbOnly = ThemeColor(rgb: 0xFF8787)
    #expect(rgbOnly.color(at: .indexed256) == .indexed(210))
    #expect(rgbOnly.color(at: .ansi16) == .standard)
    // Only 0–7 are palette colours on direct-colour terminals.
    #expect(ThemeColor(indexed: 210).color(at: .direct) == .rgb(0xFF, 0x87, 0x87))
    #expect(ThemeColor(ansi: 6).color(at: .direct) == .indexed(6))
  }

  @Test(arguments: [
    ("{", 1, 2), ("[]", 1, 1), ("{\"roles\": {\"nobody\": {}}}", 1, 12),
    ("{\"roles\": {\n  \"text\": {\"fg\": \"mauve\"}}}", 2, 18),
    ("{\"roles\": {\"text\": {\"blink\": true}}}", 1, 21),
    ("{\"roles\": {\"text\": {\"bold\": 1}}}", 1, 29), ("{\"colour\": 1}", 1, 2),
    ("{\"roles\": {\"text\": {\"fg\": 256}}}", 1, 27),
  ])
  func mistakesAreTold(text: String, line: Int, column: Int) {
    let (_, problems) = ThemeReader.read(Array(text.utf8), fallbackName: "mine")
    #expect(problems.map(\.position) == [JSONPosition(line: line, column: column)])
  }

  @Test func aMistakeCostsItsOwnEntryOnly() {
    let text = """
      { // comment
        "name": "mine",
        "roles": { "text": { "fg": "mauve" }, "error": { "fg": "red", "bold": true } },
      }
      """
    let (theme, problems) = ThemeReader.read(Array(text.utf8), fallbackName: "x")
    #expect(problems.count == 1)
    #expect(theme.name == "mine")
    #expect(
      theme.entries[.error]
        == ThemeDefinition.Entry(foreground: ThemeColor(ansi: 1), emphasis: .bold))
  }
}
