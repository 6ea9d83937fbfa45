import Testing

@testable import Interface

@Suite struct BackgroundTests {
  @Test(arguments: [
    (0x000000, Background.Kind.dark), (0x282C34, .dark), (0x002B36, .dark), (0x303030, .dark),
    (0x808080, .between), (0x555555, .between), (0xFFFFFF, .light), (0xFDF6E3, .light),
    (0xEEEEEE, .light),
  ])
  func tellsDarkFromLight(color: Int, kind: Background.Kind) {
    let background = Background(
      red: (color >> 16 & 0xFF) * 0x101, green: (color >> 8 & 0xFF) * 0x101,
      blue: (color & 0xFF) * 0x101)
    #expect(background.kind == kind)
    #expect(FileTheme.names.contains(kind.themeName))
  }

  @Test(
    arguments: [
      ("15;0", Background.Kind.dark), ("0;15", .light), ("0;default;15", .light), ("7;8", .dark),
      ("0;7", .light), ("", nil), ("default;default", nil), ("1;99999999999999999999", nil),
      ("0;-1", nil),
    ] as [(String, Background.Kind?)])
  func readsTheVariable(text: String, kind: Background.Kind?) {
    #expect(Background.kind(colorFGBG: text) == kind)
  }
}
