import TextModel

/// What the sixteen colours of a scheme mean to the program. By the styling
/// guide of base16: 00–07 go from the background to the brightest text, 08–0F
/// are red, orange, yellow, green, cyan, blue, magenta and brown.
///
/// A scheme brings its own background, for its colours are made for it. Text
/// in colours that are too near to it is moved towards the scheme's text until
/// it can be read (4.5:1), because schemes promise no contrast.
enum Base16Roles {
  /// Contrast of everything that is read (WCAG 2.2, 1.4.3).
  private static let textContrast = 4.5
  /// Contrast of lines (1.4.11).
  private static let lineContrast = 3.0
  /// Steps in which a colour is moved towards another.
  private static let steps = 16

  static func entries(_ colors: [String: UInt32]) -> [StyleRole: ThemeDefinition.Entry] {
    Dictionary(
      uniqueKeysWithValues: StyleRole.allCases.map { role in
        (role, entry(for: role, Palette(colors: colors)))
      })
  }

  private struct Palette {
    let colors: [String: UInt32]

    subscript(_ name: String) -> UInt32 { colors["base" + name] ?? 0 }

    var background: UInt32 { self["00"] }
    var text: UInt32 { self["05"] }
  }

  private static func entry(
    for role: StyleRole, _ palette: Palette
  ) -> ThemeDefinition.Entry {
    switch role {
    case .text, .prompt, .control:
      look("05", palette, role == .control ? .reverse : [], mono: role == .control ? .reverse : [])
    case .dim, .status: look("04", palette, mono: role == .dim ? .dim : [])
    case .accent, .listMarker: look("0C", palette, mono: .bold)
    case .user: look("0E", palette, mono: .bold)
    case .assistant: look("0D", palette, mono: .bold)
    case .tool: look("0C", palette, mono: .dim)
    case .heading: look("0D", palette, .bold)
    case .code: look("09", palette, mono: .underline)
    case .codeBlock: look("05", palette, on: "01", mono: .bold)
    case .link: look("0D", palette, .underline, mono: [.underline, .bold])
    case .quote: look("04", palette, .italic)
    case .rule, .tableBorder: look("03", palette, mono: .dim, contrast: lineContrast)
    case .ok: look("0B", palette, mono: .bold)
    case .warning: look("0A", palette, mono: .bold)
    case .error: look("08", palette, .bold)
    case .header: look("05", palette, on: "01", mono: .reverse)
    case .statusStrong: look("05", palette, .bold)
    case .selection: look("05", palette, on: "02", mono: .reverse)
    case .marked: look("00", palette, on: "0D", mono: [.underline, .reverse])
    case .match: look("00", palette, on: "0A", mono: .reverse)
    case .matchCurrent: look("00", palette, .bold, on: "09", mono: [.reverse, .bold])
    case .diffAdded: look("0B", palette, mono: .bold)
    case .diffRemoved: look("08", palette, mono: .underline)
    case .diffAddedWord: look("00", palette, on: "0B", mono: [.bold, .reverse])
    case .diffRemovedWord: look("00", palette, on: "08", mono: [.underline, .reverse])
    case .diffHeader: look("0D", palette, .bold, mono: [.bold, .underline])
    case .codeKeyword: look("0E", palette, mono: .bold)
    case .codeType: look("0A", palette, mono: [])
    case .codeString: look("0B", palette, mono: [])
    case .codeNumber: look("09", palette, mono: [])
    case .codeComment: look("04", palette, .italic, mono: .dim)
    case .codeFunction: look("0D", palette, mono: [])
    case .codeAttribute: look("0C", palette, mono: [])
    }
  }

  private static func look(
    _ name: String, _ palette: Palette, _ emphasis: Emphasis = [], on back: String = "00",
    mono: Emphasis? = nil, contrast: Double = textContrast
  ) -> ThemeDefinition.Entry {
    let background = palette[back]
    // Towards text on the scheme's own background, else to what is farthest.
    let goal =
      back == "00" || back == "01" || back == "02"
      ? farthest(from: background, palette.text) : farthest(from: background, palette.background)
    let foreground = readable(
      palette[name], on: background, towards: goal, contrast: contrast, palette: Contrast.direct)
    return ThemeDefinition.Entry(
      foreground: color(foreground, on: background, goal, contrast),
      background: ThemeColor(rgb: background, indexed: Palette256.nearest(to: background)),
      emphasis: emphasis, monoEmphasis: mono)
  }

  /// The colour at each level; of 256 one that can be read as well. With
  /// sixteen colours the terminal's own stand for the scheme.
  private static func color(
    _ rgb: UInt32, on background: UInt32, _ goal: UInt32, _ contrast: Double
  ) -> ThemeColor {
    let readable = readable(
      rgb, on: background, towards: goal, contrast: contrast, palette: Contrast.indexed)
    return ThemeColor(rgb: rgb, indexed: Palette256.nearest(to: readable))
  }

  /// `text` where it can be read on `background`, else black or white.
  private static func farthest(from background: UInt32, _ text: UInt32) -> UInt32 {
    if Contrast.ratio(text, background) >= textContrast { return text }
    return Contrast.ratio(0xFFFFFF, background) > Contrast.ratio(0, background) ? 0xFFFFFF : 0
  }

  private static func readable(
    _ rgb: UInt32, on background: UInt32, towards goal: UInt32, contrast: Double,
    palette: (UInt32) -> UInt32
  ) -> UInt32 {
    for target in [goal, farthest(from: background, background)] {
      for step in 0...steps {
        let mixed = Contrast.mix(rgb, target, step, of: steps)
        if Contrast.ratio(palette(mixed), palette(background)) >= contrast { return mixed }
      }
    }
    return farthest(from: background, background)
  }
}
