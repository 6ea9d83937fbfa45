import Engine
import Testing
import TextModel

@testable import Interface

/// The list of themes, the title of the window, and who is told of long turns.
@Suite struct ThemeReducerTests {
  static let now = MonotonicTime(nanoseconds: 5_000_000_000)
  static let themes = ["auto", "dark", "light", "mono"].map {
    ThemeState.Summary(name: $0, details: "built in")
  }

  private func state(chosen: String = "auto") -> AppState {
    var configuration = Fixtures.configuration()
    configuration.themes = ThemeState(all: Self.themes, chosen: chosen)
    return AppState(configuration: configuration)
  }

  private func press(_ key: Key, _ state: inout AppState) {
    _ = AppReducer.reduce(into: &state, .input(.key(key)), now: Self.now)
  }

  @Test func walkingShowsAndEscRestores() {
    var state = state(chosen: "dark")
    #expect(ThemeReducer.choose("", &state, now: Self.now) == [.terminal(.listThemes)])
    #expect(state.shownTheme == "dark")
    press(Key(.down), &state)
    #expect(state.shownTheme == "light")
    press(Key(.character("m")), &state)
    #expect(state.shownTheme == "mono")
    press(Key(.escape), &state)
    #expect(state.overlay == nil && state.shownTheme == "dark")
  }

  @Test func enterTakesIt() {
    var state = state()
    _ = ThemeReducer.choose("", &state, now: Self.now)
    press(Key(.end), &state)
    press(Key(.enter), &state)
    #expect(state.overlay == nil && state.shownTheme == "mono")
  }

  @Test func aNameTakesItAtOnce() {
    var state = state()
    #expect(ThemeReducer.choose("light", &state, now: Self.now) == [])
    #expect(state.shownTheme == "light")
  }

  /// A name that is not in the list may be that of a file made since.
  @Test func anUnknownNameIsLookedForFirst() {
    var state = state(chosen: "dark")
    let all = state.themes.all
    #expect(ThemeReducer.choose("lihgt", &state, now: Self.now) == [.terminal(.listThemes)])
    _ = AppReducer.reduce(into: &state, .theme(.listed(all)), now: Self.now)
    #expect(state.shownTheme == "dark")
    #expect(
      state.transcript.items.last?.body.firstLine(limit: 100)
        == "There is no theme lihgt. Did you mean light?")
    _ = ThemeReducer.choose("mine", &state, now: Self.now)
    let mine = ThemeState.Summary(name: "mine", details: "your own")
    _ = AppReducer.reduce(into: &state, .theme(.listed(all + [mine])), now: Self.now)
    #expect(state.shownTheme == "mine")
  }

  @Test func aNewListKeepsTheRow() {
    var state = state()
    _ = ThemeReducer.choose("", &state, now: Self.now)
    press(Key(.down), &state)
    press(Key(.down), &state)
    #expect(state.shownTheme == "light")
    let more = [ThemeState.Summary(name: "amber", details: "your own")] + Self.themes
    _ = AppReducer.reduce(into: &state, .theme(.listed(more)), now: Self.now)
    #expect(state.shownTheme == "light")
    _ = AppReducer.reduce(into: &state, .theme(.listed([])), now: Self.now)
    #expect(state.overlay?.selection?.index == 0)
  }

  @Test func whatCannotBeHadIsNotKept() {
    var state = state(chosen: "dark")
    _ = ThemeReducer.choose("light", &state, now: Self.now)
    let event = ThemeEvent.unavailable("light", reason: "There is no theme light any more.")
    _ = AppReducer.reduce(into: &state, .theme(event), now: Self.now)
    #expect(state.shownTheme == "dark")
  }

  @Test func theWindowIsNamedAfterWhatGoesOn() {
    var state = state()
    #expect(WindowTitle.text(of: state)?.hasSuffix(" · ready") == true)
    var configuration = Fixtures.configuration()
    configuration.interface.namesWindow = false
    state = AppState(configuration: configuration)
    #expect(WindowTitle.text(of: state) == nil)
  }

  static let endings:
    [(focus: Bool?, setting: InterfaceSettings.Notification, milliseconds: Int, tells: Bool)] = [
      (nil, .bell, 10_001, true), (false, .bell, 10_001, true), (true, .bell, 60_000, false),
      (false, .off, 60_000, false), (false, .desktop, 10_001, true), (false, .bell, 9_999, false),
      (nil, .bell, 10_000, false),
    ]

  @Test(arguments: endings)
  func longTurnsThatEndUnseenAreTold(
    focus: Bool?, setting: InterfaceSettings.Notification, milliseconds: Int, tells: Bool
  ) {
    var configuration = Fixtures.configuration()
    configuration.interface.notification = setting
    var state = AppState(configuration: configuration)
    if let focus {
      _ = AppReducer.reduce(into: &state, .input(.focus(focus)), now: Self.now)
    }
    press(Key(.character("a")), &state)
    press(Key(.enter), &state)
    guard let turn = state.runningTurn else {
      Issue.record("no turn")
      return
    }
    let effects = AppReducer.reduce(
      into: &state, .engine(.turnEnded(turn, .completed(.endTurn))),
      now: Self.now.adding(milliseconds: milliseconds))
    #expect(effects.contains(.terminal(.notify("the answer is there"))) == tells)
  }
}
