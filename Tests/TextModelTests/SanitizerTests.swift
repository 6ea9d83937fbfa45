import TestSupport
import Testing

@testable import TextModel

@Suite struct SanitizerTests {
  @Test(arguments: [
    ("plain", "plain"), ("\u{1B}[31m", "␛[31m"), ("\u{7F}", "␡"), ("a\rb", "a␍b"),
    ("\u{9B}", "<U+009B>"),
    ("\u{202E}x", "<U+202E>x"), ("a\u{200B}b", "a<U+200B>b"), ("\u{E0041}", "<U+E0041>"),
    ("👩‍👩‍👧‍👦!", "👩!"), ("👍🏽", "👍"), ("🏽", "🏽"), ("❤️", "❤"), ("1️⃣", "1\u{20E3}"),
    ("\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "🏴"),
    ("\u{301}x", "\u{25CC}\u{301}x"),
    ("e\u{301}\u{302}\u{303}\u{304}\u{305}", "e\u{301}\u{302}\u{303}\u{304}"),
    ("a\tb", "a   b"), ("x\u{FE00}", "x<U+FE00>"), ("a\u{200D}b", "a<U+200D>b"), ("é", "é"),
    ("漢", "漢"),
  ])
  func showsWhatIsHidden(text input: String, expected: String) {
    #expect(text(of: TextLayout.glyphs(of: Substring(input), style: .plain)) == expected)
  }

  @Test func visibleMarksHaveTheirOwnRole() {
    let glyphs = TextLayout.glyphs(of: "a\u{1B}", style: TextStyle(.code, .bold))
    #expect(glyphs.map(\.style) == [TextStyle(.code, .bold), TextStyle(.control, .bold)])
  }

  @Test(arguments: HostileText.samples)
  func nothingHostileComesOut(sample: String) {
    for styled in TextLayout.glyphs(of: Substring(sample), style: .plain) {
      #expect(HostileText.isDrawable(styled.glyph.scalar))
      for index in 0..<4 where styled.glyph.marks[index] != 0 {
        #expect(HostileText.isDrawable(styled.glyph.marks[index]))
      }
    }
  }

  @Test func everyScalarIsDrawableAndMeasured() {
    for value in UInt32(0)..<0x110000 {
      guard let scalar = Unicode.Scalar(value), value != 0x09 else { continue }
      let glyphs = TextLayout.glyphs(of: Substring(String(scalar)), style: .plain)
      let isSound = glyphs.allSatisfy {
        HostileText.isDrawable($0.glyph.scalar) && (1...2).contains($0.glyph.width)
      }
      if !isSound { Issue.record("U+\(String(value, radix: 16))") }
    }
  }

  @Test func isIdempotent() {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      let parts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        HostileText.samples.randomElement(using: &random) ?? ""
      }
      let once = text(of: TextLayout.glyphs(of: Substring(parts.joined()), style: .plain))
      let twice = text(of: TextLayout.glyphs(of: Substring(once), style: .plain))
      #expect(Array(once.unicodeScalars) == Array(twice.unicodeScalars), "seed \(seed)")
    }
  }
}
