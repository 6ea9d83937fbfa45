import Emulator
import TestSupport
import Testing

extension EndToEndTests {
  /// Pastes of every size, with and without brackets.
  @Suite struct Paste {
    @Test func aMegabyteIsAChipAndSentWhole() throws {
      let adit = try AditUnderTest(.says("Read it all."))
      // It costs a dollar to read; whether to send it is another story's question.
      try adit.home.write("{\"budget\": {\"askAbove\": 0}}", to: ".config/adit/config.json")
      let terminal = try adit.open()
      let line = "The quick brown fox jumps over the lazy dog 0123456789 and so on\r"
      let count = 1_000_000 / line.utf8.count
      let pasted = String(repeating: line, count: count)
      terminal.write("See: ")
      terminal.write("\u{1b}[200~" + pasted + "\u{1b}[201~")
      try terminal.expect("[Pasted #1 +")
      #expect(adit.prompts.isEmpty)
      terminal.write("\r")
      try terminal.expect("Read it all.")
      let request = try #require(adit.prompts.first)
      let sent = request.text.components(of: "The quick brown fox jumps over")
      #expect(sent == count)
      let length = request.headers.first { $0.name == "content-length" }?.value
      // Each line end is two bytes in JSON.
      #expect(try #require(length.flatMap { Int($0) }) > pasted.utf8.count + count)
      #expect(request.text.contains("See: The quick"))
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func linesInBracketsAreNotSent() throws {
      let adit = try AditUnderTest(.says("Got three."))
      let terminal = try adit.open()
      terminal.write("\u{1b}[200~first line\rsecond\tline\nthird line\r\u{1b}[201~")
      try terminal.expect("third line")
      try terminal.expect("first line")
      terminal.write("!")
      try terminal.expect("!")
      #expect(adit.prompts.isEmpty)
      terminal.write("\r")
      try terminal.expect("Got three.")
      let body = try #require(adit.prompts.first?.text)
      #expect(body.contains(#"first line\nsecond\tline\nthird line\n!"#), "\(body)")
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test(arguments: ["xterm-256color", "vt220"])
    func aBurstWithoutBracketsIsNotSent(term: String) throws {
      let adit = try AditUnderTest(.says("Got it."))
      let terminal = try adit.open(term: term)
      terminal.write("first line\rsecond line\rthird")
      try terminal.expect("third")
      try terminal.expect("first line")
      #expect(adit.prompts.isEmpty)
      terminal.pauseLikeAHand()
      terminal.write("\r")
      try terminal.expect("Got it.")
      #expect(adit.prompts.first?.text.contains(#"first line\nsecond line\nthird"#) == true)
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func hostilePastesAreDrawnAsMarks() throws {
      let adit = try AditUnderTest(.says("Got it."))
      let terminal = try adit.open()
      terminal.write("\u{1b}[200~a\u{1b}[31mb\u{7}c\u{202e}d\u{1b}[201~")
      try terminal.expect("a␛[31mb␇c<U+202E>d")
      #expect(terminal.screen.bells == 0)
      terminal.write("\r")
      try terminal.expect("Got it.")
      #expect(terminal.screen.unknown == [])
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func oneCharacterIsAPrompt() throws {
      let adit = try AditUnderTest(.says("One."))
      let terminal = try adit.open()
      terminal.send("x")
      try terminal.expect("One.")
      #expect(adit.prompts.first?.text.contains(#""text":"x""#) == true)
      try terminal.expectIdle()
      terminal.quit()
    }
  }
}

extension String {
  /// How often `part` occurs.
  fileprivate func components(of part: String) -> Int {
    let (bytes, wanted) = (Array(utf8), Array(part.utf8))
    var count = 0
    var index = 0
    while index + wanted.count <= bytes.count {
      if bytes[index] == wanted[0], bytes[index..<index + wanted.count].elementsEqual(wanted) {
        count += 1
        index += wanted.count
      } else {
        index += 1
      }
    }
    return count
  }
}
