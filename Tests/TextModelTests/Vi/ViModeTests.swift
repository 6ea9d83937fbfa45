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

    /// A row a case, in three columns; `·` is a blank, `⏎` a newline.
    static func table(_ text: String) -> [Case] {
      text.split(separator: "\n").map { row in
        let columns = row.split(separator: " ").map {
          String($0).replacing("·", with: " ").replacing("⏎", with: "\n")
        }
        return Case(columns[0], columns[1], columns[2])
      }
    }
  }

  static let motions = Case.table(
    """
    one·|two  h  one|·two
    |one  h  |one
    |one  2l  on|e
    |one  9l  on|e
    |one·two  w  one·|two
    |a.b·c  w  a|.b·c
    |a.b·c  W  a.b·|c
    |a⏎⏎b  w  a⏎|⏎b
    one·|two  b  |one·two
    a.|b  b  a|.b
    x·a.|b  B  x·|a.b
    |one·two  e  on|e·two
    on|e·two  e  one·tw|o
    |a.b·c  E  a.|b·c
    one·two·t|hree  ge  one·tw|o·three
    one·two·t|hree  2ge  on|e·two·three
    a.b·|c  ge  a.|b·c
    a.b·c.|d  gE  a.|b·c.d
    |one  ge  |one
    a⏎⏎|b  ge  a⏎|⏎b
    one··|·two  ge  on|e···two
    |one·two·three  2w  one·two·|three
    ··on|e  0  |··one
    ··on|e  ^  ··|one
    |one⏎two  $  on|e⏎two
    |one⏎two  2$  one⏎tw|o
    one⏎t|wo  gg  |one⏎two
    |one⏎·two  G  one⏎·|two
    |a⏎b⏎c  2G  a⏎|b⏎c
    |a,b,c  f,  a|,b,c
    |a,b,c  2f,  a,b|,c
    |a,b,c  t,  |a,b,c
    |ab,c  t,  a|b,c
    a,b,|c  F,  a,b|,c
    a,b,|c  T,  a,b,|c
    |a,b,c  f,;  a,b|,c
    |a,b,c  f,;,  a|,b,c
    |ab,cd,e  t,;  ab,c|d,e
    |a  fx  |a
    a⏎⏎|b⏎⏎c  {  a⏎|⏎b⏎⏎c
    a⏎⏎|b⏎⏎c  }  a⏎⏎b⏎|⏎c
    f|(a[b]c)  %  f(a[b]c|)
    f(a[b]c|)  %  f|(a[b]c)
    |f(a)  %  f(a|)
    |one⏎two  j  one⏎|two
    on|e⏎t  jk  on|e⏎t
    one⏎|two  k  |one⏎two
    |漢字·👍🏽·x  w  漢字·|👍🏽·x
    |漢字·👍🏽·x  2wh  漢字·👍🏽|·x
    """)

  static let changes = Case.table(
    """
    o|ne  x  o|e
    |one  2x  |e
    on|e  X  o|e
    one·|two  dw  one|·
    |one·two  dw  |two
    |one⏎two  dw  |⏎two
    |a·b·c·d  d2w  |c·d
    |a·b·c·d  2d2w  |
    one·t|wo  db  one·|wo
    one·|two  d$  one|·
    one·|two  D  one|·
    one·|two  d0  |two
    |one·two  de  |·two
    |a,b  df,  |b
    |a,b  dt,  |,b
    f|(ab)c  d%  f|c
    a⏎|b⏎c  dd  a⏎|c
    a⏎|b  dd  |a
    |a  dd  |
    |a⏎b⏎c  2dd  |c
    |a⏎b⏎c  dj  |c
    a⏎b⏎|c  dk  |a
    a⏎|b⏎c  dG  |a
    a⏎|b⏎c  dgg  |c
    |one·two  cwX<  |X·two
    |one·two  ceX<  |X·two
    one·|two  CX<  one·|X
    a⏎··|b  ccX<  a⏎|X
    |ab  sX<  |Xb
    a·|b  SX<  |X
    one·t|wo·x  diw  one·|·x
    one·t|wo·x  daw  one·|x
    one·t|wo  daw  on|e
    a·"b·|c"·d  di"  a·"|"·d
    a·"b·|c"·d  da"  a·|d
    a·'b|c'·d  ci'X<  a·'|X'·d
    f(a,·|b)  di(  f(|)
    f(a,·|b)  da)  |f
    {·|x·}  di{  {|}
    [a|b]  ci[X<  [|X]
    f(g(|x))  d2i(  f(|)
    |one  rX  |Xne
    |one  2rX  X|Xe
    |o  2rX  |o
    |one  RXY<  X|Ye
    |oNe  3~  On|E
    |a⏎··b  J  a|·b
    |a⏎b⏎c  3J  a·b|·c
    |one·two  dwu  |one·two
    |one·two  dwu®  |two
    |one·two  ywP  one|·one·two
    |a⏎b  yyp  a⏎|a⏎b
    |a⏎b  yyP  |a⏎a⏎b
    |a⏎b  Yjp  a⏎b⏎|a
    |ab  xp  b|a
    |ab  x3p  baa|a
    |abc  x.  |c
    |a·b·c·d  dw..  |d
    |a·b·c  cwX<w.  X·|X·c
    |a⏎b⏎c  dd.  |c
    |a⏎b  A!<j.  a!⏎b|!
    |a  oX<  a⏎|X
    |a  OX<  |X⏎a
    |a  oX<.  a⏎X⏎|X
    a|b  IX<  |Xab
    a|b  aX<  ab|X
    a|b  iX<  a|Xb
    |ab  iXY<u  |ab
    |a,b,c  f,dt,  a|,c
    |abc  vld  |c
    |abc  vlcX<  |Xc
    |abc  vly$p  abca|b
    |a⏎b⏎c  Vjd  |c
    |abc  vl~  |ABc
    |ABC  vlu  |abC
    |abc  vlU  |ABc
    |abc  vlrX  |XXc
    |one·two  viwd  |·two
    ab|cd  vhod  a|d
    |a⏎b  VjJ  a|·b
    one·tw|o  dge  o|n
    a⏎|b⏎c⏎⏎d  dip  |⏎d
    x⏎⏎a|a⏎b⏎⏎y  dap  x⏎⏎|y
    x⏎⏎a|a⏎b  dap  |x
    a⏎|⏎⏎b  dip  a⏎|b
    |a⏎b⏎⏎c  cipX<  |X⏎⏎c
    |a⏎b⏎⏎c  vipd  |⏎c
    |a⏎b⏎⏎c⏎⏎d  d2ap  |d
    |abcdef  vld.  |ef
    |ab·cd  vlcX<w.  X·|X
    |a⏎b⏎c⏎d⏎e  Vjd.  |e
    |abcd  vl~2l.  AB|CD
    |abcd  vlrX2l.  XX|XX
    |ab⏎cd⏎ef⏎gh  vjd.  |f⏎gh
    |abcdef  vld3.  |ef
    |a⏎b⏎c⏎d  VjJj.  a·b⏎c|·d
    |one·two  ywwviwp  one·one|·
    |a·b  d<w  a·|b
    |abc  2x.  |
    |abcdef  x2.  |def
    |éx  x  |x
    |👩‍👩‍👧x  ~x  |👩‍👩‍👧
    |  x  |
    |  dd  |
    |  p  |
    |ab  2Pu  |ab
    |ab·cd  yw2P  ab·ab|·ab·cd
    |a⏎b  yy2p  a⏎|a⏎a⏎b
    |a⏎b  yy2P  |a⏎a⏎a⏎b
    |ab  x3pu  |b
    |a⏎b⏎c  9999J  a·b|·c
    |a⏎⏎b  3J  a|·b
    |⏎)a  2J  |)a
    |a⏎·)·b  J  a|)·b
    |a⏎b⏎c  9999Ju  |a⏎b⏎c
    |a⏎b⏎c  9999j  a⏎b⏎|c
    a⏎b⏎|c  9999k  |a⏎b⏎c
    a⏎b⏎c⏎|d  2k  a⏎|b⏎c⏎d
    |abcdef  x9999.  |
    |ab·ab·ab  dw9999u  |ab·ab·ab
    """)

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

  /// What a count makes is bounded, and one unit of undo.
  @Test(arguments: ["9999p", "9999P", "yy9999p"])
  func aHugeCountIsBounded(keys: String) {
    let line = String(repeating: "word ", count: 2_000)
    var buffer = EditBuffer(line)
    buffer.moveCaret(to: 0)
    var vi = ViMode()
    _ = vi.take(.escape, in: &buffer, width: 80)
    for character in "y$" + keys { _ = vi.take(.character(character), in: &buffer, width: 80) }
    #expect(buffer.byteCount > ViMode.maximumPutBytes)
    #expect(buffer.byteCount <= line.utf8.count + ViMode.maximumPutBytes)
    _ = vi.take(.character("u"), in: &buffer, width: 80)
    #expect(buffer.text == line)
  }

  /// An insertion of more words than there are units of undo is one of them.
  @Test func aLongInsertionIsTakenBackWhole() {
    var buffer = EditBuffer()
    var vi = ViMode()
    vi.begin(&buffer)
    for _ in 0...EditHistory.maximumUnits {
      for character in "ab " { _ = vi.take(.character(character), in: &buffer, width: 80) }
    }
    _ = vi.take(.escape, in: &buffer, width: 80)
    _ = vi.take(.character("u"), in: &buffer, width: 80)
    #expect(buffer.isEmpty)
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
