import Engine
import Interface
import Testing

@testable import Terminal

@Suite struct PasteBurstTests {
  private static let start = MonotonicTime(nanoseconds: 1_000_000_000)
  private static let long = String(repeating: "word ", count: 60)
  private static let lines = "let a = 1\nlet b = 2\nlet c"

  private static func keys(_ text: String) -> [InputEvent] {
    text.map { $0 == "\n" ? .key(Key(.enter)) : .key(Key(.character($0))) }
  }

  /// A terminal's reads, through decoder and burst.
  private struct Reader {
    var decoder = InputDecoder()
    var burst: PasteBurst
    var now = PasteBurstTests.start

    init(hasBrackets: Bool = false) { burst = PasteBurst(hasBrackets: hasBrackets) }

    /// What comes of bytes that are read `milliseconds` after those before.
    mutating func read(_ text: String, after milliseconds: Int = 0) -> [InputEvent] {
      read(Array(text.replacing("\n", with: "\r").utf8), after: milliseconds)
    }

    mutating func read(_ bytes: [UInt8], after milliseconds: Int = 0) -> [InputEvent] {
      now = now.adding(milliseconds: milliseconds)
      let pieces = decoder.pieces(of: bytes, at: now, leastRun: PasteBurst.leastKeys)
      return burst.joined(pieces, at: now)
    }

    /// What comes when nothing more is read.
    mutating func rest() -> [InputEvent] {
      burst.deadline.map { burst.expire(at: $0) } ?? []
    }
  }

  private func joined(_ text: String, hasBrackets: Bool = false) -> [InputEvent] {
    var reader = Reader(hasBrackets: hasBrackets)
    return reader.read(text) + reader.rest()
  }

  @Test func joinsLinesThatCameAtOnce() {
    let text = "let a = 1\nlet b = 2\nprint(a)\n"
    #expect(joined(text) == [.paste(text)])
    #expect(joined(text, hasBrackets: true) == Self.keys(text))
  }

  @Test(arguments: ["short\nx", "one long line of text that is sent\n", "no line end in this text"])
  func leavesTypingAlone(text: String) {
    #expect(joined(text) == Self.keys(text))
  }

  @Test(arguments: [
    ("a line that is long enough\nand more", "\u{1b}[A", Key(.up)),
    (long, "\u{1}", Key(.character("a"), .control)),
  ])
  func leavesOtherKeysAlone(text: String, sequence: String, key: Key) {
    #expect(joined(text + sequence, hasBrackets: true) == Self.keys(text) + [.key(key)])
  }

  @Test(arguments: [false, true])
  func whatAProgramTypesGoesInAsOnePiece(hasBrackets: Bool) {
    #expect(joined(Self.long, hasBrackets: hasBrackets) == [.paste(Self.long)])
    #expect(
      joined(Self.long + "\n", hasBrackets: hasBrackets)
        == [.paste(Self.long), .key(Key(.enter))])
    let lines = Self.long + "\n" + Self.long + "\n"
    #expect(joined(lines, hasBrackets: hasBrackets) == [.paste(lines)])
  }

  @Test func allReadsOfAPasteAreOne() {
    var reader = Reader()
    #expect(reader.read(Self.lines) == [])
    #expect(reader.read(" = 3\n", after: PasteBurst.gapMilliseconds) == [])
    #expect(reader.read("\n", after: PasteBurst.loneKeyGapMilliseconds) == [])
    #expect(reader.rest() == [.paste(Self.lines + " = 3\n\n")])
    #expect(reader.burst.deadline == nil)
    #expect(reader.read("\n", after: PasteBurst.gapMilliseconds) == Self.keys("\n"))
  }

  /// What takes long to decode was not paused for, and a large paste may pause
  /// longer.
  @Test func aSlowReadIsNoPause() {
    var reader = Reader()
    let part = String(repeating: "line\n", count: PasteBurst.largeBytes / 5 + 1)
    #expect(reader.read(Self.lines) == [])
    reader.burst.decoded(reader.now, at: reader.now.adding(milliseconds: 5_000))
    #expect(reader.read(part, after: 5_000 + PasteBurst.gapMilliseconds) == [])
    #expect(reader.read(Self.lines, after: PasteBurst.largeGapMilliseconds) == [])
    #expect(reader.rest() == [.paste(Self.lines + part + Self.lines)])
    reader.burst.decoded(reader.now, at: reader.now)
    #expect(reader.burst.deadline == nil)
  }

  @Test func anEnterByHandSendsWhatWasPasted() {
    var reader = Reader()
    #expect(reader.read(Self.lines) == [])
    #expect(
      reader.read("\n", after: PasteBurst.loneKeyGapMilliseconds + 1)
        == [.paste(Self.lines)] + Self.keys("\n"))
  }

  @Test func aKeyByHandComesBehindWhatWasPasted() {
    var reader = Reader()
    #expect(reader.read(Self.lines) == [])
    #expect(reader.read("\u{3}") == [.paste(Self.lines), .key(Key(.character("c"), .control))])
  }

  @Test func reportsInBetweenChangeNothing() {
    var reader = Reader()
    #expect(reader.read(Self.lines) == [])
    #expect(reader.read("\u{1b}[I") == [.focus(true)])
    #expect(reader.read(" = \u{1b}[O3") == [.focus(false)])
    #expect(reader.rest() == [.paste(Self.lines + " = 3")])
  }

  /// The Enter of a first line that came by itself must not send it.
  @Test func whatBeginsBehindAnEnterIsToldAtOnce() {
    var reader = Reader()
    #expect(reader.read("a line\n") == Self.keys("a line\n"))
    #expect(reader.read(Self.lines, after: 5) == [.paste("")])
    #expect(reader.rest() == [.paste(Self.lines)])
    #expect(reader.read("b\n", after: 1_000) == Self.keys("b\n"))
    #expect(reader.read(Self.lines, after: 50) == [])
  }

  /// A mouse that moves all the time holds no paste.
  @Test func whatIsReadBesideIsNoPause() throws {
    var reader = Reader()
    #expect(reader.read(Self.lines) == [])
    let deadline = try #require(reader.burst.deadline)
    #expect(reader.read("\u{1b}[I", after: 50) == [.focus(true)])
    reader.burst.decoded(reader.now, at: reader.now.adding(milliseconds: 1))
    #expect(reader.burst.deadline == deadline)
  }

  /// Characters cut by a read, and what is no text at all.
  @Test func whatIsNoTextIsTakenOut() {
    let text = String(repeating: "a漢é\n", count: 100)
    let bytes = Array(text.utf8)
    var reader = Reader()
    #expect(reader.read(Array(bytes[..<401])) == [])
    #expect(reader.read(Array(bytes[401...])) == [])
    #expect(reader.rest() == [.paste(text)])

    let binary = [UInt8](repeating: 0x61, count: 300) + [0x00, 0x03, 0xff, 0x04, 0x1a, 0x7f, 0x0d]
    #expect(reader.read(binary + binary) == [])
    let line = String(repeating: "a", count: 300) + "\n"
    #expect(reader.rest() == [.paste(line + line)])
  }

  @Test func whatIsBeyondTheLimitIsTold() {
    var reader = Reader()
    let line = [UInt8](repeating: 0x61, count: 1 << 20) + [0x0d]
    for _ in 0..<8 { #expect(reader.read(line) == []) }
    let events = reader.rest()
    guard case .paste(let text)? = events.first else {
      Issue.record("no paste")
      return
    }
    #expect(text.utf8.count == PasteCollector.limitBytes)
    #expect(events.dropFirst() == [.pasteTruncated(droppedBytes: 8)])
  }
}
