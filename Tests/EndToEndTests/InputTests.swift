import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// What can be typed.
  @Suite struct Input {
    @Test(arguments: ["漢字 and é", "e\u{301}", "👩‍👩‍👧 family", "🇩🇪", "עברית", "ﷺ", "a\u{200b}b"])
    func sendsWhatWasTypedAsItWas(text: String) throws {
      let adit = try AditUnderTest(.says("Read."))
      let terminal = try adit.open()
      terminal.write(text)
      terminal.write("!")
      try terminal.expect("!")
      // The caret stands behind what was typed.
      try terminal.expect("the caret behind the text") {
        let row = $0.screen.cursor.row
        return $0.screen.cursor.column > 0
          && $0.screen.cell(column: $0.screen.cursor.column - 1, row: row).text == "!"
      }
      terminal.write("\r")
      try terminal.expect("Read.")
      #expect(adit.prompts.first?.text.contains(text + "!") == true)
      #expect(terminal.screen.unknown == [])
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func invalidBytesAreNoCrash() throws {
      let adit = try AditUnderTest(.says("Read."))
      let terminal = try adit.open()
      terminal.write([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf5, 0xe2, 0x28, 0x41])
      try terminal.expect("(A")
      terminal.write("\r")
      try terminal.expect("Read.")
      #expect(terminal.screen.unknown == [])
      try terminal.expectIdle()
      terminal.quit()
    }

    /// Everything but the keys that end, stop or leave the program.
    @Test(arguments: 0..<4)
    func anyKeysAreSurvived(round: Int) throws {
      let seed = SeededGenerator.testSeed &+ UInt64(round)
      var generator = SeededGenerator(seed: seed)
      let adit = try AditUnderTest(.says(numberedWords(3_000), tokensPerSecond: 200))
      let terminal = try adit.open(answers: round % 2 == 0 ? .all : .none)
      let leaving: Set<UInt8> = [0x03, 0x04, 0x07, 0x1a]
      let introducers = ["\u{1b}[", "\u{1b}O", "\u{1b}]", "\u{1b}", "\u{1b}[200~", "\u{1b}[<"]
      for _ in 0..<60 {
        var bytes = Array((introducers.randomElement(using: &generator) ?? "").utf8)
        for _ in 0..<Int.random(in: 1...40, using: &generator) {
          let byte = UInt8.random(in: 0...255, using: &generator)
          if !leaving.contains(byte) { bytes.append(byte) }
        }
        // Keys that kitty's protocol writes as numbers.
        let text = String(decoding: bytes, as: UTF8.self)
        if !text.contains("u") { terminal.write(bytes) }
      }
      terminal.write("\u{1b}\\\u{1b}[201~")
      terminal.resize(columns: 90, rows: 30)
      try terminal.expect("a frame of the new size, seed \(seed)") {
        $0.screen.row(0).hasPrefix(" adit") && $0.screen.row(0).count > 80
      }
      #expect(terminal.screen.unknown == [], "seed \(seed)")
      terminal.signal(SIGTERM)
      terminal.expectExit(.code(143))
    }
  }
}
