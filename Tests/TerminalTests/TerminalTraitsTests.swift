import Interface
import Testing

@testable import Terminal

@Suite struct TerminalTraitsTests {
  static let talks: [(term: String, tmux: String, xterm: Bool, otherKeys: Bool)] = [
    ("xterm-256color", "", true, true), ("screen-256color", "", true, false),
    ("screen-256color", "/tmp/tmux-0/default,1,0", true, true), ("tmux-256color", "", true, true),
    ("xterm-kitty", "", true, true), ("alacritty", "", true, false), ("foot", "", true, false),
    ("st-256color", "", true, false), ("rxvt-unicode-256color", "", true, false),
    ("linux", "", false, false), ("vt220", "", false, false), ("dumb", "", false, false),
    ("", "", false, false),
  ]

  @Test(arguments: talks)
  func asksOnlyWhoUnderstands(term: String, tmux: String, xterm: Bool, otherKeys: Bool) {
    let traits = TerminalTraits(environment: ["TERM": term, "TMUX": tmux])
    #expect(traits.speaksXterm == xterm)
    #expect(traits.knowsModifyOtherKeys == otherKeys)
    #expect(traits.questions.isEmpty == !xterm)
    #expect(traits.modesOn(kitty: false).isEmpty == !xterm)
  }

  /// A terminal that knows nothing of xterm gets no title, whatever carries it.
  @Test(arguments: [
    ("xterm-256color", "", true), ("screen", "/tmp/x,1,0", true), ("screen", "", false),
    ("linux", "/tmp/x,1,0", false), ("vt220", "", false), ("rxvt", "", false),
  ])
  func titlesGoWhereTheyCanComeBack(term: String, tmux: String, keeps: Bool) {
    #expect(TerminalTraits(environment: ["TERM": term, "TMUX": tmux]).keepsTitles == keeps)
  }

  @Test(arguments: [
    ("xterm-256color", "", true), ("tmux-256color", "", true), ("screen", "/tmp/tmux", true),
    ("xterm-kitty", "", true), ("st-256color", "", true), ("st", "", true),
    ("rxvt-unicode", "", true), ("screen", "", false), ("rxvt", "", false), ("putty", "", false),
    ("linux", "", false), ("linux", "/tmp/tmux", false), ("vt220", "", false),
  ])
  func changesTheCursorWhereThatIsKnown(term: String, tmux: String, isKnown: Bool) {
    #expect(
      TerminalTraits(environment: ["TERM": term, "TMUX": tmux]).hasCursorShapes == isKnown)
  }

  static let levels: [(term: String, noColor: String, colors: Int, level: ColorLevel)] = [
    ("xterm-direct", "", 1 << 24, .direct), ("xterm-256color", "", 1 << 24, .indexed256),
    ("xterm-256color", "", 256, .indexed256), ("xterm-16color", "", 16, .ansi16),
    ("linux", "", 8, .ansi16), ("vt220", "", -1, .mono), ("vt220", "", 0, .mono),
    ("xterm-direct", "1", 1 << 24, .mono),
  ]

  @Test(arguments: levels)
  func choosesTheColourLevel(term: String, noColor: String, colors: Int, level: ColorLevel) {
    let traits = TerminalTraits(environment: ["TERM": term, "NO_COLOR": noColor])
    #expect(traits.colorLevel(colors: colors) == level)
  }
}
