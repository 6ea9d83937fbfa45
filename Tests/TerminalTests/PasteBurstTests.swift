import Engine
import Interface
import Testing

@testable import Terminal

@Suite struct PasteBurstTests {
  private static let start = MonotonicTime(nanoseconds: 1_000_000_000)
  private static let long = String(repeating: "word ", count: 60)

  private static func keys(_ text: String) -> [InputEvent] {
    text.map { $0 == "\n" ? .key(Key(.enter)) : .key(Key(.character($0))) }
  }

  private func joined(_ events: [InputEvent], hasBrackets: Bool = false) -> [InputEvent] {
    var burst = PasteBurst(hasBrackets: hasBrackets)
    return burst.joined(events, at: Self.start)
  }

  @Test func joinsLinesThatCameAtOnce() {
    let text = "let a = 1\nlet b = 2\nprint(a)\n"
    #expect(joined(Self.keys(text)) == [.paste(text)])
    #expect(joined(Self.keys(text), hasBrackets: true) == Self.keys(text))
  }

  @Test(arguments: ["short\nx", "one long line of text that is sent\n", "no line end in this text"])
  func leavesTypingAlone(text: String) {
    #expect(joined(Self.keys(text)) == Self.keys(text))
  }

  @Test func leavesOtherKeysAlone() {
    let events = Self.keys("a line that is long enough\nand more") + [.key(Key(.up))]
    #expect(joined(events) == events)
  }

  @Test(arguments: [false, true])
  func whatAProgramTypesGoesInAsOnePiece(hasBrackets: Bool) {
    #expect(joined(Self.keys(Self.long), hasBrackets: hasBrackets) == [.paste(Self.long)])
    #expect(
      joined(Self.keys(Self.long + "\n"), hasBrackets: hasBrackets)
        == [.paste(Self.long), .key(Key(.enter))])
    let lines = Self.long + "\n" + Self.long + "\n"
    #expect(joined(Self.keys(lines), hasBrackets: hasBrackets) == [.paste(lines)])
  }

  @Test func theRestOfAPasteBelongsToIt() {
    var burst = PasteBurst(hasBrackets: false)
    let first = "let a = 1\nlet b = 2\nlet"
    #expect(burst.joined(Self.keys(first), at: Self.start) == [.paste(first)])
    let soon = Self.start.adding(milliseconds: PasteBurst.gapMilliseconds)
    #expect(burst.joined([], at: soon) == [])
    #expect(burst.joined(Self.keys(" c\n"), at: soon) == [.paste(" c\n")])
    #expect(
      burst.joined(
        Self.keys("\n"), at: soon.adding(milliseconds: PasteBurst.loneKeyGapMilliseconds))
        == [.paste("\n")])
    let later = soon.adding(milliseconds: PasteBurst.gapMilliseconds + 1)
    #expect(burst.joined(Self.keys("\n"), at: later) == Self.keys("\n"))
  }

  @Test func anEnterByHandSendsWhatWasPasted() {
    var burst = PasteBurst(hasBrackets: false)
    let text = "let a = 1\nlet b = 2\nlet c"
    #expect(burst.joined(Self.keys(text), at: Self.start) == [.paste(text)])
    let soon = Self.start.adding(milliseconds: PasteBurst.loneKeyGapMilliseconds + 1)
    #expect(burst.joined(Self.keys("\n"), at: soon) == Self.keys("\n"))
  }
}
