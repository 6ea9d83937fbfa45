import TestSupport
import Testing

@testable import TextModel

/// vi's keys as a table: text with `|` before the caret's element, keys in
/// normal mode (`<` Esc, `^R` as `®`), the text after.
@Suite struct ViModeTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var before: String
    var keys: String
    var after: String
    init(_ before: String, _ keys: String, _ after: String) {
      (self.before, self.keys, self.after) = (before, keys, after)
    }
    var testDescription: String { "\(before) \(keys)" }
  }

  static let motions: [Case] = [
    Case("one |two", "h", "one| two"), Case("|one", "h", "|one"), Case("|one", "2l", "on|e"),
    Case("|one", "9l", "on|e"), Case("|one two", "w", "one |two"), Case("|a.b c", "w", "a|.b c"),
    Case("|a.b c", "W", "a.b |c"), Case("|a\n\nb", "w", "a\n|\nb"),
    Case("one |two", "b", "|one two"),
    Case("a.|b", "b", "a|.b"), Case("x a.|b", "B", "x |a.b"), Case("|one two", "e", "on|e two"),
    Case("on|e two", "e", "one tw|o"), Case("|a.b c", "E", "a.|b c"),
    Case("one two t|hree", "ge", "one tw|o three"), Case("one two t|hree", "2ge", "on|e two three"),
    Case("a.b |c", "ge", "a.|b c"), Case("a.b c.|d", "gE", "a.|b c.d"), Case("|one", "ge", "|one"),
    Case("a\n\n|b", "ge", "a\n|\nb"), Case("one  | two", "ge", "on|e   two"),
    Case("|one two three", "2w", "one two |three"),
    Case("  on|e", "0", "|  one"), Case("  on|e", "^", "  |one"),
    Case("|one\ntwo", "$", "on|e\ntwo"),
    Case("|one\ntwo", "2$", "one\ntw|o"), Case("one\nt|wo", "gg", "|one\ntwo"),
    Case("|one\n two", "G", "one\n |two"), Case("|a\nb\nc", "2G", "a\n|b\nc"),
    Case("|a,b,c", "f,", "a|,b,c"), Case("|a,b,c", "2f,", "a,b|,c"), Case("|a,b,c", "t,", "|a,b,c"),
    Case("|ab,c", "t,", "a|b,c"), Case("a,b,|c", "F,", "a,b|,c"), Case("a,b,|c", "T,", "a,b,|c"),
    Case("|a,b,c", "f,;", "a,b|,c"), Case("|a,b,c", "f,;,", "a|,b,c"),
    Case("|ab,cd,e", "t,;", "ab,c|d,e"),
    Case("|a", "fx", "|a"), Case("a\n\n|b\n\nc", "{", "a\n|\nb\n\nc"),
    Case("a\n\n|b\n\nc", "}", "a\n\nb\n|\nc"),
    Case("f|(a[b]c)", "%", "f(a[b]c|)"), Case("f(a[b]c|)", "%", "f|(a[b]c)"),
    Case("|f(a)", "%", "f(a|)"),
    Case("|one\ntwo", "j", "one\n|two"), Case("on|e\nt", "jk", "on|e\nt"),
    Case("one\n|two", "k", "|one\ntwo"),
    Case("|漢字 👍🏽 x", "w", "漢字 |👍🏽 x"), Case("|漢字 👍🏽 x", "2wh", "漢字 👍🏽| x"),
  ]

  static let changes: [Case] = [
    Case("o|ne", "x", "o|e"), Case("|one", "2x", "|e"), Case("on|e", "X", "o|e"),
    Case("one |two", "dw", "one| "),
    Case("|one two", "dw", "|two"), Case("|one\ntwo", "dw", "|\ntwo"),
    Case("|a b c d", "d2w", "|c d"),
    Case("|a b c d", "2d2w", "|"), Case("one t|wo", "db", "one |wo"),
    Case("one |two", "d$", "one| "),
    Case("one |two", "D", "one| "), Case("one |two", "d0", "|two"), Case("|one two", "de", "| two"),
    Case("|a,b", "df,", "|b"), Case("|a,b", "dt,", "|,b"), Case("f|(ab)c", "d%", "f|c"),
    Case("a\n|b\nc", "dd", "a\n|c"), Case("a\n|b", "dd", "|a"), Case("|a", "dd", "|"),
    Case("|a\nb\nc", "2dd", "|c"),
    Case("|a\nb\nc", "dj", "|c"), Case("a\nb\n|c", "dk", "|a"), Case("a\n|b\nc", "dG", "|a"),
    Case("a\n|b\nc", "dgg", "|c"), Case("|one two", "cwX<", "|X two"),
    Case("|one two", "ceX<", "|X two"),
    Case("one |two", "CX<", "one |X"), Case("a\n  |b", "ccX<", "a\n|X"), Case("|ab", "sX<", "|Xb"),
    Case("a |b", "SX<", "|X"), Case("one t|wo x", "diw", "one | x"),
    Case("one t|wo x", "daw", "one |x"),
    Case("one t|wo", "daw", "on|e"), Case("a \"b |c\" d", "di\"", "a \"|\" d"),
    Case("a \"b |c\" d", "da\"", "a |d"),
    Case("a 'b|c' d", "ci'X<", "a '|X' d"), Case("f(a, |b)", "di(", "f(|)"),
    Case("f(a, |b)", "da)", "|f"),
    Case("{ |x }", "di{", "{|}"), Case("[a|b]", "ci[X<", "[|X]"), Case("f(g(|x))", "d2i(", "f(|)"),
    Case("|one", "rX", "|Xne"), Case("|one", "2rX", "X|Xe"), Case("|o", "2rX", "|o"),
    Case("|one", "RXY<", "X|Ye"),
    Case("|oNe", "3~", "On|E"), Case("|a\n  b", "J", "a| b"), Case("|a\nb\nc", "3J", "a b| c"),
    Case("|one two", "dwu", "|one two"), Case("|one two", "dwu®", "|two"),
    Case("|one two", "ywP", "one| one two"),
    Case("|a\nb", "yyp", "a\n|a\nb"), Case("|a\nb", "yyP", "|a\na\nb"),
    Case("|a\nb", "Yjp", "a\nb\n|a"),
    Case("|ab", "xp", "b|a"), Case("|ab", "x3p", "baa|a"), Case("|abc", "x.", "|c"),
    Case("|a b c d", "dw..", "|d"),
    Case("|a b c", "cwX<w.", "X |X c"), Case("|a\nb\nc", "dd.", "|c"),
    Case("|a\nb", "A!<j.", "a!\nb|!"),
    Case("|a", "oX<", "a\n|X"), Case("|a", "OX<", "|X\na"), Case("|a", "oX<.", "a\nX\n|X"),
    Case("a|b", "IX<", "|Xab"),
    Case("a|b", "aX<", "ab|X"), Case("a|b", "iX<", "a|Xb"), Case("|ab", "iXY<u", "|ab"),
    Case("|a,b,c", "f,dt,", "a|,c"),
    Case("|abc", "vld", "|c"), Case("|abc", "vlcX<", "|Xc"), Case("|abc", "vly$p", "abca|b"),
    Case("|a\nb\nc", "Vjd", "|c"),
    Case("|abc", "vl~", "|ABc"), Case("|ABC", "vlu", "|abC"), Case("|abc", "vlU", "|ABc"),
    Case("|abc", "vlrX", "|XXc"),
    Case("|one two", "viwd", "| two"), Case("ab|cd", "vhod", "a|d"), Case("|a\nb", "VjJ", "a| b"),
    Case("one tw|o", "dge", "o|n"), Case("a\n|b\nc\n\nd", "dip", "|\nd"),
    Case("x\n\na|a\nb\n\ny", "dap", "x\n\n|y"), Case("x\n\na|a\nb", "dap", "|x"),
    Case("a\n|\n\nb", "dip", "a\n|b"), Case("|a\nb\n\nc", "cipX<", "|X\n\nc"),
    Case("|a\nb\n\nc", "vipd", "|\nc"), Case("|a\nb\n\nc\n\nd", "d2ap", "|d"),
    Case("|abcdef", "vld.", "|ef"), Case("|ab cd", "vlcX<w.", "X |X"),
    Case("|a\nb\nc\nd\ne", "Vjd.", "|e"), Case("|abcd", "vl~2l.", "AB|CD"),
    Case("|abcd", "vlrX2l.", "XX|XX"), Case("|ab\ncd\nef\ngh", "vjd.", "|f\ngh"),
    Case("|abcdef", "vld3.", "|ef"), Case("|a\nb\nc\nd", "VjJj.", "a b\nc| d"),
    Case("|one two", "ywwviwp", "one one| "), Case("|a b", "d<w", "a |b"), Case("|abc", "2x.", "|"),
    Case("|abcdef", "x2.", "|def"),
    Case("|e\u{301}x", "x", "|x"), Case("|👩‍👩‍👧x", "~x", "|👩‍👩‍👧"), Case("|", "x", "|"),
    Case("|", "dd", "|"), Case("|", "p", "|"),
  ]

  static func run(_ test: Case) -> String {
    let parts = test.before.split(separator: "|", omittingEmptySubsequences: false)
    var buffer = EditBuffer(parts.joined())
    buffer.moveCaret(to: EditBuffer(String(parts[0])).count)
    var vi = ViMode()
    vi.mode = .normal
    for character in test.keys {
      let key: ViMode.ViKey =
        character == "<" ? .escape : character == "®" ? .redo : .character(character)
      _ = vi.take(key, in: &buffer, width: 80)
    }
    #expect(vi.mode == .normal)
    return buffer.text(of: 0..<buffer.caret) + "|" + buffer.text(of: buffer.caret..<buffer.count)
  }

  @Test(arguments: motions)
  func motion(test: Case) { #expect(Self.run(test) == test.after) }

  @Test(arguments: changes)
  func change(test: Case) { #expect(Self.run(test) == test.after) }

  @Test func keysThatMeanNothingHerePass() {
    var buffer = EditBuffer("a")
    var vi = ViMode()
    #expect(vi.take(.left, in: &buffer, width: 80) == .passed)
    #expect(vi.take(.escape, in: &buffer, width: 80) == .done)
    #expect(vi.mode == .normal)
    #expect(vi.take(.escape, in: &buffer, width: 80) == .passed)
    #expect(vi.take(.up, in: &buffer, width: 80) == .aboveTop)
    #expect(vi.take(.character("j"), in: &buffer, width: 80) == .belowBottom)
  }

  @Test func theFirstInsertionOfAPromptIsOneUnit() {
    var buffer = EditBuffer()
    var vi = ViMode()
    vi.begin(&buffer)
    for character in "two words" { _ = vi.take(.character(character), in: &buffer, width: 80) }
    _ = vi.take(.escape, in: &buffer, width: 80)
    _ = vi.take(.character("u"), in: &buffer, width: 80)
    #expect(buffer.isEmpty)
    _ = vi.take(.redo, in: &buffer, width: 80)
    #expect(buffer.text == "two words")
  }

  /// Any keys: nothing traps, the caret stays on the text, undo comes back.
  @Test(arguments: 0..<60)
  func anyKeysAreSurvived(round: Int) {
    let seed = SeededGenerator.testSeed &+ UInt64(round)
    var generator = SeededGenerator(seed: seed)
    let letters = Array("hjklwbeWBE0^$gGfFtT;,{}%dcyxXsSrR~JupPoOiaAIvV.1239\"'([{ab<>| \u{301}漢👍🇩🇪")
    var buffer = EditBuffer("one (two) \"three\"\n\n  four {five}\n漢字 e\u{301} 🇩🇪 end")
    let text = buffer.text
    var vi = ViMode()
    for step in 0..<200 {
      let key: ViMode.ViKey =
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: .escape
        case 1: .backspace
        case 2: .redo
        default: .character(letters.randomElement(using: &generator) ?? "x")
        }
      _ = vi.take(key, in: &buffer, width: 20)
      #expect((0...buffer.count).contains(buffer.caret), "seed \(seed), step \(step)")
      if vi.mode == .normal, buffer.caret == buffer.lineEnd(of: buffer.caret) {
        #expect(
          buffer.lineStart(of: buffer.caret) == buffer.caret, "seed \(seed), step \(step)")
      }
      if let selection = vi.selection(in: buffer) {
        #expect(selection.upperBound <= buffer.count, "seed \(seed), step \(step)")
      }
      // Nobody needs a novel, and the dot doubles.
      if buffer.count > 20_000 { break }
    }
    guard buffer.history.undo.count < EditHistory.maximumUnits else { return }
    while buffer.undo() {}
    #expect(buffer.text == text, "seed \(seed)")
  }
}
