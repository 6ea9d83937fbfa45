/// Text that tries to do things to a terminal. Each line names an attack and
/// carries it, raw. A careful program shows marks instead.
enum HostileText {
  static let text: String = {
    var lines = [
      "Each line below holds real control characters after the colon. They should be drawn as",
      "visible marks. Nothing may move, change colour, beep, or reach the clipboard.",
      "",
    ]
    lines += attacks.map { "- \($0.name): [\($0.text)]" }
    lines += ["", "If this line is in its place and in its usual colour, all of them failed."]
    return lines.joined(separator: "\n")
  }()

  private static let escape = "\u{1B}"

  static let attacks: [(name: String, text: String)] =
    sequences + singles + bidirectional + invisible + excessive

  private static let sequences: [(name: String, text: String)] = [
    ("clear screen", "\(escape)[2J\(escape)[H"),
    ("colour", "\(escape)[31;1mred\(escape)[0m"),
    ("invisible text", "\(escape)[8mhidden\(escape)[28m"),
    ("cursor up and erase", "\(escape)[3A\(escape)[2K"),
    ("alternate screen", "\(escape)[?1049l"),
    ("mouse reports", "\(escape)[?1003h\(escape)[?1006h"),
    ("end of bracketed paste", "\(escape)[201~"),
    ("device attributes", "\(escape)[c"),
    ("cursor report", "\(escape)[6n"),
    ("window title", "\(escape)]0;owned\u{7}"),
    ("title report", "\(escape)[21t"),
    ("clipboard", "\(escape)]52;c;b3duZWQ=\u{7}"),
    ("hyperlink", "\(escape)]8;;https://example.com/\(escape)\\click\(escape)]8;;\(escape)\\"),
    ("palette", "\(escape)]4;1;rgb:00/00/00\(escape)\\"),
    ("notification", "\(escape)]9;owned\u{7}"),
    ("working directory", "\(escape)]7;file:///tmp\u{7}"),
    ("device control string", "\(escape)P$q q\(escape)\\"),
    ("graphics", "\(escape)_Gf=24,s=1,v=1;AAAA\(escape)\\"),
    ("privacy message", "\(escape)^text\(escape)\\"),
    ("start of string", "\(escape)Xtext\(escape)\\"),
    ("full reset", "\(escape)c"),
    ("line drawing", "\(escape)(0qqqq\(escape)(B"),
    ("scroll region", "\(escape)[1;3r"),
    ("keyboard protocol", "\(escape)[>1u"),
    ("unfinished sequence", "\(escape)[38;5;"),
    ("lone escape", "\(escape)"),
    ("C1 sequence", "\u{9B}31mred\u{9B}0m"),
    ("C1 operating system command", "\u{9D}0;owned\u{9C}"),
    ("C1 device control", "\u{90}q\u{9C}"),
    ("C1 index and next line", "\u{84}\u{85}\u{8D}"),
    ("C1 single shift", "\u{8E}\u{8F}"),
  ]

  private static let singles: [(name: String, text: String)] = [
    ("null", "\u{0}"), ("start and end of text", "\u{1}\u{2}\u{3}\u{4}"), ("enquiry", "\u{5}"),
    ("bell", "\u{7}"), ("backspaces", "safe\u{8}\u{8}\u{8}\u{8}evil"), ("tab", "a\tb"),
    ("vertical tab and form feed", "a\u{B}b\u{C}c"), ("carriage return", "safe\revil"),
    ("shift out and in", "\u{E}qqqq\u{F}"), ("flow control", "\u{11}\u{13}"),
    ("substitute and cancel", "\u{18}\u{1A}"), ("separators", "\u{1C}\u{1D}\u{1E}\u{1F}"),
    ("delete", "a\u{7F}b"),
  ]

  private static let bidirectional: [(name: String, text: String)] = [
    ("right-to-left override", "file\u{202E}txt.exe\u{202C}"),
    ("left-to-right override", "\u{202D}abc\u{202C}"),
    ("embeddings", "\u{202A}abc\u{202C}\u{202B}abc\u{202C}"),
    ("isolates", "\u{2066}a\u{2069}\u{2067}b\u{2069}\u{2068}c\u{2069}"),
    ("direction marks", "a\u{200E}b\u{200F}c\u{61C}d"),
  ]

  /// Swift has no literals for these.
  private static let nonCharacters = String(
    String.UnicodeScalarView(
      ([0xFFFE, 0xFFFF, 0xFDD0] as [UInt32]).compactMap { Unicode.Scalar($0) }))

  private static let invisible: [(name: String, text: String)] = [
    ("zero-width space", "pass\u{200B}word"), ("joiners", "a\u{200C}b\u{200D}c"),
    ("word joiner and byte order mark", "a\u{2060}b\u{FEFF}c"),
    ("invisible operators", "f\u{2061}x\u{2062}y\u{2063}z\u{2064}"),
    ("soft hyphen", "soft\u{AD}hyphen"),
    ("line and paragraph separator", "a\u{2028}b\u{2029}c"),
    ("Hangul fillers", "a\u{115F}b\u{1160}c\u{3164}d\u{FFA0}e"),
    ("Mongolian vowel separator", "a\u{180E}b"),
    ("interlinear annotation", "\u{FFF9}a\u{FFFA}b\u{FFFB}"),
    ("tag characters", "a\u{E0001}\u{E0073}\u{E0065}\u{E0063}\u{E007F}b"),
    ("variation selectors", "a\u{FE00}\u{FE0F}b\u{E0100}"),
    ("noncharacters", nonCharacters),
    ("private use", "\u{E000}\u{F8FF}\u{100000}"),
    ("object replacement", "\u{FFFC}\u{FFFD}"),
  ]

  private static let excessive: [(name: String, text: String)] = [
    ("a tower of marks", "Z" + String(repeating: "\u{301}\u{327}", count: 40)),
    ("marks without a base", "\u{301}\u{20DD}"),
    ("a long joined sequence", Array(repeating: "👩", count: 12).joined(separator: "\u{200D}")),
    ("a very long word", String(repeating: "x", count: 400)),
  ]
}
