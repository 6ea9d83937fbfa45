import Engine
import Interface
import Terminal
import TestSupport
import Testing

@Suite struct InputDecoderTests {
  static let start = MonotonicTime(nanoseconds: 1_000_000_000)

  static func decode(_ text: String) -> [InputEvent] {
    var decoder = InputDecoder()
    let events = decoder.feed(Array(text.utf8), at: start)
    return events + decoder.expire(at: start.adding(milliseconds: 60_000))
  }

  static func character(_ character: Character, _ modifiers: Modifiers = []) -> InputEvent {
    .key(Key(.character(character), modifiers))
  }

  static let keys: [(bytes: String, key: Key)] = [
    ("a", Key(.character("a"))), ("é", Key(.character("é"))), ("漢", Key(.character("漢"))),
    ("🎉", Key(.character("🎉"))), ("\r", Key(.enter)), ("\n", Key(.character("j"), .control)),
    ("\t", Key(.tab)), ("\u{7f}", Key(.backspace)), ("\u{8}", Key(.backspace)),
    ("\u{0}", Key(.character(" "), .control)), ("\u{3}", Key(.character("c"), .control)),
    ("\u{1f}", Key(.character("_"), .control)), ("\u{1c}", Key(.character("\\"), .control)),
    // ESC alone and as Alt.
    ("\u{1b}", Key(.escape)), ("\u{1b}a", Key(.character("a"), .alt)),
    ("\u{1b}é", Key(.character("é"), .alt)), ("\u{1b}\r", Key(.enter, .alt)),
    ("\u{1b}\u{7f}", Key(.backspace, .alt)), ("\u{1b}[", Key(.character("["), .alt)),
    ("\u{1b}O", Key(.character("O"), .alt)), ("\u{1b}]", Key(.character("]"), .alt)),
    ("\u{1b}\u{1}", Key(.character("a"), [.alt, .control])),
    // xterm.
    ("\u{1b}[A", Key(.up)), ("\u{1b}OB", Key(.down)), ("\u{1b}[1;5C", Key(.right, .control)),
    ("\u{1b}[1;2D", Key(.left, .shift)), ("\u{1b}[H", Key(.home)), ("\u{1b}OF", Key(.end)),
    ("\u{1b}[1;4A", Key(.up, [.shift, .alt])), ("\u{1b}[3~", Key(.delete)),
    ("\u{1b}[5;5~", Key(.pageUp, .control)), ("\u{1b}[6~", Key(.pageDown)),
    ("\u{1b}[2~", Key(.insert)), ("\u{1b}OP", Key(.function(1))),
    ("\u{1b}[1;2R", Key(.function(3), .shift)), ("\u{1b}[15~", Key(.function(5))),
    ("\u{1b}[17~", Key(.function(6))), ("\u{1b}[21~", Key(.function(10))),
    ("\u{1b}[24;2~", Key(.function(12), .shift)), ("\u{1b}[Z", Key(.tab, .shift)),
    ("\u{1b}OM", Key(.enter)), ("\u{1b}Oq", Key(.character("1"))),
    ("\u{1b}\u{1b}[A", Key(.up, .alt)),
    // rxvt.
    ("\u{1b}[7~", Key(.home)), ("\u{1b}[8^", Key(.end, .control)),
    ("\u{1b}[5$", Key(.pageUp, .shift)), ("\u{1b}[6@", Key(.pageDown, [.control, .shift])),
    ("\u{1b}[a", Key(.up, .shift)), ("\u{1b}Od", Key(.left, .control)),
    ("\u{1b}[11~", Key(.function(1))),
    // linux console.
    ("\u{1b}[[A", Key(.function(1))), ("\u{1b}[[E", Key(.function(5))),
    ("\u{1b}[1~", Key(.home)), ("\u{1b}[4~", Key(.end)),
    // kitty.
    ("\u{1b}[27u", Key(.escape)), ("\u{1b}[13;2u", Key(.enter, .shift)),
    ("\u{1b}[97;5u", Key(.character("a"), .control)),
    ("\u{1b}[97;6u", Key(.character("a"), [.control, .shift])),
    ("\u{1b}[97:65;2u", Key(.character("A"))), ("\u{1b}[97;4u", Key(.character("A"), .alt)),
    ("\u{1b}[228;2u", Key(.character("Ä"))), ("\u{1b}[49:33;2u", Key(.character("!"))),
    ("\u{1b}[97;1:2u", Key(.character("a"))), ("\u{1b}[9;2u", Key(.tab, .shift)),
    ("\u{1b}[127;3u", Key(.backspace, .alt)), ("\u{1b}[57414u", Key(.enter)),
    ("\u{1b}[57399u", Key(.character("0"))), ("\u{1b}[1;129A", Key(.up)),
    ("\u{1b}[106;5u", Key(.character("j"), .control)), ("\u{1b}[105;5u", Key(.tab)),
    // modifyOtherKeys.
    ("\u{1b}[27;2;13~", Key(.enter, .shift)), ("\u{1b}[27;5;46~", Key(.character("."), .control)),
    ("\u{1b}[27;6;65~", Key(.character("a"), [.control, .shift])),
  ]

  @Test(arguments: keys)
  func decodesKeys(bytes: String, key: Key) {
    #expect(Self.decode(bytes) == [.key(key)], "\(bytes.debugDescription)")
  }

  static let events: [(bytes: String, events: [InputEvent])] = [
    ("\u{1b}\u{1b}", [.key(Key(.escape)), .key(Key(.escape))]),
    ("\u{1b}\u{1b}x", [.key(Key(.escape)), character("x", .alt)]),
    ("\u{1b}[I\u{1b}[O", [.focus(true), .focus(false)]),
    ("\u{1b}[<0;5;7M", [.mouse(MouseEvent(.press(0), row: 6, column: 4))]),
    ("\u{1b}[<2;5;7m", [.mouse(MouseEvent(.release, row: 6, column: 4))]),
    ("\u{1b}[<64;1;1M", [.mouse(MouseEvent(.wheelUp, row: 0, column: 0))]),
    ("\u{1b}[<65;1;1M", [.mouse(MouseEvent(.wheelDown, row: 0, column: 0))]),
    ("\u{1b}[?2026;2$y", [.reply(.mode(2026, state: 2))]),
    ("\u{1b}[?1u", [.reply(.kittyKeyboard(flags: 1))]),
    ("\u{1b}[?62;22c", [.reply(.deviceAttributes)]),
    (
      "\u{1b}]11;rgb:ff/8000/0\u{7}",
      [.reply(.backgroundColor(red: 0xffff, green: 0x8000, blue: 0))]
    ),
    (
      "\u{1b}]11;rgb:0000/0000/ffff\u{1b}\\x",
      [.reply(.backgroundColor(red: 0, green: 0, blue: 0xffff)), character("x")]
    ),
    ("\u{1b}[200~a\r\nb\rc\nd\u{1b}[201~e", [.paste("a\nb\nc\nd"), character("e")]),
    ("\u{1b}[200~\u{1b}[31m\u{1b}\u{1b}[201~", [.paste("\u{1b}[31m\u{1b}")]),
    ("\u{1b}[200~\u{1b}[201~", []),
    // An end that stays out.
    ("\u{1b}[200~lost", [.paste("lost")]),
  ]

  @Test(arguments: events)
  func decodesWhatIsNoKey(bytes: String, events: [InputEvent]) {
    #expect(Self.decode(bytes) == events, "\(bytes.debugDescription)")
  }

  /// Swallowed whole, and the `x` behind it is a key again.
  static let swallowed = [
    "\u{1b}[M !!", "\u{1b}[5;10R", "\u{1b}[97;1:3u", "\u{1b}[1;1:3A", "\u{1b}[57441;2u",
    "\u{1b}[97;9u", "\u{1b}[999~", "\u{1b}[?1;2;3z", "\u{1b}[8;24;80t", "\u{1b}[>0;276;0c",
    "\u{1b}]10;rgb:1/2/3\u{7}", "\u{1b}]0;title\u{1b}\\", "\u{1b}P1$r0m\u{1b}\\",
    "\u{1b}_Gi=1;OK\u{1b}\\", "\u{1b}^private\u{1b}\\", "\u{1b}Xsos\u{1b}\\",
    "\u{1b}[201~", "\u{1b}[128u", "\u{1b}[1114112u", "\u{1b}[27;5~", "\u{1b}[\u{18}",
    "\u{1b}[" + String(repeating: "1;", count: 400) + "A", "\u{1b}O\u{20}".dropLast() + "z",
    "\u{1b}[<0;1M", "\u{1b}[99999999999999999999~", "\u{1b}[?2026$y", "\u{85}", "\u{9b}",
  ]

  @Test(arguments: swallowed)
  func swallowsWhatItDoesNotKnow(bytes: String) {
    #expect(Self.decode(bytes + "x") == [Self.character("x")], "\(bytes.debugDescription)")
  }

  @Test(arguments: [
    [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80], [0xe0, 0x80, 0x80], [0x80, 0xbf],
    [0xf0, 0x9f], [0xc3],
  ])
  func dropsInvalidUTF8(bytes: [UInt8]) {
    var decoder = InputDecoder()
    #expect(decoder.feed(bytes + [0x78], at: Self.start) == [Self.character("x")])
  }

  @Test func waitsForTheRestOfASequence() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1b], at: Self.start) == [])
    #expect(decoder.deadline == Self.start.adding(milliseconds: 25))
    #expect(decoder.expire(at: Self.start.adding(milliseconds: 24)) == [])
    #expect(decoder.feed([0x5b], at: Self.start.adding(milliseconds: 24)) == [])
    #expect(decoder.feed([0x31, 0x3b], at: Self.start.adding(milliseconds: 30)) == [])
    #expect(decoder.deadline == Self.start.adding(milliseconds: 1_030))
    let later = Self.start.adding(milliseconds: 900)
    #expect(decoder.feed([0x35, 0x41], at: later) == [.key(Key(.up, .control))])
    #expect(decoder.deadline == nil)
  }

  /// Where Esc is a sequence it does not wait, and a lone ESC waits for longer.
  @Test func lesson22_aCutSequenceIsNoEscWhereTheProtocolSaysSo() {
    var decoder = InputDecoder()
    decoder.escapeMilliseconds = 100
    #expect(decoder.feed(Array("\u{1b}[27u".utf8), at: Self.start) == [.key(Key(.escape))])
    #expect(decoder.feed([0x1b], at: Self.start) == [])
    #expect(decoder.expire(at: Self.start.adding(milliseconds: 99)) == [])
    #expect(
      decoder.feed(Array("[0n".utf8), at: Self.start.adding(milliseconds: 99)) == [
        .reply(.caughtUp)
      ])
    #expect(decoder.feed([0x1b], at: Self.start) == [])
    #expect(decoder.expire(at: Self.start.adding(milliseconds: 100)) == [.key(Key(.escape))])
  }

  @Test func boundsAPaste() {
    var decoder = InputDecoder()
    let limit = 8 << 20
    var bytes = Array("\u{1b}[200~".utf8)
    bytes += [UInt8](repeating: 0x61, count: limit - 1)
    bytes += Array("é and more\u{1b}[201~".utf8)
    let events = decoder.feed(bytes, at: Self.start)
    #expect(
      events == [
        .paste(String(repeating: "a", count: limit - 1)),
        .pasteTruncated(droppedBytes: "é and more".utf8.count),
      ])
  }

  /// The law of the decoder: how the bytes were cut does not matter.
  @Test func anySplitGivesTheSameEvents() {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed)
    let pieces =
      Self.keys.map(\.bytes) + Self.events.map(\.bytes) + Self.swallowed + ["\u{1b}[20", "\u{1b}"]
    for round in 0..<300 {
      let count = Int.random(in: 1...12, using: &generator)
      var bytes: [UInt8] = []
      for _ in 0..<count {
        bytes += Array((pieces.randomElement(using: &generator) ?? "").utf8)
        if Int.random(in: 0..<4, using: &generator) == 0 {
          bytes.append(UInt8.random(in: 0...255, using: &generator))
        }
      }
      var whole = InputDecoder()
      let expected = whole.feed(bytes, at: Self.start)
      var parts = InputDecoder()
      var events: [InputEvent] = []
      for piece in bytes.randomSplit(using: &generator) {
        events += parts.feed(Array(piece), at: Self.start)
      }
      #expect(events == expected, "seed \(SeededGenerator.testSeed), round \(round): \(bytes)")
      #expect(parts == whole)
    }
  }

  @Test func junkNeverBecomesAControlCharacter() {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed)
    var decoder = InputDecoder()
    var now = Self.start
    for _ in 0..<2_000 {
      let isEscapeHeavy = Bool.random(using: &generator)
      let bytes = (0..<Int.random(in: 1...40, using: &generator)).map { _ -> UInt8 in
        isEscapeHeavy && Int.random(in: 0..<3, using: &generator) == 0
          ? [0x1b, 0x5b, 0x4f, 0x5d, 0x3b, 0x75, 0x7e].randomElement(using: &generator) ?? 0
          : UInt8.random(in: 0...255, using: &generator)
      }
      now = now.adding(milliseconds: Int.random(in: 0...1_500, using: &generator))
      for event in decoder.expire(at: now) + decoder.feed(bytes, at: now) {
        guard case .key(let key) = event, case .character(let character) = key.code else {
          continue
        }
        let isClean = character.unicodeScalars.allSatisfy {
          $0.value >= 0x20 && !(0x7f..<0xa0).contains($0.value)
        }
        #expect(isClean, "seed \(SeededGenerator.testSeed): \(bytes)")
      }
    }
  }
}
