import Testing
import TextModel

@testable import Interface

/// What can be read on what. WCAG 2.2: 4.5:1 for everything that is read
/// (1.4.3), 3:1 for lines (1.4.11); the high-contrast themes 7:1 (1.4.6) and
/// 4.5:1. Each theme on the lightest and the darkest background that it is
/// made for; `default` leaves colours to the terminal (`ThemeTests`).
@Suite struct ContrastTests {
  /// The sixteen colours as terminals have them.
  struct Palette: Sendable, CustomTestStringConvertible {
    var name: String
    var colors: [UInt32]
    var testDescription: String { name }

    static let xterm = Palette(
      name: "xterm", colors: (0..<16).map { Palette256.rgb(of: UInt8($0)) })
    static let vga = Palette(
      name: "linux",
      colors: [
        0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA,
        0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
      ])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var theme: String
    var level: ColorLevel
    var palette = Palette.xterm
    /// What the terminal itself shows: background and text.
    var background: UInt32, text: UInt32
    var least = 4.5, leastOfLines = 3.0
    var testDescription: String { "\(theme) \(level) \(palette.name) on \(background)" }
  }

  static let cases: [Case] = {
    var cases: [Case] = []
    for level in [ColorLevel.direct, .indexed256] {
      for (background, text) in [(UInt32(0x000000), UInt32(0xE5E5E5)), (0x343434, 0xE5E5E5)] {
        cases.append(Case(theme: "dark", level: level, background: background, text: text))
      }
      for (background, text) in [(UInt32(0xFFFFFF), UInt32(0x202020)), (0xE8E8E8, 0x202020)] {
        cases.append(Case(theme: "light", level: level, background: background, text: text))
      }
      // Those that bring their background: whatever the terminal has.
      for theme in ["high-contrast-dark", "high-contrast-light"] {
        cases.append(
          Case(
            theme: theme, level: level, background: 0x808080, text: 0x808080, least: 7,
            leastOfLines: 4.5))
      }
      for theme in FileTheme.schemes {
        cases.append(Case(theme: theme, level: level, background: 0x808080, text: 0x808080))
      }
    }
    for palette in [Palette.xterm, .vga] {
      for theme in ["dark", "high-contrast-dark"] {
        cases.append(
          Case(
            theme: theme, level: .ansi16, palette: palette, background: 0, text: 0xE5E5E5))
      }
      for theme in ["light", "high-contrast-light"] {
        cases.append(
          Case(
            theme: theme, level: .ansi16, palette: palette, background: 0xFFFFFF, text: 0))
      }
    }
    return cases
  }()

  @Test(arguments: cases)
  func lesson23_everyPairCanBeRead(_ one: Case) {
    let theme = FileTheme.named(one.theme).resolve(level: one.level)
    for role in StyleRole.allCases {
      let look = theme.look(of: role)
      var colors = [
        rgb(look.foreground, one, standard: one.text),
        rgb(look.background, one, standard: one.background),
      ]
      if look.emphasis.contains(.reverse) { colors.reverse() }
      let isLine = role == .rule || role == .tableBorder
      let ratio = Contrast.ratio(colors[0], colors[1])
      #expect(
        ratio >= (isLine ? one.leastOfLines : one.least),
        "\(role): \(ratio), \(look.foreground) on \(look.background)")
    }
  }

  private func rgb(_ color: Color, _ one: Case, standard: UInt32) -> UInt32 {
    switch color {
    case .standard: standard
    case .rgb(let red, let green, let blue):
      UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    case .indexed(let index):
      index < 16 ? one.palette.colors[Int(index)] : Palette256.rgb(of: index)
    }
  }

  /// Values of the definition's own examples.
  @Test(arguments: [
    (UInt32(0x000000), UInt32(0xFFFFFF), 21.0), (0x767676, 0xFFFFFF, 4.54),
    (0xFF0000, 0xFFFFFF, 4.0), (0x123456, 0x123456, 1.0),
  ])
  func reckonsAsWCAG(first: UInt32, second: UInt32, ratio: Double) {
    #expect(abs(Contrast.ratio(first, second) - ratio) < 0.01)
    #expect(Contrast.ratio(first, second) == Contrast.ratio(second, first))
  }

  /// What has to be told apart at a glance is so without colour too. Signs in
  /// the text (`+`, `-`, labels) come on top.
  static let groups: [[StyleRole]] = [
    [.text, .code, .codeBlock, .link], [.text, .match, .matchCurrent, .marked],
    [.text, .selection], [.text, .diffAdded, .diffRemoved, .diffHeader],
    [.diffAdded, .diffAddedWord], [.diffRemoved, .diffRemovedWord],
    [.diffAddedWord, .diffRemovedWord], [.text, .heading], [.text, .dim], [.text, .control],
    [.text, .error], [.codeKeyword, .codeComment, .codeString],
  ]

  @Test(arguments: FileTheme.names + FileTheme.schemes)
  func lesson23_colourIsNeverTheOnlySign(name: String) {
    let theme = FileTheme.named(name).resolve(level: .mono)
    for group in Self.groups {
      let looks = Set(group.map { theme.look(of: $0) })
      #expect(looks.count == group.count, "\(group): \(looks)")
    }
  }

  @Test(arguments: FileTheme.names + FileTheme.schemes)
  func everyThemeHasEveryRole(name: String) {
    let missing = StyleRole.allCases.filter { FileTheme.named(name).entries[$0] == nil }
    #expect(missing.isEmpty)
  }
}
