import TestSupport
import Testing
import TextModel
import Wire

@testable import Interface

@Suite struct Base16ReaderTests {
  static func scheme(
    _ form: (String, String) -> String, head: String = "scheme: \"Mine\"\n"
  ) -> String {
    head
      + (0..<16).map { number in
        let digit = String(number, radix: 16, uppercase: true)
        return form("base0\(digit)", "1122\(digit)\(digit)")
      }.joined(separator: "\n") + "\n"
  }

  static let forms: [String] = [
    scheme { "\($0): \"\($1)\"" }, scheme { "\($0): '\($1)' # a comment" },
    scheme { "\($0): #\($1)" }, scheme { "\($0):   \($1)   # comment" },
    scheme({ "  \($0): \"#\($1)\"" }, head: "name: x\nvariant: dark\npalette:\n"),
    scheme({ "    \"\($0)\": \($1)" }, head: "---\nsystem: base16\n\n# c\npalette: # colours\n"),
    scheme { "\($0.lowercased()): \($1.lowercased())\r" },
    scheme({ "\($0): \($1)" }, head: "slug: x\nother:\n  base00: nothing\n  a: b\n")
      + "base10: \"000000\"\nbase17: \"ffffff\"\n",
  ]

  @Test(arguments: forms)
  func readsEveryFormOfTheFiles(text: String) {
    let (theme, problems) = Base16Reader.read(Array(text.utf8), fallbackName: "mine")
    #expect(problems == [])
    #expect(theme.name == "mine")
    #expect(theme.entries[.text]?.background?.rgb == 0x112200)
    #expect(Set(theme.entries.keys) == Set(StyleRole.allCases))
  }

  @Test(arguments: [
    (
      scheme { "\($0): \($0 == "base03" ? "12345" : $1)" },
      "5:9: \"12345\" is not a colour of six digits"
    ),
    (scheme { "\($0): \"\($0 == "base0A" ? "zz0000" : $1)\"" }, "12:9: \"zz0000\" is not"),
    (scheme { "\($0): \($1)" } + "base99: 000000", "18:1: unknown colour \"base99\""),
    (scheme { "\($0): \($1)" } + "nonsense", "18:1: \"key: value\" expected"),
    (scheme { "\($0): \($1)" } + "\tx: y", "18:1: YAML is indented by blanks"),
    ("base00: 000000\n", "1:1: base01, base02"),
    ("scheme: x\n", "1:1: not a base16 scheme: none"), ("", "1:1: not a base16 scheme: none"),
  ])
  func tellsWhatIsWrongWithLineAndColumn(text: String, expected: String) {
    let (_, problems) = Base16Reader.read(Array(text.utf8), fallbackName: "mine")
    let told = problems.map { "\($0.position.line):\($0.position.column): \($0.reason)" }
    #expect(told.first?.hasPrefix(expected) == true, "\(told)")
  }

  /// A file of something else is one mistake, not one a line.
  @Test func anotherTextIsToldOnce() {
    let text = String(repeating: "some words\n\tand others\n", count: 100)
    let (_, problems) = Base16Reader.read(Array(text.utf8), fallbackName: "mine")
    #expect(problems.count == 1)
  }

  @Test(arguments: FileTheme.schemes)
  func theExamplesReadWithoutAProblem(name: String) {
    let (theme, problems) = FileTheme.read(name)
    #expect(problems == [])
    #expect(theme.name == name)
  }

  /// Any sixteen colours give a theme that can be read: schemes promise no
  /// contrast.
  @Test func lesson23_noSchemeIsUnreadable() {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed)
    for _ in 0..<20 {
      let text = Self.scheme { name, _ in
        let color = UInt32.random(in: 0...0xFFFFFF, using: &generator) | 0x100_0000
        return "\(name): \(String(color, radix: 16).dropFirst())"
      }
      let (definition, problems) = Base16Reader.read(Array(text.utf8), fallbackName: "random")
      #expect(problems == [])
      let theme = definition.resolve(level: .direct)
      for role in StyleRole.allCases {
        let look = theme.look(of: role)
        guard case .rgb(let r, let g, let b) = look.foreground,
          case .rgb(let red, let green, let blue) = look.background
        else {
          Issue.record("\(role) leaves a colour open")
          continue
        }
        func number(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt32 {
          UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
        }
        let ratio = Contrast.ratio(number(r, g, b), number(red, green, blue))
        let isLine = role == .rule || role == .tableBorder
        #expect(
          ratio >= (isLine ? 3 : 4.5), "\(role) \(ratio), seed \(SeededGenerator.testSeed)\n\(text)"
        )
      }
    }
  }

  /// Bytes of any kind are told of, never a crash.
  @Test func anyBytesAreSurvived() {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed)
    let pieces = ["base0", "base00: ", "\n", ":", "#", "\"", "'", " ", "\t", "palette:", "é", "ff"]
    for _ in 0..<300 {
      let text = (0..<40).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let (theme, problems) = Base16Reader.read(Array(text.utf8), fallbackName: "x")
      #expect(!problems.isEmpty && theme.entries.isEmpty)
    }
  }
}
