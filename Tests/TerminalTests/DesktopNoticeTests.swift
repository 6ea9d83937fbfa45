import Testing

@testable import Terminal

@Suite struct DesktopNoticeTests {
  @Test(
    arguments: [
      (["TERM": "xterm-256color"], DesktopNotice.unknown), (["TERM": "xterm-kitty"], .kitty),
      (["TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"], .kitty), (["TERM": "foot"], .rxvt),
      (["TERM": "rxvt-unicode-256color"], .rxvt), (["TERM": "xterm-ghostty"], .iTerm),
      (["TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"], .iTerm),
      (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], .iTerm), ([:], .unknown),
      (["TERM": "linux"], .unknown),
    ] as [([String: String], DesktopNotice)])
  func knowsTerminalsByName(environment: [String: String], notice: DesktopNotice) {
    #expect(DesktopNotice(environment: environment) == notice)
  }

  @Test func speaksToEachInItsOwnWay() {
    #expect(DesktopNotice.unknown.bytes("done", isInTmux: false) == nil)
    #expect(DesktopNotice.iTerm.bytes("4;0;", isInTmux: false) == "\u{1b}]9;adit: 4;0;\u{7}")
    #expect(DesktopNotice.kitty.bytes("done", isInTmux: false) == "\u{1b}]99;;adit: done\u{1b}\\")
    #expect(
      DesktopNotice.rxvt.bytes("a;b", isInTmux: false) == "\u{1b}]777;notify;adit;a,b\u{7}")
    #expect(
      DesktopNotice.iTerm.bytes("done", isInTmux: true)
        == "\u{7}\u{1b}Ptmux;\u{1b}\u{1b}]9;adit: done\u{7}\u{1b}\\")
  }
}
