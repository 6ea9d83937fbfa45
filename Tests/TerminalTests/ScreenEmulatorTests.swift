import TestSupport
import Testing

@Suite struct ScreenEmulatorTests {
  static let cases: [(bytes: String, rows: [String])] = [
    ("ab\r\ncd", ["ab", "cd", ""]),
    ("abcdefgh", ["abcde", "fgh", ""]),
    ("abcde\rX", ["Xbcde", "", ""]),
    ("abcde\u{1b}[2G\u{1b}[P", ["acde", "", ""]),
    ("abcde\u{1b}[2G\u{1b}[@", ["a bcd", "", ""]),
    ("abcde\u{1b}[2G\u{1b}[2X", ["a  de", "", ""]),
    ("abcde\u{1b}[3G\u{1b}[K", ["ab", "", ""]),
    ("abcde\u{1b}[3G\u{1b}[1K", ["   de", "", ""]),
    ("a\u{1b}[3b", ["aaaa", "", ""]),
    ("1\r\n2\r\n3\r\n4", ["2", "3", "4"]),
    ("1\r\n2\r\n3\u{1b}[H\u{1b}M", ["", "1", "2"]),
    ("1\r\n2\r\n3\u{1b}[H\u{1b}[M", ["2", "3", ""]),
    ("1\r\n2\r\n3\u{1b}[2H\u{1b}[L", ["1", "", "2"]),
    ("1\r\n2\r\n3\u{1b}[1;2r\u{1b}[2H\n", ["2", "", "3"]),
    ("1\r\n2\r\n3\u{1b}[2H\u{1b}[J", ["1", "", ""]),
    ("漢字x\u{1b}[1Gy", ["y 字x", "", ""]),
    ("e\u{301}x", ["e\u{301}x", "", ""]),
    ("abcd漢", ["abcd", "漢", ""]),
    ("m\u{1b}[?1049hA\u{1b}[?1049l", ["m", "", ""]),
  ]

  @Test(arguments: cases)
  func showsWhatAnXtermShows(bytes: String, rows: [String]) {
    var screen = ScreenEmulator(columns: 5, rows: 3)
    screen.feed(bytes.utf8)
    #expect((0..<3).map(screen.row) == rows)
    #expect(screen.unknown.isEmpty)
  }

  @Test func notesWhatItDoesNotKnow() {
    var screen = ScreenEmulator(columns: 5, rows: 3)
    screen.feed("\u{1b}[99z\u{1b}]0;title\u{7}\u{1}".utf8)
    #expect(screen.strings == ["0;title"])
    #expect(screen.unknown == ["CSI [99] z", "control 1"])
  }

  @Test func tracksModesAndStyles() {
    var screen = ScreenEmulator(columns: 5, rows: 3, answers: .all)
    screen.feed("\u{1b}[?2004h\u{1b}[>1u\u{1b}[1;38;5;9;48;2;1;2;3mx\u{1b}[?u\u{1b}[?2026$p".utf8)
    var style = ScreenEmulator.Style()
    style.foreground = .indexed(9)
    style.background = .rgb(1, 2, 3)
    style.attributes = [1]
    #expect(screen.cell(column: 0, row: 0) == .init(text: "x", style: style))
    #expect(screen.modes[2004] == true)
    #expect(!screen.isPristine)
    #expect(String(decoding: screen.takeReplies(), as: UTF8.self) == "\u{1b}[?1u\u{1b}[?2026;2$y")
  }
}
