import Testing
import Wire

@testable import adit

/// Which ways to a clipboard are tried.
@Suite struct ClipboardPlanTests {
  private static let wayland = ClipboardPlan.Route.tool(["wl-copy"])
  private static let xclip = ClipboardPlan.Route.tool(["xclip", "-selection", "clipboard"])
  private static let xsel = ClipboardPlan.Route.tool(["xsel", "--clipboard", "--input"])
  private static let terminal = ClipboardPlan.Route.terminal(TerminalClipboard(carrier: .none))
  private static let throughTmux = ClipboardPlan.Route.terminal(TerminalClipboard(carrier: .tmux))

  private func routes(
    _ environment: [String: String], _ choice: ClipboardChoice = .auto, speaksXterm: Bool = true
  ) -> [ClipboardPlan.Route] {
    ClipboardPlan(environment: environment, choice: choice, speaksXterm: speaksXterm).routes
  }

  @Test func lesson14_triesWhatIsThereInOrder() {
    let all = ["WAYLAND_DISPLAY": "w", "DISPLAY": ":0", "TMUX": "t"]
    #expect(routes(all) == [Self.wayland, Self.xclip, Self.xsel, .tmux, Self.throughTmux, .file])
    #expect(routes([:]) == [Self.terminal, .file])
    #expect(routes([:], speaksXterm: false) == [.file])
  }

  @Test(arguments: ["SSH_TTY", "SSH_CONNECTION"])
  func lesson14_overSSHNoToolOfThatMachine(name: String) {
    #expect(routes(["DISPLAY": ":0", "TMUX": "t", name: "x"]) == [.tmux, Self.throughTmux, .file])
    #expect(routes(["DISPLAY": ":0", name: ""]) == [Self.xclip, Self.xsel, Self.terminal, .file])
  }

  @Test func theChoiceOfTheUserHolds() {
    let all = ["WAYLAND_DISPLAY": "w", "TMUX": "t", "SSH_TTY": "x"]
    #expect(routes(all, .tool) == [Self.wayland, .file])
    #expect(routes(all, .tmux) == [.tmux, .file])
    #expect(routes(all, .osc52) == [Self.throughTmux, .file])
    #expect(routes(all, .file) == [.file])
  }

  @Test func lesson14_theTerminalGetsOneSequence() {
    let plain = TerminalClipboard(carrier: .none)
    #expect(plain.sequence(for: Array("hello".utf8)) == "\u{1b}]52;c;aGVsbG8=\u{7}")
    #expect(plain.sequence(for: [UInt8](repeating: 0x61, count: 60_000)) == nil)
    #expect(plain.sequence(for: [UInt8](repeating: 0x61, count: 55_000)) != nil)
  }

  /// Plain for a tmux that takes it, wrapped for one that passes it on.
  @Test func lesson14_tmuxGetsItPlainAndWrapped() {
    let inner = "]52;c;aGVsbG8=\u{7}"
    #expect(
      TerminalClipboard(carrier: .tmux).sequence(for: Array("hello".utf8))
        == "\u{1b}\(inner)\u{1b}Ptmux;\u{1b}\u{1b}\(inner)\u{1b}\\")
  }

  @Test(arguments: [
    ("", "", TerminalClipboard.Carrier.none), ("x", "", .tmux), ("", "x", .screen),
    ("x", "x", .tmux),
  ])
  func whatStandsBetweenIsToldByItsVariable(
    tmux: String, sty: String, expected: TerminalClipboard.Carrier
  ) {
    let found = TerminalClipboard(environment: ["TMUX": tmux, "STY": sty])
    #expect(found == TerminalClipboard(carrier: expected))
  }

  @Test func lesson14_screenGetsItWrappedInPieces() throws {
    let text = [UInt8]((0..<2_000).map { UInt8(truncatingIfNeeded: $0) })
    let sequence = try #require(TerminalClipboard(carrier: .screen).sequence(for: text))
    let pieces = sequence.split(separator: "\u{1b}\\", omittingEmptySubsequences: true)
    #expect(pieces.allSatisfy { $0.hasPrefix("\u{1b}P") && $0.utf8.count < 256 })
    let inner = pieces.map { $0.dropFirst(2) }.joined()
    #expect(inner == "\u{1b}]52;c;\(Base64.encode(text))\u{7}")
  }

  @Test(arguments: [
    ("external clipboard,title", true), ("on 256,clipboard\n", true), ("off clipboard", false),
    ("external 256,title", false), ("", false),
  ])
  func lesson14_tmuxAloneIsToldApart(answer: String, expected: Bool) {
    #expect(TmuxClipboard.passesOn(answer) == expected)
  }

  @Test(arguments: [
    ("vim", ["-R", "+7"]), ("/usr/bin/nvim", ["-R", "+7"]), ("nano", ["-v", "+7"]),
    ("kak", ["-ro", "+7"]), ("hx", ["+7"]), ("code", []),
  ])
  func knownEditorsBeginAtTheLine(editor: String, expected: [String]) {
    #expect(ExternalEditor.arguments(of: editor, line: 7) == expected)
  }
}
