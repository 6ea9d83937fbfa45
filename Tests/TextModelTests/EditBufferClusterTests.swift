import Testing

@testable import TextModel

/// Graphemes as a person counts them, written down by hand after Unicode's own
/// list of cases: the buffer's elements, one move and one deletion each.
@Suite struct EditBufferClusterTests {
  static let cases: [[String]] = [
    ["a"], ["a", "b"], ["e\u{301}"], ["a", "e\u{301}", "b"], ["e\u{301}\u{323}"],
    ["\u{1100}\u{1161}"], ["\u{1100}\u{1161}\u{11A8}"], ["\u{AC00}\u{11A8}"], ["한", "국", "어"],
    ["\u{1100}\u{1161}", "a"], ["\u{AC01}", "\u{1100}"], ["漢", "字"], ["漢\u{301}"],
    ["か\u{3099}"], ["ｶ\u{FF9E}"], ["👍"], ["👍🏽"], ["👍", "👍"], ["👍🏽", "👍🏿"],
    ["👩‍👩‍👧"], ["👩‍👩‍👧‍👦"], ["👩‍👩‍👧", "👩‍👩‍👧"], ["🧑🏽‍💻"], ["🧑🏽‍💻", "x"],
    ["❤️"], ["❤️‍🔥"], ["❤", "x"], ["☺︎"], ["1️⃣"], ["#️⃣"], ["1", "2"], ["*️⃣", "*"],
    ["🇩🇪"], ["🇩🇪", "🇫🇷"], ["🇩🇪", "🇫🇷", "🇮🇹"], ["🇩🇪", "🇫"], ["x", "🇩🇪", "y"],
    ["🏴󠁧󠁢󠁳󠁣󠁴󠁿"], ["🏴󠁧󠁢󠁳󠁣󠁴󠁿", "a"], ["🏳️‍🌈"], ["🏳️‍⚧️"],
    ["क"], ["क्", "x"], ["क्ष"], ["नि"], ["ते"],
    ["ம", "ப"], ["நி"], ["กำ"], ["ก", "ข"], ["ที่"],
    ["ע", "ב", "ר"], ["שׁ"], ["שָׁ", "ל"], ["ا", "ل"], ["بِ"], ["ﷺ"], ["ـ"],
    ["\u{200B}"], ["a", "\u{200B}", "b"], ["a\u{200D}", "b"], ["a\u{FE0F}"], ["\u{FEFF}"],
    ["\t"], ["a", "\t"], ["\u{0}"], ["\u{1B}", "["], ["\u{301}"], ["\u{200D}"],
    ["\u{1F3FB}"], ["Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}"], ["ﬁ"], ["ß"], ["İ"],
    ["𝒳"], ["𐐷"], ["🤷🏼‍♂️"], ["👨🏻‍❤️‍💋‍👨🏿"], ["🫱🏻‍🫲🏿"], ["🇺🇳", "1️⃣", "👩‍🚀"],
  ]

  @Test(arguments: cases)
  func movesAndDeletesByGraphemes(clusters: [String]) {
    let text = clusters.joined()
    var buffer = EditBuffer(text)
    #expect(buffer.count == clusters.count)
    for expected in clusters.indices.reversed() {
      buffer.moveLeft()
      #expect(buffer.caret == expected)
      #expect(buffer.text(of: 0..<buffer.caret) == clusters[..<expected].joined())
    }
    for rest in clusters.indices {
      buffer.deleteForward()
      #expect(buffer.text == clusters[(rest + 1)...].joined())
    }
    #expect(buffer.isEmpty)
    buffer = EditBuffer(text)
    for rest in clusters.indices.reversed() {
      buffer.deleteBackward()
      #expect(buffer.text == clusters[..<rest].joined())
    }
  }

  /// Typed scalar by scalar, as a terminal hands it over, or in one piece.
  @Test(arguments: cases)
  func typedScalarByScalarIsTheSame(clusters: [String]) {
    let text = clusters.joined()
    var buffer = EditBuffer()
    for scalar in text.unicodeScalars { buffer.insert(String(scalar)) }
    #expect(buffer.count == clusters.count)
    #expect(Array(buffer.text.unicodeScalars) == Array(text.unicodeScalars))
  }

  /// A letter before a long row of flags pairs all of them anew: each once.
  @Test func aLongRowOfFlagsIsPairedAnew() {
    let letters = (0..<4_000).map { Character(Unicode.Scalar(0x1F1E6 + UInt32($0 % 26)) ?? "A") }
    let pieces = letters.map(EditElement.character)
    let whole = EditElement.elements(of: String(letters.map { String($0) }.joined()))
    #expect(EditElement.settled(pieces) == whole)
    var buffer = EditBuffer(String(letters.map { String($0) }.joined()))
    buffer.moveToStart()
    buffer.insert("🇿")
    #expect(buffer.text(of: 0..<buffer.count).utf8.count == 4_001 * 4)
    #expect(buffer.count == 2_001)
    buffer.undo()
    #expect(buffer.elements(in: 0..<buffer.count) == whole)
  }

  /// What a seam joins may fall apart elsewhere: a letter between two flags
  /// that goes away leaves other flags.
  @Test func aDeletionBetweenFlagsPairsThemAnew() {
    var buffer = EditBuffer("🇦x🇧🇨")
    buffer.moveCaret(to: 2)
    buffer.deleteBackward()
    #expect(buffer.count == EditElement.elements(of: "🇦🇧🇨").count)
    #expect(buffer.text == "🇦🇧🇨")
    buffer.undo()
    #expect(buffer.text == "🇦x🇧🇨")
    #expect(buffer.caret == 2)
  }

  @Test func lineEndsOfAllKindsAreNewlines() {
    #expect(EditBuffer("a\r\nb\rc\nd\u{85}e").text == "a\nb\nc\nd\ne")
  }
}
