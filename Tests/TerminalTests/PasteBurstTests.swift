import Interface
import Testing

@testable import Terminal

@Suite struct PasteBurstTests {
  static func keys(_ text: String) -> [InputEvent] {
    text.map { $0 == "\n" ? .key(Key(.enter)) : .key(Key(.character($0))) }
  }

  @Test func joinsLinesThatCameAtOnce() {
    let text = "let a = 1\nlet b = 2\nprint(a)\n"
    #expect(PasteBurst.joined(Self.keys(text)) == [.paste(text)])
  }

  @Test(arguments: ["short\nx", "one long line of text that is sent\n", "no line end in this text"])
  func leavesTypingAlone(text: String) {
    #expect(PasteBurst.joined(Self.keys(text)) == Self.keys(text))
  }

  @Test func leavesOtherKeysAlone() {
    let events = Self.keys("a line that is long enough\nand more") + [.key(Key(.up))]
    #expect(PasteBurst.joined(events) == events)
  }
}
